"""Recording, correcting and taking back by the services: nothing twice, nothing lost, nobody beyond their own."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from samspel.actors.organisations.queries.number import read_number
from samspel.actors.organisations.services.organisation import ActorError, OrganisationData
from samspel.core import audit, clock
from samspel.core.access import Role
from samspel.core.facts import FactError
from samspel.core.figures import Slice
from samspel.core.models import AuditEvent
from samspel.core.programmes.models import Programme
from samspel.results.facts.labels.kinds import KINDS
from samspel.results.facts.services.fact import FactData, fact_correct, fact_record, fact_take_back
from samspel.results.models import Collaboration, Support
from tests.results.samples import (
    DAY,
    brought_in,
    columns,
    data_of,
    organisation,
    recorded,
    row,
    somebody,
    text_table,
    value,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("what", KINDS)
def test_the_very_same_is_refused_until_it_has_a_reference(ecs: Programme, what: str) -> None:
    user, model = somebody(ecs), KINDS[what].model
    recorded(ecs, user, what)
    with pytest.raises(FactError):
        recorded(ecs, user, what)
    recorded(ecs, user, what, reference="kväll")
    with pytest.raises(FactError):
        recorded(ecs, user, what, reference="kväll")
    assert model.objects.count() == 2


@pytest.mark.parametrize("what", KINDS)
def test_what_was_taken_back_may_be_recorded_again(ecs: Programme, what: str) -> None:
    user = somebody(ecs)
    fact_take_back(actor=user, fact=recorded(ecs, user, what), reason="Fel")
    recorded(ecs, user, what)
    assert KINDS[what].model.objects.as_of(None).count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"hours": Decimal("2.5")},
        {"occurred_on": DAY + timedelta(days=1)},
        {"kind": "coaching"},
        {"amount": Decimal(1)},
        {"aid_basis": "de_minimis"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_differs_in_one_thing_is_not_the_same(ecs: Programme, change: dict[str, Any]) -> None:
    user = somebody(ecs)
    recorded(ecs, user)
    recorded(ecs, user, **change)
    assert Support.objects.count() == 2


def test_the_same_number_written_otherwise_is_the_same(ecs: Programme) -> None:
    user = somebody(ecs)
    recorded(ecs, user, hours=Decimal("2.5"))
    with pytest.raises(FactError):
        recorded(ecs, user, hours=Decimal("2.50"))


def test_the_same_members_in_another_order_are_the_same(ecs: Programme) -> None:
    user = somebody(ecs)
    recorded(ecs, user, "collaboration", of=[organisation(1), organisation(2)])
    with pytest.raises(FactError):
        recorded(ecs, user, "collaboration", of=[organisation(2), organisation(1)])
    recorded(ecs, user, "collaboration", of=[organisation(2), organisation(3)])
    assert Collaboration.objects.count() == 2


def test_what_was_recorded_by_hand_is_known_in_a_file(ecs: Programme, demo_day: date) -> None:
    user = somebody(ecs)
    recorded(ecs, user, hours=Decimal("2.5"), evidence="RS 1")
    found = brought_in(user, ecs, text_table("support", [row(ecs, hours="2,50"), row(ecs, hours="3")]))
    assert (found.report["same"], found.report["new"], found.report["wrong"]) == (1, 1, 0)


def test_a_correction_keeps_what_was_known_readable(ecs: Programme) -> None:
    user = somebody(ecs)
    first = recorded(ecs, user, hours=Decimal(2), evidence="RS 1")
    then = clock.now()
    data = data_of(ecs, hours=Decimal(7), evidence="RS 1")
    second = fact_correct(actor=user, kind=KINDS["support"], fact=first, data=data, reason="Fel antal timmar")
    assert value(ecs, "results.hours", Slice(ecs.pk, known_at=then)) == 2
    assert value(ecs, "results.hours") == 7
    assert (second.replaces, second.evidence.get().reference) == (first, "RS 1")
    first.refresh_from_db()
    assert (first.hours, first.void_reason, first.evidence.get().reference) == (2, "Fel antal timmar", "RS 1")
    told = AuditEvent.objects.get(action="support.replaced").changes
    assert (told["reason"], [Decimal(h) for h in told["hours"]]) == ("Fel antal timmar", [2, 7])
    assert audit.first_broken_link() is None


def test_a_corrected_collaboration_has_its_new_members_and_kind(ecs: Programme) -> None:
    user, university = somebody(ecs), organisation(9, kind="university")
    first = recorded(ecs, user, "collaboration", of=[organisation(1), organisation(2)])
    data = data_of(ecs, "collaboration", of=[organisation(1), university])
    second = fact_correct(
        actor=user, kind=KINDS["collaboration"], fact=first, data=data, reason="Universitetet var med"
    )
    assert {m.organisation_id for m in second.members.all()} == {organisation(1).pk, university.pk}
    assert {m.organisation_id for m in first.members.all()} == {organisation(1).pk, organisation(2).pk}
    assert (first.with_research, second.with_research) == (False, True)
    assert value(ecs, "results.co26") == 1


def test_a_correction_into_what_is_there_already_is_refused(ecs: Programme) -> None:
    user = somebody(ecs)
    recorded(ecs, user, hours=Decimal(1))
    other = recorded(ecs, user, hours=Decimal(2))
    with pytest.raises(FactError):
        fact_correct(actor=user, kind=KINDS["support"], fact=other, data=data_of(ecs, hours=Decimal(1)), reason="Fel")
    assert value(ecs, "results.hours") == 3


def test_a_stale_correction_is_refused_and_changes_nothing(ecs: Programme) -> None:
    user = somebody(ecs)
    fact = recorded(ecs, user)
    stale = Support.objects.get(pk=fact.pk)
    fact_correct(actor=user, kind=KINDS["support"], fact=fact, data=data_of(ecs, hours=Decimal(5)), reason="Fel")
    with pytest.raises(FactError):
        fact_correct(actor=user, kind=KINDS["support"], fact=stale, data=data_of(ecs, hours=Decimal(6)), reason="Fel")
    assert value(ecs, "results.hours") == 5


def test_a_correction_needs_a_reason(ecs: Programme) -> None:
    user = somebody(ecs)
    fact = recorded(ecs, user)
    with pytest.raises(FactError):
        fact_correct(actor=user, kind=KINDS["support"], fact=fact, data=data_of(ecs, hours=Decimal(5)), reason="  ")
    assert value(ecs, "results.hours") == 2


@pytest.mark.parametrize("what", KINDS)
def test_an_officer_records_for_the_own_region_alone(ecs: Programme, what: str) -> None:
    own, other = ecs.partners.all()[:2]
    officer = somebody(ecs, Role.OFFICER, partner=own)
    fact = recorded(ecs, officer, what, partner=own)
    with pytest.raises(PermissionDenied):
        recorded(ecs, officer, what, partner=other)
    told = data_of(ecs, what, partner=other)
    with pytest.raises(PermissionDenied):
        fact_correct(actor=officer, kind=KINDS[what], fact=fact, data=told, reason="Annan region")
    theirs = recorded(ecs, somebody(ecs), what, partner=other)
    with pytest.raises(PermissionDenied):
        fact_take_back(actor=officer, fact=theirs, reason="Inte min")


def test_an_area_lead_records_in_the_own_area_alone(ecs: Programme) -> None:
    own, other = ecs.areas.all()[:2]
    lead = somebody(ecs, Role.AREA_LEAD, area=own)
    recorded(ecs, lead, area=own)
    with pytest.raises(PermissionDenied):
        recorded(ecs, lead, area=other)


def test_a_manager_of_one_programme_records_in_it_alone(ecs: Programme, nordmark: Programme) -> None:
    told = columns(nordmark, "support", organisation=organisation(1), occurred_on=nordmark.starts_on)
    with pytest.raises(PermissionDenied):
        fact_record(actor=somebody(ecs), programme=nordmark, kind=KINDS["support"], data=FactData(told))
    assert not Support.objects.exists()


def test_an_organisation_that_cannot_be_registered_leaves_no_fact(ecs: Programme) -> None:
    there = organisation(1)
    assert there.municipality is not None
    new = OrganisationData("Dubblett AB", "company", read_number(there.number), there.municipality)
    with pytest.raises(ActorError):
        fact_record(
            actor=somebody(ecs),
            programme=ecs,
            kind=KINDS["support"],
            data=FactData(columns(ecs, "support", organisation=None), (), new),
        )
    assert not Support.objects.exists()
