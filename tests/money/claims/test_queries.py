"""What the pages of claims read, beside neighbours: another programme's, another claim's, one that is still open."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from samspel.core import clock
from samspel.core.access import Role
from samspel.core.facts import void
from samspel.core.models import User
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Programme
from samspel.core.programmes.structure import structure_of
from samspel.money.claims.queries import claim as claims
from samspel.money.claims.queries import part as parts
from samspel.money.claims.queries.check import bounds_of, claim_lines
from samspel.money.claims.queries.explanation import claim_explanation
from samspel.money.claims.queries.outcome import claim_outcome, rows_decided
from samspel.money.claims.queries.remarks import finding_rows
from samspel.money.claims.queries.sums import sums_of
from samspel.money.claims.queries.work_list import SEND_WITHIN, parts_waiting
from samspel.money.claims.rules.checks import ClaimCheck
from samspel.money.claims.services.claim import NewClaim, claim_make, claim_reopen
from samspel.money.claims.services.decision import ClaimDecision, claim_decide
from samspel.money.claims.services.part import claim_row_set_aside, part_fill, part_submit
from samspel.money.claims.services.payment import advance_record, claim_pay
from samspel.money.models import Claim, ClaimRow, Expenditure, Income, PartnerClaim
from samspel.money.plan.queries.terms import plan_of
from samspel.money.plan.services.terms import terms_set
from samspel.results.reporting_periods.rules import Span
from samspel.web.worklist import WaitingRow
from tests.money.claims.test_claims import MARCH, World
from tests.money.samples import cost, first_half, part_of, second_half, somebody, unchecked_claim

pytestmark = [pytest.mark.django_db, pytest.mark.english, pytest.mark.usefixtures("demo_day")]
D = Decimal
AUTUMN, OCTOBER = date(2018, 8, 1), date(2018, 10, 1)


@pytest.fixture
def world(ecs: Programme) -> World:
    return World(ecs)


@pytest.fixture
def elsewhere(nordmark: Programme) -> Claim:
    """Another programme's claim of the same number and days, with a row of 900 that it holds."""
    manager = somebody(nordmark, Role.MANAGER)
    claim = unchecked_claim(nordmark, manager)
    partner = nordmark.partners.all()[0]
    part = PartnerClaim.objects.create(claim=claim, partner=partner)
    spent = cost(nordmark, manager, "900", MARCH, partner.code, "services", evidence=False)
    ClaimRow.objects.create(claim=claim, part=part, expenditure=spent, amount=spent.amount)
    return claim


def context_of(programme: Programme, reader: Any, as_of: date | None = None) -> ReadContext:
    """The programme as the reader sees it."""
    return ReadContext(structure_of(programme), User.objects.get(pk=reader.pk), as_of or clock.today())


def test_the_list_has_the_programmes_claims_with_what_each_came_to(world: World, elsewhere: Claim) -> None:
    """Sums once a claim is sent, of that claim alone; what is certified once it is decided; none while it is open."""
    programme, by = world.programme, world.manager
    cost(programme, by, "100", MARCH)
    cost(programme, by, "60", AUTUMN)
    here = context_of(programme, by)
    assert (claims.has_claims(here), claims.latest_claims(here, 5)) == (False, [])
    first = world.sent(first_half(programme, by))
    second = world.sent(second_half(world.programme, world.manager))
    row = first.rows.get()
    claim_decide(actor=by, claim=first, decided=ClaimDecision(OCTOBER, "D-1", {row.pk: (D(20), D(0), "Moms")}))
    claim_pay(actor=by, claim=first, received_on=OCTOBER, amount=D(40), reference="BG-1")

    def listed() -> list[Any]:
        return [
            (line.claim.number, line.declared and line.declared.value, line.certified and line.certified.value,
             line.support, line.paid)
            for line in claims.claim_rows(context_of(programme, by))
        ]  # fmt: skip

    assert listed() == [(2, D(60), None, D(30), None), (1, D(100), D(80), D(50), D(40))]
    before = claims.claim_rows(context_of(programme, by, date(2018, 2, 1)))  # before the day of any cost
    assert [(line.declared and line.declared.value, line.certified and line.certified.value) for line in before] == [
        (0, None), (0, 0),
    ]  # fmt: skip
    claim_reopen(actor=by, claim=second, reason="Fel belopp", text_only=False)
    assert listed()[0] == (2, None, None, None, None)
    assert claims.claim_of(here, 1) == first
    assert claims.claim_of(here, 3) is None
    assert claims.claim_of(context_of(elsewhere.programme, by), 1) == elsewhere
    assert claims.claim_of(context_of(elsewhere.programme, by), 2) is None
    assert claims.latest_claims(here, 1) == [second]
    assert claims.latest_claims(here, 5) == [second, first]
    assert claims.has_claims(here)
    assert [row.state for row in claims.claim_rows(here)] == ["being prepared", "paid"]


