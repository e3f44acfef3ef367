"""Which grants enter the ledger of an undertaking: each rule beside a neighbour that must not count."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from samspel.actors.duplicates.services import merge_record, merge_void
from samspel.actors.models import Ownership
from samspel.core.access import Role
from samspel.core.facts import FactError, void
from samspel.core.programmes.models import Programme
from samspel.money.models import AidRequest
from samspel.money.state_aid.queries.ledger import Ledgers, declarations_of, ledger, supports_of
from samspel.money.state_aid.queries.undertakings import Undertakings
from samspel.money.state_aid.services.ceiling import aid_request_make
from samspel.money.state_aid.services.declaration import AidError, DeclaredLine, declaration_approve, declaration_record
from samspel.money.state_aid.services.request import aid_request_decide
from samspel.results.facts.labels.kinds import KINDS
from samspel.results.facts.services.fact import FactData, fact_record
from samspel.results.facts.services.fact_checks import FactStopped
from samspel.results.models import Support
from tests.money.samples import somebody
from tests.money.state_aid.test_ledger import DAY, World
from tests.results.samples import organisation

pytestmark = [pytest.mark.django_db, pytest.mark.english, pytest.mark.usefixtures("demo_day")]
D = Decimal


@pytest.fixture
def world(ecs: Programme, settings: Any) -> World:
    settings.SAMSPEL_TODAY = DAY
    return World(ecs)


def test_an_enterprise_outside_the_undertaking_does_not_count(world: World) -> None:
    """Neither its support nor its declaration, though it is half owned by the same mother."""
    mother, stranger = organisation(2), organisation(3)
    Ownership.objects.create(owner=mother, owned=world.baker, kind="votes", share=D(51), since=date(2015, 1, 1))
    Ownership.objects.create(owner=mother, owned=stranger, kind="votes", share=D(50), since=date(2015, 1, 1))
    world.declared(world.baker, DeclaredLine("Tillväxtverket", date(2018, 3, 1), D(50_000)))
    world.declared(stranger, DeclaredLine("Energimyndigheten", date(2018, 4, 1), D(120_000)))
    own = world.support(100_000)
    other = world.support(300_000, stranger)
    found = ledger(world.programme, mother, DAY)
    assert {member.pk for member in found.members} == {world.baker.pk, mother.pk}
    assert [(grant.giver, grant.amount) for grant in found.grants] == [
        ("Tillväxtverket", D(50_000)), (own.partner.name, D(10_000)),
    ]  # fmt: skip
    assert found.verdict.used == D(60_000)
    assert list(supports_of({world.baker.pk})) == [own]
    assert list(supports_of({stranger.pk})) == [other]
    assert [row.organisation_id for row in declarations_of({stranger.pk})] == [stranger.pk]
    assert ledger(world.programme, stranger, DAY).verdict.used == D(150_000)


def test_organisations_parted_again_are_undertakings_of_their_own(world: World) -> None:
    """Merged ones are one undertaking until the merge is taken back; an enterprise beside them never belongs to it."""
    mother, twin = organisation(2), organisation(3)
    merge = merge_record(actor=world.manager, organisation=twin, into=mother, reason="Samma bolag")
    for one in (mother, twin):
        found = Undertakings([one.pk])
        assert (found.organisations, found.on(one.pk, DAY)) == ({mother.pk, twin.pk},) * 2
    merge_void(actor=world.manager, merge=merge, reason="Två bolag")
    for one in (mother, twin):
        found = Undertakings([one.pk])
        assert (found.organisations, found.on(one.pk, DAY)) == ({one.pk},) * 2


def test_only_de_minimis_support_that_stands_counts(world: World) -> None:
    world.declared(world.baker)
    counts = world.support(100_000)
    for basis in ("gber", "none"):
        data = FactData(world.columns(400_000, basis=basis))
        fact_record(actor=world.officer, programme=world.programme, kind=KINDS["support"], data=data)
    void(world.support(200_000), world.officer, "Fel bolag")
    hours = FactData(world.columns(0) | {"hours": D(3), "kind": "advice"})
    fact_record(actor=world.officer, programme=world.programme, kind=KINDS["support"], data=hours)
    assert Support.objects.count() == 5
    assert list(supports_of({world.baker.pk})) == [counts]
    assert ledger(world.programme, world.baker, DAY).verdict.used == D(10_000)


def test_a_declaration_counts_once_it_is_approved(world: World) -> None:
    """The latest approved one counts; a later one that nobody has approved changes neither the grants nor the gate."""
    first = DeclaredLine("Tillväxtverket", date(2018, 3, 1), D(50_000))
    more = DeclaredLine("Energimyndigheten", date(2018, 4, 1), D(140_000))
    declaration_record(
        actor=world.officer,
        programme=world.programme,
        organisation=world.baker,
        signed_by="Bo Bagare",
        month=1,
        lines=[first],
    )
    assert ledger(world.programme, world.baker, DAY).declaration is None
    assert not Ledgers({world.baker.pk}).grants({world.baker.pk})
    with pytest.raises(FactStopped, match="no approved declaration"):
        world.support(1000)
    world.declared(world.baker, first)
    unapproved = declaration_record(
        actor=world.officer,
        programme=world.programme,
        organisation=world.baker,
        signed_by="Bo Bagare",
        month=7,
        lines=[first, more],
    )
    found = ledger(world.programme, world.baker, DAY)
    assert (found.verdict.used, found.declaration != unapproved) == (D(50_000), True)
    declaration_approve(actor=world.manager, declaration=unapproved)
    found = ledger(world.programme, world.baker, DAY)
    assert (found.verdict.used, found.declaration) == (D(190_000), unapproved)
    void(unapproved, world.manager, "Undertecknad av fel person")
    assert ledger(world.programme, world.baker, DAY).verdict.used == D(50_000)


def test_support_of_every_programme_counts_at_its_own_rate(world: World, nordmark: Programme) -> None:
    world.declared(world.baker)
    own = world.support(100_000)
    elsewhere = Support.objects.create(
        programme=nordmark, organisation=world.baker, kind="grant", occurred_on=DAY, hours=D(0), amount=D(20_000),
        aid_basis="de_minimis", area=nordmark.areas.all()[0], partner=nordmark.partners.all()[0],
        recorded_by=somebody(nordmark, Role.MANAGER),
    )  # fmt: skip
    grants = Ledgers({world.baker.pk}).grants({world.baker.pk})
    assert {grant.about.pk for grant in grants} == {own.pk, elsewhere.pk}
    rate = D(1) if nordmark.currency == "EUR" else D(10)
    assert sum(grant.amount for grant in grants) == D(10_000) + D(20_000) / rate
    assert [grant.about for grant in Ledgers({world.baker.pk}, but=own).grants({world.baker.pk})] == [elsewhere]


@pytest.mark.parametrize("nothing", ["", "  "])
def test_a_decision_at_the_ceiling_and_a_declaration_taken_back_are_given_a_reason(world: World, nothing: str) -> None:
    world.declared(world.baker, DeclaredLine("Region Örebro län", date(2018, 3, 1), D(195_000)))
    aid_request_make(actor=world.officer, fact=Support(programme=world.programme, **world.columns(100_000)), told="x")
    held = AidRequest.objects.get()
    with pytest.raises(AidError, match="Give the reason"):
        aid_request_decide(actor=world.manager, request=held, basis="refuse", amount=None, reason=nothing)
    held.refresh_from_db()
    assert held.state == "pending"
    declaration = declarations_of({world.baker.pk}).get()
    with pytest.raises(FactError, match="Give a reason"):
        void(declaration, world.manager, nothing)
    assert declarations_of({world.baker.pk}).exists()
