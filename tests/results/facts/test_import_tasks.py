"""Large files are left to the worker: the task is in the database, and outlives the process that asked for it."""

from typing import Any

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from samspel.core import clock
from samspel.core.programmes.models import Programme
from samspel.imports.models import Import
from samspel.imports.services.work import UNATTENDED_AFTER, import_work
from samspel.results.models import Support
from tests.results.samples import address, browser, organisation, row, somebody, text_table, upload

pytestmark = [pytest.mark.every_database, pytest.mark.django_db, pytest.mark.usefixtures("demo_day")]


@pytest.fixture
def queued(ecs: Programme, settings: Any) -> Programme:
    """ECS, where every import is left to the worker."""
    settings.IMPORTS_AT_ONCE = 0
    organisation(1)
    return ecs


def work() -> int:
    """What `samspel worker` does, within the test's own transaction: every task that waits; returns how many."""
    waiting = list(DBTaskResult.objects.ready())
    for result in waiting:
        result.claim("test")
        result.task.call(*result.args_kwargs["args"], **result.args_kwargs["kwargs"])
        result.set_successful(None)
    return len(waiting)


def uploaded(client: Any, programme: Programme, rows: int) -> tuple[Import, str]:
    """A file with rows of support, its columns as suggested and asked to be checked; and its page."""
    content = text_table("support", [row(programme, reference=str(n)) for n in range(rows)])
    client.post(address(programme, "support/import/"), {"file": upload("stor.csv", content)})
    staged = Import.objects.get()
    path = address(programme, f"imports/{staged.pk}/")
    client.post(path, {name: str(at) for name, at in staged.columns.items()})
    staged.refresh_from_db()
    return staged, path


def test_a_large_file_is_checked_and_saved_beside_the_page(queued: Programme) -> None:
    client = browser(somebody(queued))
    staged, path = uploaded(client, queued, 50)
    assert staged.stage == "checking"
    assert client.get(path).headers["Refresh"]
    assert work() == 1
    staged.refresh_from_db()
    assert staged.stage == "checked"
    assert (staged.done, staged.report["new"]) == (50, 50)
    client.post(path + "save/")
    assert Import.objects.get().stage == "saving"
    assert not Support.objects.exists()
    assert work() == 1
    staged.refresh_from_db()
    assert staged.stage == "saved"
    assert Support.objects.count() == staged.report["written"] == 50
    assert "50" in client.get(path).content.decode()


def test_a_fault_found_apart_is_told_on_the_page(queued: Programme) -> None:
    client = browser(somebody(queued))
    staged, path = uploaded(client, queued, 1)
    Import.objects.update(content=None)
    work()
    staged.refresh_from_db()
    assert staged.stage == "failed"
    assert staged.report["fault"] in client.get(path).content.decode()
    assert not Support.objects.exists()


def test_where_no_worker_runs_the_page_does_the_work_after_a_while(queued: Programme) -> None:
    client = browser(somebody(queued))
    staged, path = uploaded(client, queued, 3)
    assert client.get(path).context["working"]
    DBTaskResult.objects.update(enqueued_at=timezone.now() - UNATTENDED_AFTER)
    assert not client.get(path).context["working"]
    staged.refresh_from_db()
    assert (staged.stage, staged.report["new"]) == ("checked", 3)
    assert not DBTaskResult.objects.ready().exists()
    client.post(path + "save/")
    DBTaskResult.objects.update(enqueued_at=timezone.now() - UNATTENDED_AFTER)
    client.get(path)
    assert Support.objects.count() == 3


def test_work_that_a_worker_has_taken_is_left_to_it(queued: Programme) -> None:
    client = browser(somebody(queued))
    staged, path = uploaded(client, queued, 3)
    DBTaskResult.objects.update(
        enqueued_at=timezone.now() - UNATTENDED_AFTER, status=TaskResultStatus.RUNNING, started_at=timezone.now()
    )
    assert client.get(path).context["working"]
    staged.refresh_from_db()
    assert staged.stage == "checking"


def test_the_waiting_work_of_another_file_is_left(queued: Programme) -> None:
    client = browser(somebody(queued))
    _first, _path = uploaded(client, queued, 1)
    own = somebody(queued)
    other = Import.objects.create(
        programme=queued, kind="support", filename="x.csv", content=b"x", digest="x", made_by=own, stage="checking",
        made_at=clock.now(), touched_at=clock.now(), report={"header": []},
    )  # fmt: skip
    DBTaskResult.objects.update(enqueued_at=timezone.now() - UNATTENDED_AFTER)
    browser(own).get(address(queued, f"imports/{other.pk}/"))
    assert DBTaskResult.objects.ready().count() == 1


def test_a_task_of_an_import_that_has_moved_on_does_nothing(queued: Programme) -> None:
    staged, _path = uploaded(browser(somebody(queued)), queued, 1)
    Import.objects.update(stage="saved")
    import_work.call(model="results.Import", pk=staged.pk, step="check", language="sv")
    import_work.call(model="results.Import", pk=staged.pk + 1, step="check", language="sv")
    assert Import.objects.get().stage == "saved"


def test_what_went_wrong_is_told_in_the_language_of_who_asked(queued: Programme) -> None:
    staged, _path = uploaded(browser(somebody(queued)), queued, 1)
    Import.objects.update(content=None)
    for language, words in (("sv", "Filen finns inte kvar"), ("en", "The file is no longer there")):
        Import.objects.update(stage="checking")
        import_work.call(model="results.Import", pk=staged.pk, step="check", language=language)
        staged.refresh_from_db()
        assert words in staged.report["fault"]