def test_payments_and_advances_are_told_apart(world: World, nordmark: Programme) -> None:
    programme, by = world.programme, world.manager
    cost(programme, by, "100", MARCH)
    cost(programme, by, "60", AUTUMN)
    paid = []
    for claim in (world.sent(first_half(programme, by)), world.sent(second_half(world.programme, world.manager))):
        claim_decide(actor=by, claim=claim, decided=ClaimDecision(OCTOBER, "D", {}))
        paid.append(claim_pay(actor=by, claim=claim, received_on=OCTOBER, amount=D(10), reference="BG"))
        assert claims.payments_of(claim) == paid[-1:]
    advance = advance_record(actor=by, programme=programme, received_on=OCTOBER, amount=D(5), reference="F")
    stranger = somebody(nordmark, Role.MANAGER)
    advance_record(actor=stranger, programme=nordmark, received_on=nordmark.starts_on, amount=D(7), reference="F")
    assert claims.advances_of(context_of(programme, by)) == [advance]
    assert [payment.kind for payment in paid] == ["interim", "interim"]


def test_the_next_period_follows_the_programmes_own_claims(world: World, elsewhere: Claim) -> None:
    here = context_of(world.programme, world.manager)
    assert claims.next_period(here) == Span(date(2018, 1, 1), date(2018, 6, 30))
    first_half(world.programme, world.manager)
    here = context_of(Programme.objects.get(pk=world.programme.pk), world.manager)
    assert claims.next_period(here) == Span(date(2018, 7, 1), date(2018, 12, 31))


def test_unclaimed_costs_are_those_that_no_claim_holds_and_one_may_see(world: World, elsewhere: Claim) -> None:
    programme, by = world.programme, world.manager
    partner = elsewhere.programme.partners.all()[0].code
    by.memberships.create(programme=elsewhere.programme, role=Role.MANAGER)
    cost(elsewhere.programme, by, "500", MARCH, partner, "services")
    held, aside = cost(programme, by, "100", MARCH), cost(programme, by, "60", MARCH)
    part = part_of(first_half(programme, by))
    assert claims.unclaimed(context_of(programme, by)) == (2, D(160))
    part_fill(actor=by, part=part)
    assert claims.unclaimed(context_of(programme, by)) == (0, 0)
    claim_row_set_aside(actor=by, row=part.rows.get(expenditure=aside), reason="Senare")
    cost(programme, by, "7", AUTUMN, "orebro")
    void(cost(programme, by, "9", AUTUMN), by, "Fel")
    assert claims.unclaimed(context_of(programme, by)) == (2, D(67))
    assert claims.unclaimed(context_of(programme, world.controller)) == (1, D(60))
    assert part.rows.get(holds=True).expenditure_id == held.pk


def test_a_correction_that_waits_is_no_unclaimed_cost(world: World) -> None:
    programme, by = world.programme, world.manager
    wrong = cost(programme, by, "100", MARCH)
    world.sent(first_half(programme, by))
    void(wrong, by, "Fel projekt")
    later = second_half(world.programme, world.manager)
    part_fill(actor=by, part=part_of(later))
    assert later.rows.get().adjustment
    assert claims.unclaimed(context_of(programme, by)) == (0, 0)


def earned(programme: Programme, by: Any, amount: int, on: date, partner: Any = None) -> Income:
    """Income of the project."""
    return Income.objects.create(
        programme=programme, partner=partner or programme.partners.get(code="uppsala"), occurred_on=on,
        recorded_by=by, text="Avgift", amount=amount,
    )  # fmt: skip


