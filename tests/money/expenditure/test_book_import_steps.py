"""A file of books as a staged import: large ones are left to the worker, and what one brought is taken back as one."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from samspel.core import clock
from samspel.core.access import Role
from samspel.core.facts import FactError, void
from samspel.core.models import AuditEvent, User
from samspel.core.programmes.models import Programme
from samspel.imports.importer import ImportFault
from samspel.imports.services.staged_import import import_save, import_undo, imports_discard_old
from samspel.money.claims.services.part import part_fill
from samspel.money.expenditure.services.book_import import book_import_check, book_import_save
from samspel.money.models import BookImport, Expenditure
from tests.money.expenditure.test_books import DAY, ROWS, brought, mapped
from tests.money.samples import first_half, part_of, sie_file, somebody
from tests.money.test_money_pages import browser
from tests.results.samples import organisation
from tests.tasks import work

pytestmark = [
    pytest.mark.every_database,
    pytest.mark.django_db,
    pytest.mark.english,
    pytest.mark.usefixtures("demo_day"),
]


@pytest.fixture
def by(ecs: Programme) -> User:
    return somebody(ecs, Role.CONTROLLER, "uppsala")


def saved(by: User, ecs: Programme, rows: list[Any] = ROWS) -> BookImport:
    """A file brought in and saved."""
    mapped(by, ecs)
    made = brought(by, ecs, sie_file(rows))
    book_import_check(brought=made)
    import_save(staged=made, user=by)
    return BookImport.objects.get(pk=made.pk)


def page_of(made: BookImport) -> str:
    """Its address."""
    return f"/p/{made.programme.code}/money/books/{made.pk}/"


def writes(asked: CaptureQueriesContext) -> list[str]:
    """The statements that are not only reads."""
    return [query["sql"] for query in asked if not query["sql"].startswith("SELECT")]


def test_a_large_file_is_read_and_saved_by_the_worker(
    by: User, ecs: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samspel.imports.services.work.BYTES_AT_ONCE", 10)
    mapped(by, ecs)
    client, partner = browser(by), ecs.partners.get(code="uppsala").pk
    file = SimpleUploadedFile("bok.se", sie_file(ROWS))
    page = client.post(f"/p/{ecs.code}/money/books/", {"partner": partner, "file": file}).url
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(page)
    assert "The books are being read." in answer.content.decode()
    assert answer.headers["Refresh"]
    assert writes(asked) == []
    work()
    client.post(page, {"step": "projects", "projects": ["6:P14"]})
    work()
    with CaptureQueriesContext(connection) as asked:
        assert "Save the books" in client.get(page).content.decode()
    assert writes(asked) == []
    client.post(page + "save/")
    client.post(page + "save/")
    assert DBTaskResult.objects.ready().count() == 1
    assert "The costs are being saved." in client.get(page).content.decode()
    assert not Expenditure.objects.exists()
    work()
    assert Expenditure.objects.count() == 4
    assert "Saved: 4 new rows" in client.get(page).content.decode()


def test_a_worker_killed_while_it_saves_leaves_nothing(
    by: User, ecs: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def killed(*args: Any, **kwargs: Any) -> None:
        raise Killed

    mapped(by, ecs)
    made = brought(by, ecs, sie_file(ROWS))
    book_import_check(brought=made)
    with monkeypatch.context() as patched:
        patched.setattr("samspel.core.audit.write", killed)
        with pytest.raises(Killed):
            import_save(staged=made, user=by)
    assert not Expenditure.objects.exists()
    BookImport.objects.update(touched_at=clock.now() - timedelta(minutes=11))
    client = browser(by)
    assert "The work has stopped" in client.get(page_of(made)).content.decode()
    client.post(page_of(made), {"step": "check"})
    client.post(page_of(made) + "save/")
    assert Expenditure.objects.count() == 4


def test_what_has_changed_since_it_was_read_is_told_and_saves_nothing(by: User, ecs: Programme) -> None:
    mapped(by, ecs)
    first, second = brought(by, ecs, sie_file(ROWS)), brought(by, ecs, sie_file(ROWS))
    for made in (first, second):
        book_import_check(brought=made)
    import_save(staged=first, user=by)
    import_save(staged=second, user=by)
    assert second.stage == "failed"
    assert Expenditure.objects.count() == 4
    client = browser(by)
    assert "Check again" in client.get(page_of(second)).content.decode()
    client.post(page_of(second), {"step": "check"})
    assert "There is nothing to save" in client.get(page_of(second)).content.decode()


def test_choosing_leaves_an_audit_event(by: User, ecs: Programme) -> None:
    made = brought(by, ecs, sie_file(ROWS))
    browser(by).post(page_of(made), {"step": "check"})
    browser(by).post(page_of(made), {"step": "projects", "projects": ["6:P14"]})
    assert AuditEvent.objects.get(action="books.projects_chosen").changes["projects"] == ["6:P14"]
    assert browser(by).post(page_of(made), {"step": "verdict"}).status_code == 200


def test_files_that_nobody_goes_on_with_are_thrown_away_and_saved_ones_kept(by: User, ecs: Programme) -> None:
    kept = saved(by, ecs)
    brought(by, ecs, sie_file(ROWS))
    BookImport.objects.update(touched_at=clock.now() - timedelta(days=31))
    assert imports_discard_old() == 1
    assert BookImport.objects.get() == kept


def test_every_cost_of_the_file_is_taken_back_and_the_file_can_come_again(by: User, ecs: Programme) -> None:
    made = saved(by, ecs)
    client = browser(by)
    assert "Undo the import" in client.get(page_of(made)).content.decode()
    text = client.post(page_of(made) + "undo/", {"reason": "Wrong year"}, follow=True).content.decode()
    assert "The import is undone" in text
    assert "Wrong year" in text
    assert not Expenditure.objects.as_of(None).exists()
    assert set(Expenditure.objects.values_list("voided_by", "void_reason")) == {(by.pk, "Wrong year")}
    event = AuditEvent.objects.get(action="import.undone")
    assert (event.changes["taken_back"], event.programme_code) == (4, ecs.code)
    assert "<td>undone</td>" in client.get(f"/p/{ecs.code}/money/books/").content.decode()
    assert book_import_save(user=by, brought=brought(by, ecs, sie_file(ROWS)))["new"] == 4


def test_a_cost_corrected_since_stops_it(by: User, ecs: Programme) -> None:
    made = saved(by, ecs)
    void(Expenditure.objects.first(), by, "Dubbel")
    with pytest.raises(FactError, match="1 cost of the file has been corrected"):
        import_undo(user=by, staged=made, reason="Wrong year")
    assert Expenditure.objects.as_of(None).count() == 3


def test_a_cost_in_a_claim_stops_it(by: User, ecs: Programme) -> None:
    made = saved(by, ecs)
    part_fill(actor=by, part=part_of(first_half(ecs, somebody(ecs, Role.MANAGER))))
    text = browser(by).post(page_of(made) + "undo/", {"reason": "Wrong year"}, follow=True).content.decode()
    assert "is in claim 1" in text
    assert Expenditure.objects.as_of(None).count() == 4


def test_a_cost_in_a_frozen_period_stops_it(by: User, ecs: Programme) -> None:
    made = saved(by, ecs)
    ecs.reporting_periods.create(
        number=9, kind="final", first_day=DAY, last_day=DAY, due_on=DAY, frozen_at=clock.now(), frozen_by=by
    )
    with pytest.raises(FactError, match="period 9, which is frozen"):
        import_undo(user=by, staged=made, reason="Wrong year")
    assert Expenditure.objects.as_of(None).count() == 4


def test_a_file_that_replaced_vouchers_says_that_it_stays(by: User, ecs: Programme) -> None:
    saved(by, ecs)
    changed = brought(by, ecs, sie_file([("A", "2", ROWS[2][2], "5410", "275.00", "Material")]))
    book_import_save(user=by, brought=changed)
    text = browser(by).get(page_of(changed)).content.decode()
    assert "it replaced changed vouchers" in text
    assert "undo/" not in text
    with pytest.raises(ImportFault):
        import_undo(user=by, staged=changed, reason="Wrong year")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PUBLIC])
def test_who_may_take_books_back(by: User, ecs: Programme, role: Role) -> None:
    made = saved(by, ecs)
    user = somebody(ecs, Role.STEERING)
    reach = {"partner": ecs.partners.get(code="uppsala"), "area": ecs.areas.first(), "organisation": organisation(1)}
    user.memberships.all().delete()
    user.memberships.create(programme=ecs, role=role.value, **reach)
    may = role in {Role.MANAGER, Role.CONTROLLER}
    status = browser(user).post(page_of(made) + "undo/", {"reason": "Wrong year"}).status_code
    assert status == 302 if may else status in {403, 404}
    assert Expenditure.objects.as_of(None).exists() is not may


def test_another_partners_controller_does_not(by: User, ecs: Programme) -> None:
    made = saved(by, ecs)
    other = browser(somebody(ecs, Role.CONTROLLER, "orebro"))
    assert other.post(page_of(made) + "undo/", {"reason": "Wrong year"}).status_code == 404
    assert Expenditure.objects.as_of(None).count() == 4
