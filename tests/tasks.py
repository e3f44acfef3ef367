"""Background tasks in tests."""

from django_tasks_db.models import DBTaskResult


def work() -> None:
    """What `samspel worker` does, within the test's own transaction: every task that waits, in order."""
    for waiting in list(DBTaskResult.objects.ready()):
        waiting.claim("test")
        waiting.task.call(*waiting.args_kwargs["args"], **waiting.args_kwargs["kwargs"])
        waiting.set_successful(None)