def test_sums_are_explained_from_the_claims_own_rows_and_income(world: World, elsewhere: Claim) -> None:
    programme, by = world.programme, world.manager
    cost(programme, by, "1000", MARCH)
    cost(programme, by, "500", MARCH, "orebro", "staff")
    cost(programme, by, "9", AUTUMN)
    for on, amount in ((date(2018, 1, 1), 60), (date(2018, 6, 30), 40), (date(2017, 12, 31), 1), (AUTUMN, 2)):
        earned(programme, by, amount, on)
    void(earned(programme, by, 4, MARCH), by, "Fel")
    earned(elsewhere.programme, by, 8, MARCH, elsewhere.programme.partners.all()[0])
    claim, later = first_half(programme, by), second_half(world.programme, world.manager)
    for each in (claim, later):
        for code in ("uppsala", "orebro"):
            part_fill(actor=by, part=part_of(each, code))
    here = context_of(programme, by)
    found = claim_explanation(here, claim)
    assert (found.booked, found.total, found.support, found.limit) == (D(1500), D(1400), D(700), "")
    assert [line.amount for line in found.costs] == [D(500), D(1000), D(-100), D(-100)]
    names = {p.code: p.name for p in here.structure.partners}
    assert {line.words: line.amount for line in found.partners} == {names["uppsala"]: D(900), names["orebro"]: D(500)}
    assert sum(line.amount for line in found.financing) == D(1400)
    union = next(f for f in here.structure.financiers if f.kind == "union")
    assert {line.words: line.how for line in found.financing if "per cent" in line.how} == {
        union.name: "50 per cent of the costs"
    }
    sent = claim_explanation(here, world.sent(claim))
    assert sorted(sent.financing, key=str) == sorted(found.financing, key=str)
    assert (sent.costs, sorted(sent.partners, key=str)) == (found.costs, sorted(found.partners, key=str))
    assert (sent.booked, sent.total, sent.support, sent.limit) == (D(1500), D(1400), D(700), "")


def test_a_sent_claim_is_explained_as_it_was_sent(world: World) -> None:
    """An income that comes later changes what is open for its numbers, and not what is sent or open for its texts."""
    programme, by = world.programme, world.manager
    cost(programme, by, "1000", MARCH)
    claim = world.sent(first_half(programme, by))
    earned(programme, by, 100, MARCH)

    def total() -> Decimal:
        return claim_explanation(context_of(programme, by), Claim.objects.get(pk=claim.pk)).total

    assert total() == D(1000)
    claim_reopen(actor=by, claim=claim, reason="Stavfel", text_only=True)
    assert total() == D(1000)
    Claim.objects.filter(pk=claim.pk).update(state="open")
    assert total() == D(900)


def test_a_flat_rate_is_told_with_its_role(nordmark: Programme) -> None:
    by = somebody(nordmark, Role.MANAGER)
    first, second = nordmark.partners.all()[:2]
    day = nordmark.starts_on + timedelta(days=60)
    cost(nordmark, by, "1000", day, first.code, "staff")
    cost(nordmark, by, "2000", day, second.code, "staff")
    terms = {
        "reference": "D", "decided_on": nordmark.starts_on, "cost_model": "indirect_staff", "share_of_costs": D(60),
        "share_of_financing": None, "support_max": D(10**6),
    }  # fmt: skip
    terms_set(actor=by, programme=nordmark, content=terms)
    year = nordmark.starts_on.year
    claim = claim_make(
        actor=by, programme=nordmark, new=NewClaim(Span(date(year, 1, 1), date(year, 6, 30)), exception="Beslutet")
    )
    for part in claim.parts.all():
        part_fill(actor=by, part=part)
    found = claim_explanation(context_of(nordmark, by), claim)
    assert (found.booked, found.total) == (D(3000), D(3450))
    assert [(line.amount, "450.00" in line.how) for line in found.costs] == [(D(3000), False), (D(450), True)]
    assert [line.amount for line in found.partners] == [D(1150), D(2300)]


