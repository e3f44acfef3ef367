"""Contacts beside those of another organisation and another programme."""

from datetime import date, timedelta

import pytest

from samspel.actors.contacts.queries import (
    contact_in,
    contacts_of,
    may_keep_contacts,
    may_see_contacts,
    overdue_contacts,
)
from samspel.actors.contacts.services import ContactData, contact_add, contacts_erase_expired
from samspel.actors.models import Contact, Organisation
from samspel.core.access import Role
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Programme
from samspel.core.programmes.structure import structure_of
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
