"""An import is taken back as one: everything it brought or nothing, with a reason and one audit event."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from samspel.actors.models import Contact, Organisation
from samspel.core import clock
from samspel.core.access import Role
from samspel.core.facts import FactError, void
from samspel.core.models import AuditEvent, User
from samspel.core.programmes.models import Programme
from samspel.imports.importer import ImportFault
from samspel.imports.models import Import
from samspel.imports.rules import count_of, ids_of, spans_of
from samspel.imports.services.staged_import import import_undo
from samspel.results.models import Support
from tests.results.samples import (
    DAY,
    address,
    browser,
    number,
    organisation,
    recorded,
    row,
    saved,
    somebody,
    text_table,
    value,
)

pytestmark = [pytest.mark.every_database, pytest.mark.django_db, pytest.mark.usefixtures("demo_day")]

ORGANISATIONS = "Organisationsnummer;Namn;Kommun;Andra namn;År;Anställda\r\n"


def rows(programme: Programme, many: int = 3, **changes: Any) -> bytes:
    """A file with rows of support."""
    return text_table("support", [row(programme, reference=str(n), **changes) for n in range(many)])


def register(*serials: int) -> bytes:
    """A file with organisations."""
    told = "".join(f"{number(serial)};Nytt {serial} AB;Västerås;Nya {serial};2018;12\r\n" for serial in serials)
    return (ORGANISATIONS + told).encode()


def page_of(staged: Import) -> str:
    """Its address."""
    return address(staged.programme, f"imports/{staged.pk}/")


def test_spans_hold_what_they_were_made_of() -> None:
    assert spans_of([5, 1, 2, 3, 9]) == [[1, 3], [5, 5], [9, 9]]
    assert ids_of([[1, 3], [5, 5]]) == [1, 2, 3, 5]
    assert (count_of([[1, 3], [5, 5]]), spans_of([])) == (4, [])


def test_everything_the_file_brought_is_taken_back_and_nothing_else(ecs: Programme) -> None:
    user = somebody(ecs)
    other = recorded(ecs, user, reference="egen")
    staged = saved(user, ecs, rows(ecs))
    answer = browser(user).post(page_of(staged) + "undo/", {"reason": "Fel fil"}, follow=True)
    facts = Support.objects.exclude(pk=other.pk)
    assert {(fact.voided_by, fact.void_reason) for fact in facts} == {(user, "Fel fil")}
    assert len({fact.voided_at for fact in facts}) == 1
    other.refresh_from_db()
    assert other.voided_at is None
    staged.refresh_from_db()
    assert (staged.stage, staged.report["undone"]["taken_back"]) == ("undone", 3)
    events = AuditEvent.objects.filter(action="import.undone")
    event = events.get()
    assert (event.actor, event.changes["reason"], event.changes["taken_back"]) == (user, "Fel fil", 3)
    assert event.programme_code == ecs.code
    assert not AuditEvent.objects.filter(action="support.voided").exists()
    text = answer.content.decode()
    assert "Inläsningen är ångrad" in text
    assert "Fel fil" in text
    assert "undo/" not in text


@pytest.mark.english
def test_the_page_tells_of_it_in_english(ecs: Programme) -> None:
    user = somebody(ecs)
    staged = saved(user, ecs, rows(ecs))
    client = browser(user)
    client.cookies["language"] = "en"
    assert "Undo the import" in client.get(page_of(staged)).content.decode()
    text = client.post(page_of(staged) + "undo/", {"reason": "Wrong file"}, follow=True).content.decode()
    assert "The import is undone" in text
    assert "Wrong file" in text


def test_what_was_known_before_stays_readable_and_the_file_can_come_again(ecs: Programme) -> None:
    user = somebody(ecs)
    staged = saved(user, ecs, rows(ecs))
    before = clock.now()
    import_undo(user=user, staged=staged, reason="Fel fil")
    assert Support.objects.as_of(before).count() == 3
    assert not Support.objects.as_of(None).exists()
    again = saved(user, ecs, rows(ecs))
    assert again.report["written"] == 3
    assert Support.objects.as_of(None).count() == 3


def test_a_reason_is_asked_for_and_it_is_done_once(ecs: Programme) -> None:
    user = somebody(ecs)
    staged = saved(user, ecs, rows(ecs))
    with pytest.raises(ImportFault):
        import_undo(user=user, staged=staged, reason="  ")
    assert Support.objects.as_of(None).count() == 3
    stale = Import.objects.get(pk=staged.pk)
    import_undo(user=user, staged=staged, reason="Fel fil")
    with pytest.raises(ImportFault):
        import_undo(user=user, staged=stale, reason="Fel fil")
    assert AuditEvent.objects.filter(action="import.undone").count() == 1
    answer = browser(user).post(page_of(staged) + "undo/", {"reason": "Fel fil"}, follow=True)
    assert "tillbaka redan" in answer.content.decode()


def test_a_file_that_is_not_saved_brought_nothing(ecs: Programme) -> None:
    user = somebody(ecs)
    staged = saved(user, ecs, rows(ecs))
    Import.objects.update(stage="checked")
    with pytest.raises(ImportFault):
        import_undo(user=user, staged=staged, reason="Fel fil")


def test_a_row_that_has_been_corrected_since_stops_it(ecs: Programme) -> None:
    user = somebody(ecs)
    staged = saved(user, ecs, rows(ecs))
    void(Support.objects.all()[0], user, "Dubbel")
    answer = browser(user).post(page_of(staged) + "undo/", {"reason": "Fel fil"}, follow=True)
    assert "1 rad i filen har rättats eller tagits tillbaka sedan dess" in answer.content.decode()
    assert Support.objects.as_of(None).count() == 2
    assert Import.objects.get().stage == "saved"
    assert not AuditEvent.objects.filter(action="import.undone").exists()


def test_a_row_in_a_frozen_period_stops_it(ecs: Programme) -> None:
    user = somebody(ecs)
    staged = saved(user, ecs, rows(ecs))
    days = {"first_day": DAY - timedelta(days=5), "last_day": DAY + timedelta(days=5), "due_on": DAY}
    period = ecs.reporting_periods.create(number=9, kind="final", frozen_at=clock.now(), frozen_by=user, **days)
    with pytest.raises(FactError, match="period 9"):
        import_undo(user=user, staged=staged, reason="Fel fil")
    assert Support.objects.as_of(None).count() == 3
    period.first_day = period.last_day = DAY + timedelta(days=5)
    period.save()
    import_undo(user=user, staged=staged, reason="Fel fil")
    assert not Support.objects.as_of(None).exists()


def test_rows_recorded_after_the_period_was_frozen_are_not_counted_in_it(ecs: Programme) -> None:
    user = somebody(ecs)
    days = {"first_day": DAY, "last_day": DAY, "due_on": DAY}
    ecs.reporting_periods.create(number=9, kind="final", frozen_at=clock.now(), frozen_by=user, **days)
    import_undo(user=user, staged=saved(user, ecs, rows(ecs)), reason="Fel fil")
    assert not Support.objects.as_of(None).exists()


def test_all_or_nothing(ecs: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    user = somebody(ecs)
    staged = saved(user, ecs, rows(ecs))

    def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("samspel.core.audit.write", broken)
    with pytest.raises(RuntimeError):
        import_undo(user=user, staged=staged, reason="Fel fil")
    assert Support.objects.as_of(None).count() == 3
    assert Import.objects.get().stage == "saved"


UNDOES = {Role.MANAGER, Role.AREA_LEAD, Role.OFFICER}


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PUBLIC])
def test_who_may_take_an_import_back(ecs: Programme, role: Role) -> None:
    user = somebody(ecs)
    staged = saved(user, ecs, rows(ecs))
    user.memberships.all().delete()
    reach: dict[str, Any] = {
        "partner": ecs.partners.first(), "area": ecs.areas.first(), "organisation": organisation(1),
    }  # fmt: skip
    user.memberships.create(programme=ecs, role=role.value, **reach)
    user = User.objects.get(pk=user.pk)
    answer = browser(user).post(page_of(staged) + "undo/", {"reason": "Fel fil"})
    assert answer.status_code == (302 if role in UNDOES else 403)
    assert Import.objects.get().stage == ("undone" if role in UNDOES else "saved")
    assert Support.objects.as_of(None).exists() is (role not in UNDOES)


def test_another_persons_import_is_not_there_and_nobody_takes_back_beyond_their_reach(ecs: Programme) -> None:
    user, lead = somebody(ecs), somebody(ecs, Role.OFFICER, partner=ecs.partners.last())
    staged = saved(user, ecs, rows(ecs))
    assert browser(lead).post(page_of(staged) + "undo/", {"reason": "Fel fil"}).status_code == 404
    with pytest.raises(PermissionDenied):
        import_undo(user=lead, staged=staged, reason="Fel fil")
    assert Support.objects.as_of(None).count() == 3


def test_files_saved_before_this_say_that_they_cannot(ecs: Programme) -> None:
    user = somebody(ecs)
    staged = saved(user, ecs, rows(ecs))
    del staged.report["brought"]
    staged.save()
    text = browser(user).get(page_of(staged)).content.decode()
    assert "innan inläsningar kunde ångras" in text
    assert "undo/" not in text
    with pytest.raises(ImportFault):
        import_undo(user=user, staged=staged, reason="Fel fil")


def test_organisations_that_nothing_refers_to_are_removed(ecs: Programme) -> None:
    user = somebody(ecs)
    kept = organisation(1)
    staged = saved(user, ecs, register(7, 8), kind="organisation")
    assert Organisation.objects.count() == 3
    browser(user).post(page_of(staged) + "undo/", {"reason": "Fel fil"})
    assert Organisation.objects.get() == kept
    assert AuditEvent.objects.get(action="import.undone").changes["taken_back"] == 2


def test_an_organisation_that_something_refers_to_keeps_them_all(ecs: Programme) -> None:
    user = somebody(ecs)
    staged = saved(user, ecs, register(7, 8), kind="organisation")
    Contact.objects.create(
        programme=ecs, organisation=Organisation.objects.get(number=number(8)), name="N", basis="consent",
        given_on=DAY, keep_until=DAY,
    )  # fmt: skip
    with pytest.raises(ImportFault, match="Nytt 8 AB"):
        import_undo(user=user, staged=staged, reason="Fel fil")
    assert Organisation.objects.count() == 2


def test_organisations_that_were_there_before_cannot_be_put_back(ecs: Programme) -> None:
    user = somebody(ecs)
    organisation(7)
    staged = saved(user, ecs, register(7, 8), kind="organisation")
    text = browser(user).get(page_of(staged)).content.decode()
    assert "Inläsningen kan inte ångras" in text
    assert "undo/" not in text
    with pytest.raises(ImportFault):
        import_undo(user=user, staged=staged, reason="Fel fil")
    assert Organisation.objects.count() == 2


def test_the_figures_follow(ecs: Programme) -> None:
    user = somebody(ecs)
    before = value(ecs, "results.hours")
    staged = saved(user, ecs, rows(ecs))
    assert value(ecs, "results.hours") == before + 6
    import_undo(user=user, staged=staged, reason="Fel fil")
    assert value(ecs, "results.hours") == before