def test_the_outcome_is_the_claims_own_and_comes_with_the_decision(world: World) -> None:
    programme, by = world.programme, world.manager
    for amount in ("100", "60", "8"):
        cost(programme, by, amount, MARCH)
    cost(programme, by, "7", AUTUMN)
    first, second = world.sent(first_half(programme, by)), world.sent(second_half(world.programme, world.manager))
    here = context_of(programme, by)
    assert claim_outcome(here, first) is None
    rows = {row.amount: row.pk for row in first.rows.all()}
    told = {rows[D(100)]: (D(20), D(0), "Moms"), rows[D(60)]: (D(0), D(60), "Prövas")}
    decided = claim_decide(actor=by, claim=first, decided=ClaimDecision(OCTOBER, "D-1", told))
    found = claim_outcome(here, decided)
    assert found is not None
    values = [figure.value for figure in (found.declared, found.certified, found.deducted, found.parked)]
    assert values == [D(168), D(88), D(20), D(60)]
    early = claim_outcome(context_of(programme, by, date(2018, 2, 1)), decided)  # before the day of any cost
    assert early is not None
    assert [figure.value for figure in (early.declared, early.certified, early.deducted, early.parked)] == [0, 0, 0, 0]
    assert claim_outcome(here, second) is None
    other = claim_outcome(here, claim_decide(actor=by, claim=second, decided=ClaimDecision(OCTOBER, "D-2", {})))
    assert other is not None
    assert [figure.value for figure in (other.declared, other.certified, other.deducted, other.parked)] == [7, 7, 0, 0]
    assert {row.amount for row in rows_decided(here, first)} == {D(100), D(60)}
    assert rows_decided(here, second) == []


def test_adjustments_are_shown_with_what_was_decided(world: World) -> None:
    programme, by = world.programme, world.manager
    wrong = cost(programme, by, "100", MARCH)
    cost(programme, by, "500", AUTUMN)
    world.sent(first_half(programme, by))
    void(wrong, by, "Fel projekt")
    later = world.sent(second_half(world.programme, world.manager))
    assert [row.amount for row in rows_decided(context_of(programme, by), later)] == [D(-100)]


def test_parts_have_the_rows_they_hold_in_their_own_claim(world: World, elsewhere: Claim) -> None:
    programme, by = world.programme, world.manager
    first = cost(programme, by, "10", MARCH, voucher="V10")
    aside = cost(programme, by, "20", MARCH, voucher="V20")
    cost(programme, by, "30", MARCH, "orebro", voucher="V30")
    cost(programme, by, "40", AUTUMN, voucher="V40")
    claim, later = first_half(programme, by), second_half(world.programme, world.manager)
    for each in (claim, later):
        for code in ("uppsala", "orebro"):
            part_fill(actor=by, part=part_of(each, code))
    part = part_of(claim)
    claim_row_set_aside(actor=by, row=part.rows.get(expenditure=aside), reason="Senare")
    here = context_of(programme, world.controller)
    lines = parts.part_rows(here, claim)
    assert {line.part.partner.code: (line.rows, line.total) for line in lines if line.rows} == {
        "uppsala": (1, D(10)), "orebro": (1, D(30)),
    }  # fmt: skip
    assert len(lines) == 5
    assert [line.part.partner.code for line in lines if line.may_prepare] == ["uppsala"]
    assert {line.total for line in lines if not line.rows} == {0}
    row = part.rows.get(expenditure=first)
    other = elsewhere.rows.get()
    assert parts.claim_row_of(here, row.pk) == row
    assert parts.claim_row_of(here, other.pk) is None
    assert parts.part_of(here, 1, "uppsala") == part
    assert parts.part_of(here, 2, "uppsala") == part_of(later)
    assert parts.part_of(here, 1, elsewhere.parts.get().partner.code) is None
    assert [held.expenditure.voucher for held in parts.rows_held(claim)] == ["V10", "V30"]
    assert [held.expenditure.voucher for held in parts.rows_held(claim, "v1")] == ["V10"]
    shown = list(parts.expenditure_rows_of(part))
    assert [(each.expenditure_id, each.papers) for each in shown] == [(first.pk, 1), (aside.pk, 1)]


