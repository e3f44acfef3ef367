"""Large files are left to the worker: the task is in the database, and outlives the process that asked for it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from samspel.core import clock
from samspel.core.programmes.models import Programme
from samspel.imports.importer import ImportFault
from samspel.imports.models import Import
from samspel.imports.queries import TASK, UNATTENDED_AFTER
from samspel.imports.services.staged_import import import_save
from samspel.imports.services.work import import_check, import_work, work_do
from samspel.imports.states import STOPPED_AFTER
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


def test_where_no_worker_runs_the_page_says_so_and_writes_nothing(queued: Programme) -> None:
    client = browser(somebody(queued))
    staged, path = uploaded(client, queued, 3)
    assert not client.get(path).context["unattended"]
    DBTaskResult.objects.update(enqueued_at=timezone.now() - UNATTENDED_AFTER)
    Import.objects.update(touched_at=clock.now() - 2 * STOPPED_AFTER)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    assert (answer.context["working"], answer.context["unattended"], answer.context["stopped"]) == (True, True, False)
    assert "Ingen har börjat arbetet än" in answer.content.decode()
    assert [query["sql"] for query in asked if not query["sql"].startswith("SELECT")] == []
    staged.refresh_from_db()
    assert staged.stage == "checking"
    assert work() == 1
    staged.refresh_from_db()
    assert (staged.stage, staged.report["new"]) == ("checked", 3)


def test_the_queue_is_asked_for_the_task_by_its_own_name() -> None:
    assert import_work.module_path == TASK


def test_a_file_that_no_worker_takes_can_be_thrown_away(queued: Programme) -> None:
    client = browser(somebody(queued))
    _staged, path = uploaded(client, queued, 3)
    assert "drop/" not in client.get(path).content.decode()
    DBTaskResult.objects.update(enqueued_at=timezone.now() - UNATTENDED_AFTER)
    assert "drop/" in client.get(path).content.decode()
    client.post(path + "drop/")
    assert not Import.objects.exists()
    assert work() == 1


class Killed(BaseException):
    """What ends a worker in the middle: nothing in the work catches it."""


@pytest.mark.parametrize("where", ["samspel.core.bulk.insert", "samspel.core.audit.write"])
def test_a_worker_killed_while_it_saves_leaves_nothing_and_another_saves_once(
    queued: Programme, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    client = browser(somebody(queued))
    staged, path = uploaded(client, queued, 3)
    work()
    client.post(path + "save/")

    def killed(*args: Any, **kwargs: Any) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(where, killed)
        with pytest.raises(Killed):
            work()
    staged.refresh_from_db()
    assert staged.stage == "saving"
    assert staged.content is not None
    assert not Support.objects.exists()
    assert not client.get(path).context["stopped"]
    Import.objects.update(touched_at=clock.now() - STOPPED_AFTER - timedelta(seconds=1))
    answer = client.get(path)
    assert answer.context["stopped"]
    client.post(path, {name: str(at) for name, at in staged.columns.items()})
    assert work() == 1
    client.post(path + "save/")
    assert work() == 1
    assert Import.objects.get().stage == "saved"
    assert Support.objects.count() == 3


def test_a_task_done_twice_saves_once(queued: Programme) -> None:
    client = browser(somebody(queued))
    staged, path = uploaded(client, queued, 3)
    work()
    client.post(path + "save/")
    slow = Import.objects.get()
    work()
    brought = Import.objects.get().report["brought"]
    work_do(staged=slow, step="save")
    import_work.call(model="results.Import", pk=staged.pk, step="save", language="sv")
    assert Support.objects.count() == 3
    kept = Import.objects.get()
    assert (kept.stage, kept.report["brought"], kept.report["written"]) == ("saved", brought, 3)


def test_a_check_that_ends_late_leaves_what_has_been_done_since(queued: Programme) -> None:
    client = browser(somebody(queued))
    _staged, path = uploaded(client, queued, 3)
    slow = Import.objects.get()
    work()
    client.post(path + "save/")
    work()
    work_do(staged=slow, step="check")
    assert Import.objects.get().stage == "saved"


def test_two_who_confirm_at_once_ask_for_one_task(queued: Programme) -> None:
    _staged, _path = uploaded(browser(somebody(queued)), queued, 3)
    work()
    first, second = Import.objects.get(), Import.objects.get()
    import_save(staged=first)
    with pytest.raises(ImportFault):
        import_save(staged=second)
    with pytest.raises(ImportFault):
        import_check(staged=second)
    assert DBTaskResult.objects.ready().count() == 1
    work()
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
