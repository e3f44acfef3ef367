"""What the pages of state aid read, beside neighbours: another programme's, another undertaking's, not approved."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from samspel.actors.models import Organisation, Ownership
from samspel.core.access import Role
from samspel.core.facts import void
from samspel.core.models import User
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Membership, Programme
from samspel.core.programmes.structure import structure_of
from samspel.money.models import AidDeclaration, AidRequest, ExchangeRate
from samspel.money.state_aid.queries import register, undertaking
from samspel.money.state_aid.queries.rate import NoRate, exchange_rates, rate_on
from samspel.money.state_aid.queries.work_list import (
    ANSWER_WITHIN,
    declarations_and_requests_waiting,
    ledger_links,
)
from samspel.money.state_aid.services.ceiling import aid_request_make
from samspel.money.state_aid.services.declaration import DeclaredLine, declaration_approve, declaration_record
from samspel.money.state_aid.services.rate import exchange_rate_record
from samspel.money.state_aid.services.register import aid_entry_record
from samspel.results.models import Support
from samspel.web.worklist import WaitingRow
from tests.money.samples import somebody
from tests.money.state_aid.test_ledger import DAY, World
from tests.results.samples import organisation, recorded

pytestmark = [pytest.mark.django_db, pytest.mark.english]
D = Decimal
BEGINS = date(2026, 1, 1)  # the duty to register de minimis aid


@pytest.fixture
def world(ecs: Programme, settings: Any) -> World:
    settings.SAMSPEL_TODAY = DAY
    return World(ecs)


def context_of(programme: Programme, reader: Any, as_of: date = DAY) -> ReadContext:
    """The programme as the reader sees it."""
    return ReadContext(structure_of(programme), User.objects.get(pk=reader.pk), as_of)


def member(programme: Programme, role: Role, **of: Any) -> User:
    """Somebody with the role for the organisation."""
    user = User.objects.create_user(email=f"kontakt{User.objects.count()}@exempel.test", password=None)
    Membership.objects.create(user=user, programme=programme, role=role, **of)
    return user


def declared(world: World, of: Organisation, *lines: DeclaredLine) -> AidDeclaration:
    """A declaration that nobody has approved."""
    return declaration_record(
        actor=world.officer, programme=world.programme, organisation=of, signed_by="Bo", month=1, lines=list(lines)
    )


def aid(programme: Programme, of: Organisation, amount: int, on: date = DAY, **more: Any) -> Support:
    """De minimis support, recorded past the gate."""
    partner = programme.partners.order_by("order")[0]
    return Support.objects.create(
        programme=programme, organisation=of, kind="grant", occurred_on=on, hours=D(0), amount=D(amount),
        area=programme.areas.order_by("order")[0], partner=partner, recorded_by=somebody(programme, Role.MANAGER),
        **{"aid_basis": "de_minimis"} | more,
    )  # fmt: skip


def held(programme: Programme, of: Organisation, by: User, state: str = "pending") -> AidRequest:
    """A support held at the ceiling."""
    fact = Support(
        programme=programme, organisation=of, kind="grant", occurred_on=DAY, hours=D(0), amount=D(10),
        aid_basis="de_minimis", area=programme.areas.all()[0], partner=programme.partners.all()[0],
    )  # fmt: skip
    aid_request_make(actor=by, fact=fact, told="Taket nås")
    made = AidRequest.objects.latest("pk")
    if state != "pending":
        told = {"decided_by": somebody(programme, Role.MANAGER), "decided_at": made.asked_at, "reason": "Prövat"}
        AidRequest.objects.filter(pk=made.pk).update(state=state, **told)
    return made


def test_receivers_are_those_of_the_programme(world: World, nordmark: Programme) -> None:
    baker, only_declared, stranger, voided, other, one_krona, advised = (organisation(n) for n in (1, 2, 3, 4, 5, 7, 8))
    aid(world.programme, baker, 10, DAY - timedelta(days=9))
    aid(world.programme, one_krona, 1)
    aid(world.programme, advised, 0)
    aid(world.programme, baker, 20)
    aid(world.programme, baker, 30, DAY - timedelta(days=99), aid_basis="gber")
    aid(nordmark, baker, 40, DAY - timedelta(days=999))
    aid(nordmark, stranger, 50)
    aid(world.programme, other, 60, aid_basis="gber")
    void(aid(world.programme, voided, 70), world.manager, "Fel")
    recorded(world.programme, world.manager, of=organisation(6), aid_basis="none")
    declared(world, only_declared)
    declared(world, baker)
    void(declared(world, other), world.manager, "Fel")
    for of in (baker, stranger):
        AidDeclaration.objects.create(
            programme=nordmark, organisation=of, occurred_on=DAY + timedelta(days=5), signed_by="Bo",
            recorded_by=somebody(nordmark, Role.MANAGER),
        )  # fmt: skip
    rows = undertaking.receivers(context_of(world.programme, world.manager))
    assert [(row.pk, row.grants, row.first, row.last, row.declared) for row in rows] == [
        (baker.pk, 2, DAY - timedelta(days=9), DAY, DAY), (only_declared.pk, 0, None, None, DAY),
        (one_krona.pk, 1, DAY, DAY, None),
    ]  # fmt: skip


def test_what_waits_for_a_decision_is_of_the_programme(world: World, nordmark: Programme) -> None:
    stranger = somebody(nordmark, Role.MANAGER)
    world.manager.memberships.create(programme=nordmark, role=Role.MANAGER)
    pending = held(world.programme, world.baker, world.officer)
    decided = held(world.programme, world.baker, world.officer, state="refused")
    elsewhere = held(nordmark, world.baker, stranger)
    here = context_of(world.programme, world.manager)
    assert list(undertaking.undecided(here)) == [pending]
    assert undertaking.aid_request_of(here, decided.pk) == decided
    assert undertaking.aid_request_of(here, elsewhere.pk) is None
    approved, waits, gone = (declared(world, organisation(n)) for n in (1, 2, 3))
    declaration_approve(actor=world.manager, declaration=approved)
    void(gone, world.manager, "Fel")
    other = declaration_record(
        actor=stranger, programme=nordmark, organisation=organisation(4), signed_by="Bo", month=1, lines=[]
    )
    assert list(undertaking.unapproved(here)) == [waits]
    assert undertaking.declaration_of(here, waits.pk) == waits
    assert undertaking.declaration_of(here, other.pk) is None


def test_a_company_sees_its_own_declarations_alone(world: World) -> None:
    other = organisation(2)
    own, others = declared(world, world.baker), declared(world, other)
    here = context_of(world.programme, member(world.programme, Role.COMPANY, organisation=world.baker))
    assert undertaking.declaration_of(here, own.pk) == own
    assert undertaking.declaration_of(here, others.pk) is None
    assert undertaking.organisation_of(here, world.baker.pk) == world.baker
    assert undertaking.organisation_of(here, other.pk) is None
    assert undertaking.organisation_of(context_of(world.programme, world.manager), 0) is None
    asked = undertaking.declaration_to_ask_of(here, other)
    assert (asked.programme, asked.organisation, asked.pk) == (world.programme, other, None)
    assert [link.url for link in ledger_links(here, world.baker)] == [
        f"/p/{world.programme.code}/money/aid/of/{world.baker.pk}/"
    ]
    assert ledger_links(here, other) == []


def test_the_ledgers_page_has_the_undertakings_lines_and_declarations(world: World) -> None:
    mother, stranger = organisation(2), organisation(3)
    Ownership.objects.create(owner=mother, owned=world.baker, kind="votes", share=D(51), since=date(2015, 1, 1))
    world.declared(world.baker, DeclaredLine("Tillväxtverket", date(2018, 3, 1), D(50_000)))
    old = aid(world.programme, mother, 40, date(2014, 5, 6))
    exchange_rate_record(actor=world.manager, programme=world.programme, day=date(2014, 5, 6), rate=D(8), source="Rb")
    new = world.support(100_000)
    world.declared(stranger, DeclaredLine("Energimyndigheten", date(2018, 3, 1), D(7)))
    aid(world.programme, stranger, 70)
    waiting = declared(world, mother)
    here = context_of(world.programme, world.manager)
    found = undertaking.ledger_view(here, mother, DAY, D(1000))
    assert [(line.on, line.giver, line.amount, line.currency, line.eur, line.counts) for line in found.lines] == [
        (old.occurred_on, old.partner.name, D(40), "SEK", D(5), False),
        (date(2018, 3, 1), "Tillväxtverket", None, "EUR", D(50_000), True),
        (DAY, new.partner.name, D(100_000), "SEK", D(10_000), True),
    ]  # fmt: skip
    assert [(line.what, line.support) for line in found.lines] == [
        (mother.name, old), ("", None), (world.baker.name, new),
    ]  # fmt: skip
    assert [line.kept_until for line in found.lines] == sorted(line.kept_until for line in found.lines)
    assert {row.organisation_id for row in found.declarations} == {world.baker.pk, mother.pk}
    assert waiting in found.declarations
    assert (found.found.verdict.amount, found.found.verdict.used) == (D(1000), D(60_000))


def test_a_rate_stands_in_for_a_week_and_no_longer(world: World) -> None:
    other = ExchangeRate.objects.create(
        currency="NOK", day=DAY, rate=D(99), source="Norges Bank", recorded_by=world.manager
    )
    assert rate_on("SEK", DAY) == D(10)
    assert rate_on("SEK", DAY + timedelta(days=6)) == D(10)
    for day in (DAY - timedelta(days=1), DAY + timedelta(days=7)):
        with pytest.raises(NoRate, match=day.isoformat()):
            rate_on("SEK", day)
    later = exchange_rate_record(
        actor=world.manager, programme=world.programme, day=DAY + timedelta(days=2), rate=D(11), source="Rb"
    )
    assert [rate_on("SEK", DAY + timedelta(days=n)) for n in (1, 2, 3)] == [D(10), D(11), D(11)]
    listed = list(exchange_rates(context_of(world.programme, world.manager)))
    assert listed[0] == later
    assert (len(listed), other in listed) == (2, False)


def test_the_register_has_the_programmes_aid_from_the_day_the_duty_begins(ecs: Programme, nordmark: Programme) -> None:
    first = aid(nordmark, organisation(1), 100, BEGINS)
    aid(nordmark, organisation(1), 100, BEGINS - timedelta(days=1))
    aid(nordmark, organisation(1), 100, BEGINS, aid_basis="gber")
    aid(nordmark, organisation(1), 0, BEGINS)
    stranger = aid(ecs, organisation(1), 100, BEGINS)
    gone = aid(nordmark, organisation(1), 100, BEGINS)
    manager = somebody(nordmark, Role.MANAGER)
    void(gone, manager, "Fel")
    later = aid(nordmark, organisation(2), 1, BEGINS + timedelta(days=1))
    here = context_of(nordmark, manager)
    rows = register.registrable_support(here)
    assert list(rows) == [first, later]
    entry = aid_entry_record(actor=manager, support=first, on=BEGINS, reference="R-1")
    found = list(register.register_rows(here, register.registrable_support(here)))
    assert [(row.support, row.entry) for row in found] == [(first, entry), (later, None)]
    assert [row.eur for row in found] == [D(100), D(1)]
    assert all(row.due > row.support.occurred_on for row in found)
    assert register.support_of(here, first.pk) == first
    assert register.support_of(here, gone.pk) is None
    assert register.support_of(here, stranger.pk) is None


def test_an_entry_is_late_once_its_last_day_has_passed(nordmark: Programme, settings: Any) -> None:
    made = aid(nordmark, organisation(1), 100, BEGINS)
    here = context_of(nordmark, somebody(nordmark, Role.MANAGER))
    (row,) = register.register_rows(here, [made])
    for day, late in ((row.due, False), (row.due + timedelta(days=1), True)):
        settings.SAMSPEL_TODAY = day
        assert row.late is late
    aid_entry_record(actor=here.reader, support=made, on=row.due, reference="R-1")
    (row,) = register.register_rows(here, [Support.objects.get(pk=made.pk)])
    assert row.late is False


def test_an_amount_without_a_rate_is_left_open(world: World) -> None:
    exchange_rate_record(actor=world.manager, programme=world.programme, day=BEGINS, rate=D(8), source="Rb")
    rows = [aid(world.programme, world.baker, 100, BEGINS + timedelta(days=n)) for n in (0, 30, 30)]
    found = register.register_rows(context_of(world.programme, world.manager), rows)
    assert [row.eur for row in found] == [D("12.50"), None, None]


def test_the_work_list_has_what_others_have_asked(world: World, nordmark: Programme) -> None:
    """To approve and to decide on: not one's own, not another programme's, not what is done."""
    programme, manager = world.programme, world.manager
    others = declared(world, organisation(1))
    own = declaration_record(
        actor=manager, programme=programme, organisation=organisation(2), signed_by="Bo", month=1, lines=[]
    )
    approved = declared(world, organisation(3))
    declaration_approve(actor=manager, declaration=approved)
    void(declared(world, organisation(4)), manager, "Fel")
    stranger = somebody(nordmark, Role.MANAGER)
    manager.memberships.create(programme=nordmark, role=Role.MANAGER)
    declaration_record(
        actor=stranger, programme=nordmark, organisation=organisation(5), signed_by="Bo", month=1, lines=[]
    )
    waits = held(programme, world.baker, world.officer)
    held(programme, world.baker, manager)
    held(programme, world.baker, world.officer, state="granted")
    held(nordmark, world.baker, stranger)
    queues = declarations_and_requests_waiting(context_of(programme, manager))
    assert [list(queue.rows) for queue in queues] == [[others], [waits]]
    assert own not in queues[0].rows
    (first, second) = (next(iter(queue.asked(0))) for queue in queues)
    assert (first[2], second[2]) == (others.organisation.name, world.baker.name)
    for queue, ident in zip(queues, (others.organisation_id, waits.pk), strict=True):
        words, address, due = queue.tell(WaitingRow(str(ident), "Bageriet", DAY))
        assert "Bageriet" in words
        assert str(ident) in address
        assert due == DAY + ANSWER_WITHIN
    assert declarations_and_requests_waiting(context_of(programme, somebody(programme, Role.EVALUATOR))) == []