def test_findings_name_a_few_of_their_rows(world: World) -> None:
    programme, by = world.programme, world.manager
    for number in range(3):
        cost(programme, by, "10", MARCH + timedelta(days=number), evidence=False)
    cost(programme, by, "20", MARCH, "orebro", evidence=False)
    claim = first_half(programme, by)
    for code in ("uppsala", "orebro"):
        part_fill(actor=by, part=part_of(claim, code))
    here, part = context_of(programme, by), part_of(claim)

    def shown(*of: Any) -> tuple[list[Decimal], int]:
        (found,) = finding_rows(here, claim, *of)
        assert found.finding.check is ClaimCheck.NO_EVIDENCE
        assert "No evidence" in found.words
        return [row.amount for row in found.rows], found.more

    assert shown(part, 2) == ([D(10)] * 2, 1)
    assert shown(part, 3) == ([D(10)] * 3, 0)
    assert shown(part) == ([D(10)] * 3, 0)
    assert sorted(shown(None, 4)[0]) == [D(10)] * 3 + [D(20)]
    assert shown(None, 3)[1] == 1


def test_a_finding_names_its_category(world: World) -> None:
    cost(world.programme, world.manager, "1300000", MARCH, category="other")
    claim = first_half(world.programme, world.manager)
    part_fill(actor=world.manager, part=part_of(claim))
    found = finding_rows(context_of(world.programme, world.manager), claim)
    words = next(row.words for row in found if row.finding.check is ClaimCheck.OVER_CATEGORY)
    assert world.programme.cost_categories.get(code="other").name in words


def test_the_same_voucher_in_another_programmes_books_is_seen(world: World, nordmark: Programme) -> None:
    """Of the same organisation, in books that stand, with the same fingerprint; and of no other."""
    programme, by, stranger = world.programme, world.manager, somebody(nordmark, Role.MANAGER)
    partner = nordmark.partners.all()[0]
    programme.partners.filter(code="uppsala").update(organisation_number="2321000024")
    programme.partners.filter(code="orebro").update(organisation_number="2321000164")
    nordmark.partners.exclude(pk=partner.pk).update(organisation_number="2321000001")
    nordmark.partners.filter(pk=partner.pk).update(organisation_number="2321000024")
    twice = cost(programme, by, "10", MARCH, fingerprint="a" * 64)
    cost(programme, by, "20", MARCH, fingerprint="b" * 64)
    cost(programme, by, "30", MARCH, fingerprint="")
    cost(programme, by, "40", MARCH, "orebro", fingerprint="c" * 64)
    for mark in ("a" * 64, "", "c" * 64):
        cost(nordmark, by, "10", MARCH, partner.code, "services", fingerprint=mark)
    void(cost(nordmark, by, "20", MARCH, partner.code, "services", fingerprint="b" * 64), stranger, "Fel")
    claim = first_half(programme, by)
    for code in ("uppsala", "orebro"):
        part_fill(actor=by, part=part_of(claim, code))
    lines = claim_lines(ClaimRow.objects.filter(claim=claim))
    rows = {row.pk: row.expenditure_id for row in claim.rows.all()}
    assert {rows[line.id]: line.elsewhere for line in lines if line.elsewhere} == {twice.pk: nordmark.code}
    assert len(lines) == 4


def test_adjustments_are_not_questioned(world: World) -> None:
    programme, by = world.programme, world.manager
    wrong = cost(programme, by, "100", MARCH)
    world.sent(first_half(programme, by))
    void(wrong, by, "Fel projekt")
    later = second_half(world.programme, world.manager)
    cost(programme, by, "60", AUTUMN)
    part_fill(actor=by, part=part_of(later))
    assert [line.amount for line in claim_lines(later.rows.all())] == [D(60)]


