"""A file for a data set as a staged import: large ones are left to the worker, and a version is never taken back."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from samspel.core import clock
from samspel.core.models import AuditEvent
from samspel.core.programmes.models import Programme
from samspel.imports.importer import ImportFault
from samspel.imports.services.staged_import import import_save, import_undo
from samspel.observatory.models import DataImport, DataSetVersion
from tests.observatory.builders import bring, dataset, member, saved
from tests.observatory.datasets.test_imports import LONG
from tests.observatory.test_pages import ROOT, browser, text_of
from tests.tasks import work

pytestmark = [pytest.mark.every_database, pytest.mark.django_db, pytest.mark.english]


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is large."""
    monkeypatch.setattr("samspel.imports.services.work.BYTES_AT_ONCE", 10)


def uploaded(programme: Programme) -> tuple[Any, str]:
    """A browser that has brought in a file, and the file's page."""
    dataset(programme)
    client = browser(member(programme))
    client.post(ROOT + "data/employment/import/", {"file": SimpleUploadedFile("a.csv", LONG.encode())})
    return client, f"{ROOT}imports/{DataImport.objects.get().pk}/"


CHOSEN = {"layout": "long", "value_column": "value", "region": "region", "activity": "activity", "year": "year"}


@pytest.mark.usefixtures("large")
def test_a_large_file_is_checked_and_saved_by_the_worker(ecs: Programme) -> None:
    client, path = uploaded(ecs)
    client.post(path, CHOSEN)
    with CaptureQueriesContext(connection) as asked:
        assert "The values are being checked." in text_of(client, path)
    assert [query["sql"] for query in asked if not query["sql"].startswith("SELECT")] == []
    work()
    assert "Save 4 values as a new version" in text_of(client, path)
    client.post(path + "save/", {"vintage": "2024-02"})
    client.post(path + "save/", {"vintage": "2024-03"})
    assert DBTaskResult.objects.ready().count() == 1
    assert not DataSetVersion.objects.exists()
    work()
    assert "Version 1 is saved" in text_of(client, path)
    assert DataSetVersion.objects.get().vintage == "2024-02"


@pytest.mark.usefixtures("large")
def test_a_worker_killed_while_it_saves_leaves_nothing_and_another_saves_once(
    ecs: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def killed(*args: Any, **kwargs: Any) -> None:
        raise Killed

    client, path = uploaded(ecs)
    client.post(path, CHOSEN)
    work()
    client.post(path + "save/")
    with monkeypatch.context() as patched:
        patched.setattr("samspel.core.audit.write", killed)
        with pytest.raises(Killed):
            work()
    assert not DataSetVersion.objects.exists()
    DataImport.objects.update(touched_at=clock.now() - timedelta(minutes=11))
    assert "The work has stopped" in text_of(client, path)
    client.post(path, CHOSEN)
    work()
    client.post(path + "save/")
    work()
    assert DataSetVersion.objects.get().row_count == 4


def test_two_who_confirm_at_once_make_one_version(ecs: Programme) -> None:
    brought = bring(dataset(ecs), ecs, LONG)
    first, second = DataImport.objects.get(), DataImport.objects.get()
    import_save(staged=first)
    with pytest.raises(ImportFault):
        import_save(staged=second)
    assert DataSetVersion.objects.count() == 1
    brought.refresh_from_db()
    assert brought.stage == "saved"


def test_another_layout_leaves_an_audit_event(ecs: Programme) -> None:
    dataset(ecs, classification="none")
    client = browser(member(ecs))
    file = SimpleUploadedFile("a.csv", b"region;year;a;b\nSE121;2018;1;2\n")
    path = client.post(ROOT + "data/employment/import/", {"file": file}).headers["Location"]
    client.post(path, {"layout": "long"})
    event = AuditEvent.objects.get(action="dataset.layout_chosen")
    assert (event.actor, event.changes["layout"]) == (member(ecs), "long")
    assert event.programme_code == ecs.code


def test_a_version_is_never_taken_back_and_its_page_says_so(ecs: Programme) -> None:
    saved(dataset(ecs), ecs, LONG)
    brought = DataImport.objects.get()
    text = text_of(browser(member(ecs)), f"{ROOT}imports/{brought.pk}/")
    assert "A version is never taken back" in text
    assert "undo/" not in text
    with pytest.raises(ImportFault, match="never taken back"):
        import_undo(user=member(ecs), staged=brought, reason="Wrong file")
    assert DataSetVersion.objects.count() == 1
