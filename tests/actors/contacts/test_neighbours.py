"""Contacts beside those of another organisation and another programme."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from samspel.actors.contacts.queries import (
    contact_in,
    contacts_of,
    may_keep_contacts,
    may_see_contacts,
    overdue_contacts,
)
from samspel.actors.contacts.services import ContactData, contact_add, contact_erase, contacts_erase_expired
from samspel.actors.models import Contact, Organisation
from samspel.code_lists.legal_bases import BASES
from samspel.core.access import Role
from samspel.core.models import AuditEvent
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Programme
from samspel.core.programmes.structure import structure_of
from samspel.web.worklist import WaitingRow
from tests.results.samples import somebody

pytestmark = pytest.mark.django_db


def contact(programme: Programme, organisation: Organisation, name: str, day: date, keep_until: date) -> Contact:
    """A contact added by a manager of the programme."""
    details = ContactData(name, "", f"{name.lower()}@example.org", "", "consent", day, keep_until)
    return contact_add(actor=somebody(programme), programme=programme, organisation=organisation, details=details)


def test_contacts_are_of_one_organisation_in_one_programme(ecs: Programme, nordmark: Programme, demo_day: date) -> None:
    one, other = (Organisation.objects.create(name=n, kind="institute", identity="none") for n in ("Ett", "Annat"))
    past, later = demo_day - timedelta(days=1), demo_day + timedelta(days=9)
    first = date(2019, 1, 1)
    own = contact(ecs, one, "Vera", first, past)
    today = contact(ecs, one, "Ylva", first, demo_day)
    beside = contact(ecs, other, "Olle", first, later)
    theirs = contact(nordmark, one, "Nils", first, past)
    manager = ReadContext(structure_of(ecs), somebody(ecs))
    assert [(row.contact, row.overdue) for row in contacts_of(manager, one)] == [(own, True), (today, False)]
    assert [row.contact for row in contacts_of(manager, other)] == [beside]
    assert contact_in(manager, own.pk) == own
    assert contact_in(manager, theirs.pk) is None
    assert contact_in(ReadContext(structure_of(ecs)), own.pk) is None
    (queue,) = overdue_contacts(manager)
    assert list(queue.rows) == [own]
    assert overdue_contacts(ReadContext(structure_of(ecs), somebody(ecs, Role.EVALUATOR))) == []


def test_own_people_keep_the_contacts_of_their_own_organisation(ecs: Programme) -> None:
    one, other = (Organisation.objects.create(name=n, kind="institute", identity="none") for n in ("Ett", "Annat"))
    member = ReadContext(structure_of(ecs), somebody(ecs, Role.ACTOR, organisation=one))
    assert (may_see_contacts(member, one), may_keep_contacts(member, one)) == (True, True)
    assert (may_see_contacts(member, other), may_keep_contacts(member, other)) == (False, False)


def test_only_contacts_whose_time_has_passed_are_erased(ecs: Programme, demo_day: date) -> None:
    one = Organisation.objects.create(name="Ett", kind="institute", identity="none")
    contact(ecs, one, "Vera", date(2019, 1, 1), demo_day - timedelta(days=1))
    kept = contact(ecs, one, "Ylva", date(2019, 1, 1), demo_day)
    assert contacts_erase_expired(today=demo_day) == 1
    assert list(Contact.objects.all()) == [kept]


def test_details_are_kept_as_they_were_given_and_the_log_names_nobody(ecs: Programme, demo_day: date) -> None:
    one, user = Organisation.objects.create(name="Ett", kind="institute", identity="none"), somebody(ecs)
    details = ContactData(
        "Vera", "chef", "vera@example.org", "070", "consent", demo_day, demo_day + timedelta(days=30)
    )  # fmt: skip
    made = contact_add(actor=user, programme=ecs, organisation=one, details=details)
    made.refresh_from_db()
    assert ContactData(
        made.name, made.role, made.email, made.phone, made.basis, made.given_on, made.keep_until
    ) == details  # fmt: skip
    assert (made.programme, made.organisation) == (ecs, one)
    added = AuditEvent.objects.get(action="contact.added")
    assert added.changes == {
        "organisation": one.pk, "basis": "consent", "keep_until": (demo_day + timedelta(days=30)).isoformat(),
    }  # fmt: skip
    contact_erase(actor=user, contact=made)
    assert not Contact.objects.exists()
    assert AuditEvent.objects.get(action="contact.erased").changes == {"organisation": one.pk}
    assert not any("Vera" in str(event.changes) for event in AuditEvent.objects.all())


def test_only_who_keeps_contacts_adds_and_erases_them(ecs: Programme, nordmark: Programme, demo_day: date) -> None:
    one, other = (Organisation.objects.create(name=n, kind="institute", identity="none") for n in ("Ett", "Annat"))
    there = contact(ecs, one, "Vera", demo_day, demo_day)
    details = ContactData("Ylva", "", "", "", "consent", demo_day, demo_day)
    strangers = (
        somebody(ecs, Role.STEERING), somebody(ecs, Role.COMPANY, organisation=one), somebody(nordmark),
        somebody(ecs, Role.ACTOR, organisation=other),
    )  # fmt: skip
    for stranger in strangers:
        with pytest.raises(PermissionDenied):
            contact_add(actor=stranger, programme=ecs, organisation=one, details=details)
        with pytest.raises(PermissionDenied):
            contact_erase(actor=stranger, contact=there)
    assert list(Contact.objects.all()) == [there]
    contact_erase(actor=somebody(ecs, Role.ACTOR, organisation=one), contact=there)
    assert not Contact.objects.exists()


def test_each_contact_that_is_erased_is_logged(ecs: Programme, demo_day: date) -> None:
    one, other = (Organisation.objects.create(name=n, kind="institute", identity="none") for n in ("Ett", "Annat"))
    for of in (one, other):
        contact(ecs, of, "Vera", demo_day - timedelta(days=9), demo_day - timedelta(days=1))
    assert contacts_erase_expired(today=demo_day - timedelta(days=1)) == 0
    assert contacts_erase_expired(today=demo_day) == 2
    assert contacts_erase_expired(today=demo_day) == 0
    events = AuditEvent.objects.filter(action="contact.expired").order_by("pk")
    assert [(event.changes["organisation"], event.programme_code) for event in events] == [
        (one.pk, ecs.code), (other.pk, ecs.code),
    ]  # fmt: skip


def test_what_waits_names_the_organisation_and_the_day(ecs: Programme, nordmark: Programme, demo_day: date) -> None:
    one, other = (Organisation.objects.create(name=n, kind="institute", identity="none") for n in ("Ett", "Annat"))
    past = demo_day - timedelta(days=1)
    mine = contact(ecs, one, "Vera", past, past)
    contact(ecs, other, "Olle", past, past)
    member = ReadContext(structure_of(ecs), somebody(ecs, Role.ACTOR, organisation=one))
    (queue,) = overdue_contacts(member)
    assert list(queue.rows) == [mine]
    words, url, day = queue.tell(WaitingRow(str(one.pk), "Ett", past))
    assert ("Ett" in words, url, day) == (True, f"/p/{ecs.code}/actors/{one.pk}/contacts/", past)
    assert overdue_contacts(ReadContext(structure_of(ecs), somebody(nordmark))) == []
    assert contact_in(ReadContext(structure_of(ecs), somebody(ecs, Role.STEERING)), mine.pk) is None
    assert contact_in(member, mine.pk) == mine
    assert contact_in(member, Contact.objects.get(name="Olle").pk) is None
    assert [row.basis for row in contacts_of(member, one)] == [str(BASES["consent"])]


def test_who_keeps_contacts_in_two_programmes_sees_one_at_a_time(
    ecs: Programme, nordmark: Programme, demo_day: date
) -> None:
    one, past = Organisation.objects.create(name="Ett", kind="institute", identity="none"), demo_day - timedelta(days=1)
    user = somebody(ecs)
    user.memberships.create(programme=nordmark, role=Role.MANAGER.value)
    here, there = contact(ecs, one, "Vera", past, past), contact(nordmark, one, "Nils", past, past)
    context = ReadContext(structure_of(ecs), user)
    assert [contact_in(context, each.pk) for each in (here, there)] == [here, None]
    assert [list(queue.rows) for queue in overdue_contacts(context)] == [[here]]
    assert [row.contact for row in contacts_of(context, one)] == [here]