def test_ceilings_count_what_other_claims_of_the_programme_hold(world: World, elsewhere: Claim) -> None:
    programme, by = world.programme, world.manager

    def hours(person: str, amount: str, on: date, count: int) -> Expenditure:
        return cost(programme, by, amount, on, category="staff", person=person, hours=D(count), origin="hours")

    hours("P1", "100", MARCH, 10)
    hours("P1", "100", date(2018, 6, 30), 5)
    hours("P2", "100", MARCH, 7)
    cost(programme, by, "50", MARCH)
    aside = cost(programme, by, "70", MARCH)
    hours("P1", "30", AUTUMN, 3)
    first, later = first_half(programme, by), second_half(world.programme, world.manager)
    for claim in (first, later):
        part_fill(actor=by, part=part_of(claim))
        if claim == first:
            claim_row_set_aside(actor=by, row=claim.rows.get(expenditure=aside), reason="Senare")
    ClaimRow.objects.filter(claim=later, expenditure=aside).delete()
    plan = plan_of(programme, later.last_day)
    ids = {c.code: c.pk for c in programme.cost_categories.all()}
    found = bounds_of(later, plan, frozenset())
    assert found.spent == {ids["staff"]: D(300), ids["external"]: D(50)}
    assert found.hours_before == {("P1", 2018): 15, ("P2", 2018): 7}
    assert found.programme == (programme.starts_on, programme.ends_on)
    assert found.period == (later.first_day, later.last_day)
    assert found.budget == plan.budget
    found = bounds_of(first, plan, frozenset({"staff"}))
    assert (found.spent, found.hours_before) == ({ids["staff"]: D(30)}, {("P1", 2018): 3})
    assert found.counted == {"staff"}


def test_what_waits_is_of_open_claims_whose_period_has_ended(world: World, elsewhere: Claim) -> None:
    """Who checks has what is sent in, others their own drafts; both of this programme alone."""
    programme, by = world.programme, world.manager
    claim = first_half(programme, by)
    part_submit(actor=by, part=part_of(claim, "orebro"))
    coming = claim_make(
        actor=by, programme=programme, new=NewClaim(Span(date(2019, 7, 1), date(2019, 12, 31)), exception="Beslutet")
    )
    part_submit(actor=by, part=part_of(coming, "orebro"))
    elsewhere.parts.update(state="submitted", submitted_by=by, submitted_at=clock.now())
    by.memberships.create(programme=elsewhere.programme, role=Role.MANAGER)

    def waiting(reader: Any, as_of: date | None = None) -> list[PartnerClaim]:
        queues = parts_waiting(context_of(programme, reader, as_of))
        assert len(queues) <= 1
        return list(queues[0].rows) if queues else []

    assert waiting(by) == [part_of(claim, "orebro")]
    assert waiting(world.controller) == [part_of(claim)]
    assert waiting(by, claim.last_day) == []
    assert waiting(by, claim.last_day + timedelta(days=1)) == [part_of(claim, "orebro")]
    assert parts_waiting(context_of(programme, somebody(programme, Role.OFFICER, "uppsala"))) == []
    (queue,) = parts_waiting(context_of(programme, by))
    words, address, due = queue.tell(WaitingRow("1", "orebro", claim.last_day))
    assert words.startswith("Check the costs of ")
    assert address.endswith("/claims/1/orebro/")
    assert due == claim.last_day + SEND_WITHIN
    (queue,) = parts_waiting(context_of(programme, world.controller))
    assert queue.tell(WaitingRow("1", "uppsala", claim.last_day))[0].startswith("Send in the costs of ")
    part_submit(actor=world.controller, part=part_of(claim))
    assert waiting(world.controller) == [], "what the controller has sent in waits for the manager"
    assert {part.partner.code for part in waiting(by)} == {"orebro", "uppsala"}
    Claim.objects.filter(pk=claim.pk).update(state="sent", frozen={}, sent_at=clock.now(), sent_by=by)
    assert waiting(by) == []
    assert waiting(world.controller) == []


def test_sums_of_earlier_claims_are_as_decided(world: World) -> None:
    programme, by = world.programme, world.manager
    cost(programme, by, "100", MARCH)
    cost(programme, by, "60", AUTUMN)
    first = world.sent(first_half(programme, by))
    later = second_half(world.programme, world.manager)
    assert sums_of(later).before.support == D(50)
    row = first.rows.get()
    claim_decide(actor=by, claim=first, decided=ClaimDecision(OCTOBER, "D-1", {row.pk: (D(40), D(0), "Moms")}))
    before = sums_of(later).before
    assert (before.support, before.costs) == (D(30), D(100))
