"""The steps of state aid at their limits: what stops each and whether one may ask, how much of a text is kept, and
what is left alone of other days, programmes and currencies."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from samspel.core.access import Role
from samspel.core.facts import void
from samspel.core.models import AuditEvent
from samspel.core.programmes.models import Activity, Programme
from samspel.money.models import AidDeclaration, AidEntry, AidRequest, ExchangeRate
from samspel.money.state_aid.queries.rate import rate_on
from samspel.money.state_aid.services.ceiling import aid_request_make, ceiling_check
from samspel.money.state_aid.services.declaration import (
    AidError,
    DeclaredLine,
    declaration_approve,
    declaration_record,
    declaration_void,
)
from samspel.money.state_aid.services.rate import exchange_rate_record
from samspel.money.state_aid.services.register import aid_entry_record
from samspel.money.state_aid.services.request import aid_request_decide
from samspel.results.facts.services.fact_checks import FactStopped
from samspel.results.models import PrivateInvestment, Support
from tests.money.samples import somebody
from tests.money.state_aid.test_ledger import DAY, World
from tests.results.samples import organisation

pytestmark = [pytest.mark.django_db, pytest.mark.english, pytest.mark.usefixtures("demo_day")]
D = Decimal
LONG = " " + "x" * 700 + " "
OTHERS = DeclaredLine("Region Örebro län", date(2018, 3, 1), D(195_000))


@pytest.fixture
def world(ecs: Programme, settings: Any) -> World:
    settings.SAMSPEL_TODAY = DAY
    return World(ecs)


def fact(world: World, amount: int, **changes: Any) -> Support:
    """A support about to be written."""
    return Support(programme=world.programme, **world.columns(amount) | changes)


def asked(world: World, amount: int = 100_000) -> AidRequest:
    """A support held at the ceiling."""
    aid_request_make(actor=world.officer, fact=fact(world, amount), told="Taket nås")
    return AidRequest.objects.latest("pk")


# the gate


def test_one_may_ask_where_the_ceiling_is_reached_and_not_where_something_is_missing(world: World) -> None:
    def stopped(*facts: Support) -> tuple[str, bool, int]:
        with pytest.raises(FactStopped) as found:
            ceiling_check(actor=world.officer, facts=facts)
        return str(found.value), found.value.may_ask, found.value.at

    told, may_ask, _at = stopped(fact(world, 1000))
    assert "no approved declaration" in told
    assert not may_ask
    world.declared(world.baker, OTHERS)
    told, may_ask, _at = stopped(fact(world, 1000, occurred_on=DAY - timedelta(days=1)))
    assert "No exchange rate" in told
    assert not may_ask
    told, may_ask, at = stopped(fact(world, 30_000), fact(world, 10), fact(world, 20_000))
    assert "would pass the ceiling" in told
    assert (may_ask, at) == (True, 2)
    ceiling_check(actor=world.officer, facts=[fact(world, 30_000), fact(world, 20_000)])


def test_what_is_no_aid_passes_without_a_declaration(world: World) -> None:
    ceiling_check(actor=world.officer, facts=[fact(world, 10**9, aid_basis="gber"), fact(world, 0)])
    with pytest.raises(FactStopped):
        ceiling_check(actor=world.officer, facts=[fact(world, 10**9, aid_basis="gber"), fact(world, 1)])


def test_only_a_support_is_held_for_a_decision(world: World) -> None:
    aid_request_make(actor=world.officer, fact=PrivateInvestment(programme=world.programme), told="x")
    assert not AidRequest.objects.exists()
    with pytest.raises(PermissionDenied):
        aid_request_make(actor=somebody(world.programme, Role.EVALUATOR), fact=fact(world, 5), told="x")
    made = asked(world)
    assert (made.programme, made.organisation, made.amount) == (world.programme, world.baker, D(100_000))
    assert (made.occurred_on, made.explained, made.asked_by) == (DAY, "Taket nås", world.officer)
    assert (made.partner.code, made.area.code, made.state) == ("uppsala", "food", "pending")
    told = {"amount": "100000", "organisation": world.baker.pk}
    assert AuditEvent.objects.get(action="aid.asked").changes == told


# declarations


def test_a_declaration_taken_back_is_not_approved(world: World) -> None:
    told: dict[str, Any] = {"programme": world.programme, "organisation": world.baker, "month": 7}
    first, second = (
        declaration_record(actor=world.officer, signed_by=name, lines=[OTHERS], **told) for name in ("Bo", "Eva")
    )
    declaration_void(actor=world.officer, declaration=first, reason="Fel bolag")
    first.refresh_from_db()
    with pytest.raises(AidError, match="taken back"):
        declaration_approve(actor=world.manager, declaration=first)
    declaration_approve(actor=world.manager, declaration=second)
    with pytest.raises(AidError, match="approved already"):
        declaration_approve(actor=world.manager, declaration=second)
    approved = AidDeclaration.objects.get(approval__isnull=False)
    assert (approved, approved.approval.approved_by, approved.occurred_on) == (second, world.manager, DAY)
    assert AuditEvent.objects.filter(action="declaration.approved").count() == 1


def test_who_signs_and_who_gave_are_kept_as_far_as_there_is_room(world: World) -> None:
    made = declaration_record(
        actor=world.officer, programme=world.programme, organisation=world.baker, signed_by=LONG, month=7,
        lines=[DeclaredLine("x" * 201, DAY, D(5)), DeclaredLine("Almi", DAY, D(7))],
    )  # fmt: skip
    assert (made.signed_by, made.fiscal_year_month) == ("x" * 120, 7)
    assert [(line.giver, line.amount) for line in made.lines.all()] == [("x" * 200, D(5)), ("Almi", D(7))]


def test_a_declaration_is_approved_where_it_was_made(world: World, nordmark: Programme) -> None:
    made = declaration_record(
        actor=world.officer, programme=world.programme, organisation=world.baker, signed_by="Bo", month=1, lines=[]
    )
    stranger = somebody(nordmark, Role.MANAGER)
    for act in (
        lambda: declaration_approve(actor=stranger, declaration=made),
        lambda: declaration_void(actor=stranger, declaration=made, reason="Fel"),
        lambda: declaration_record(
            actor=stranger, programme=world.programme, organisation=world.baker, signed_by="Bo", month=1, lines=[]
        ),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert AidDeclaration.objects.filter(voided_at=None, approval=None).count() == 1


# rates


def test_a_rate_is_of_its_currency_and_the_same_one_may_be_put_in_again(world: World, nordmark: Programme) -> None:
    ExchangeRate.objects.create(currency="NOK", day=DAY + timedelta(days=1), rate=D(99), source="Norges Bank")
    told: dict[str, Any] = {"actor": world.manager, "programme": world.programme}
    later = exchange_rate_record(day=DAY + timedelta(days=1), rate=D("11.5"), source="x" * 130, **told)
    assert (later.currency, later.source, later.recorded_by) == ("SEK", "x" * 120, world.manager)
    put_in = AuditEvent.objects.filter(action="rate.put_in").count()
    assert exchange_rate_record(day=later.day, rate=D("11.5"), source="Annan", **told) == later
    with pytest.raises(AidError, match="Another rate"):
        exchange_rate_record(day=later.day, rate=D("11.4"), source="Annan", **told)
    assert AuditEvent.objects.filter(action="rate.put_in").count() == put_in
    assert (rate_on("SEK", DAY), rate_on("SEK", later.day)) == (D(10), D("11.5"))
    with pytest.raises(PermissionDenied):
        exchange_rate_record(
            actor=somebody(nordmark, Role.MANAGER), programme=world.programme, day=DAY, rate=D(1), source="x"
        )


# the register


def test_a_grant_is_noted_in_the_register_with_day_and_reference(world: World) -> None:
    world.declared(world.baker)
    made, neighbour = world.support(1000), world.support(2000)
    with pytest.raises(PermissionDenied):
        aid_entry_record(actor=somebody(world.programme, Role.EVALUATOR), support=made, on=DAY, reference="R")
    entry = aid_entry_record(actor=world.officer, support=made, on=DAY, reference=LONG)
    assert (entry.support, entry.entered_on, entry.reference) == (made, DAY, "x" * 120)
    assert entry.entered_by == world.officer
    assert not AidEntry.objects.filter(support=neighbour).exists()
    assert AuditEvent.objects.get(action="aid.registered").changes["on"] == DAY.isoformat()


# decisions at the ceiling


def test_a_refusal_writes_no_support_and_leaves_the_next_request(world: World) -> None:
    first, second = asked(world), asked(world)
    decided = aid_request_decide(actor=world.manager, request=first, basis="refuse", amount=None, reason=LONG)
    assert (decided.state, decided.support, decided.reason) == ("refused", None, "x" * 500)
    assert decided.decided_by == world.manager
    assert not Support.objects.exists()
    second.refresh_from_db()
    assert (second.state, second.decided_by) == ("pending", None)
    with pytest.raises(AidError, match="already decided"):
        aid_request_decide(actor=world.manager, request=first, basis="gber", amount=None, reason="Ändå")


def test_a_granted_request_is_written_as_it_was_asked(world: World) -> None:
    """With the amount that was asked for where the decision names no other, and with its activity."""
    activity = Activity.objects.filter(track__programme=world.programme).first()
    told = {"hours": D("2.5"), "activity": activity, "reference": "Dnr 9"}
    aid_request_make(actor=world.officer, fact=fact(world, 100_000, **told), told="Taket nås")
    found = aid_request_decide(
        actor=world.manager, request=AidRequest.objects.get(), basis="gber", amount=None, reason="Artikel 28"
    ).support
    assert (found.amount, found.aid_basis, found.hours, found.kind) == (D(100_000), "gber", D("2.5"), "grant")
    assert (found.activity, found.reference, found.occurred_on) == (activity, "Dnr 9", DAY)
    assert (found.organisation, found.partner.code, found.area.code) == (world.baker, "uppsala", "food")
    other = asked(world, 7)
    less = aid_request_decide(actor=world.manager, request=other, basis="gber", amount=D(3), reason="Mindre")
    assert (less.support.amount, less.support.activity) == (D(3), None)


def test_a_request_is_decided_in_its_own_programme_by_another(world: World, nordmark: Programme) -> None:
    aid_request_make(actor=world.manager, fact=fact(world, 10), told="Taket nås")
    own = AidRequest.objects.get()
    for actor in (world.manager, somebody(nordmark, Role.MANAGER), somebody(world.programme, Role.EVALUATOR)):
        with pytest.raises(PermissionDenied):
            aid_request_decide(actor=actor, request=own, basis="refuse", amount=None, reason="Nej")
    own.refresh_from_db()
    assert own.state == "pending"


def test_grants_that_do_not_stand_leave_room(world: World) -> None:
    """One taken back, one of another enterprise, and one from before the window are not counted against the ceiling."""
    world.declared(world.baker, DeclaredLine("Almi", date(2016, 12, 31), D(200_000)))
    world.declared(organisation(2))
    void(world.support(1_500_000), world.officer, "Fel bolag")
    world.support(1_900_000, organisation(2))
    assert world.support(2_000_000).amount == D(2_000_000)
