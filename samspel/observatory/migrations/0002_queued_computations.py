from django.db import migrations

EARLIER_PATHS = (
    "samspel.observatory.computing.work_through",
    "samspel.observatory.computations.services.computation.work_through",
)
PATH = "samspel.observatory.computations.services.work.computation_run"


def rename_queued(apps, schema_editor):
    """The queue keeps the dotted path of a task: what waits under an earlier one is to be run all the same."""
    apps.get_model("django_tasks_database", "DBTaskResult").objects.filter(task_path__in=EARLIER_PATHS).update(
        task_path=PATH
    )


class Migration(migrations.Migration):
    dependencies = [
        ("observatory", "0001_first_version"),
        ("django_tasks_database", "0001_initial"),
    ]

    operations = [migrations.RunPython(rename_queued, migrations.RunPython.noop)]
