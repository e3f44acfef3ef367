"""A claim from draft to payment: who may do what, what is locked, and that every öre is accounted for."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from samspel.core.access import Role
from samspel.core.facts import replace, void
from samspel.core.models import AuditEvent
from samspel.core.programmes.models import Programme
from samspel.money.claims.queries.check import findings
from samspel.money.claims.queries.sums import sums_of
from samspel.money.claims.rules.checks import ClaimCheck
from samspel.money.claims.services.claim import ClaimError, NewClaim, claim_make, claim_reopen, claim_send, report_write
from samspel.money.claims.services.decision import ClaimDecision, claim_decide
from samspel.money.claims.services.part import (
    claim_row_restore,
    claim_row_set_aside,
    part_approve,
    part_fill,
    part_return,
    part_submit,
)
from samspel.money.claims.services.payment import advance_record, claim_pay
from samspel.money.models import Claim, ClaimRow, GrantTerms, PartnerClaim
from samspel.money.plan.queries.terms import TermsError, outcomes, plan_of
from samspel.money.plan.services.terms import terms_set
from samspel.results.reporting_periods.rules import Span
from tests.money.samples import cost, first_half, part_of, second_half, somebody

pytestmark = [pytest.mark.every_database, pytest.mark.django_db, pytest.mark.english]
D = Decimal
MARCH = date(2018, 3, 15)


class World:
    """A programme with a manager, another one who checks, and a controller in Uppsala."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.manager = somebody(programme, Role.MANAGER)
        self.other = somebody(programme, Role.MANAGER, name="other")
        self.controller = somebody(programme, Role.CONTROLLER, "uppsala")

    def ready(self, claim: Claim) -> None:
        """Every part gathered, sent in and checked."""
        for part in claim.parts.all():
            if part.state == "draft":
                part_fill(actor=self.manager, part=part)
                part_submit(actor=self.manager, part=part)
            part.refresh_from_db()
            part_approve(actor=self.other, part=part)

    def sent(self, claim: Claim) -> Claim:
        """The claim ready and sent."""
        self.ready(claim)
        return claim_send(actor=self.other, claim=claim, signed_by="Anna Chef")


@pytest.fixture
def world(ecs: Programme) -> World:
    return World(ecs)


def test_from_draft_to_paid(world: World) -> None:
    cost(world.programme, world.manager, "1000.01", MARCH)
    cost(world.programme, world.manager, "500.00", MARCH, "orebro", "staff")
    claim = world.sent(first_half(world.programme, world.manager))
    frozen = claim.frozen
    assert frozen["total"] == "1500.01"
    assert frozen["support"] == "750.01"
    assert sum(map(D, frozen["by_financier"].values())) == D("1500.01")
    assert sum(map(D, frozen["support_by_partner"].values())) == D("750.01")
    assert sum(D(row["amount"]) for row in frozen["rows"]) == D("1500.01")
    assert sum(part.amount for part in claim.financing.all()) == D("1500.01")
    decided = claim_decide(actor=world.manager, claim=claim, decided=ClaimDecision(date(2018, 10, 1), "D-1", {}))
    assert decided.support_certified == D("750.01")
    payment = claim_pay(
        actor=world.manager, claim=claim, received_on=date(2018, 10, 15), amount=D("750.01"), reference="BG-1"
    )
    assert sum(share.amount for share in payment.shares.all()) == D("750.01")
    claim.refresh_from_db()
    assert claim.state == "paid"
    actions = set(AuditEvent.objects.values_list("action", flat=True))
    assert {"claim.made", "claim.gathered", "claim_part.submitted", "claim.sent", "claim.decided"} <= actions


def test_who_prepares_does_not_approve(world: World) -> None:
    part = part_of(first_half(world.programme, world.manager))
    cost(world.programme, world.manager, "10", MARCH)
    part_fill(actor=world.controller, part=part)
    with pytest.raises(PermissionDenied):
        part_fill(actor=world.controller, part=part_of(part.claim, "orebro"))
    part_submit(actor=world.controller, part=part)
    with pytest.raises(PermissionDenied):
        part_approve(actor=world.controller, part=part)
    own = part_of(part.claim, "orebro")
    part_submit(actor=world.manager, part=own)
    with pytest.raises(PermissionDenied):
        part_approve(actor=world.manager, part=own)
    part_approve(actor=world.other, part=own)


def test_rows_are_locked_from_the_moment_they_are_sent_in(world: World) -> None:
    cost(world.programme, world.manager, "10", MARCH)
    part = part_of(first_half(world.programme, world.manager))
    assert part_fill(actor=world.controller, part=part) == 1
    assert part_fill(actor=world.controller, part=part) == 0
    part_submit(actor=world.controller, part=part)
    row = part.rows.get()
    for act in (
        lambda: part_fill(actor=world.controller, part=part),
        lambda: part_submit(actor=world.controller, part=part),
    ):
        with pytest.raises(ClaimError):
            act()
    with pytest.raises(PermissionDenied):
        claim_row_set_aside(actor=world.controller, row=row, reason="Fel")
    claim = world.sent(part.claim)
    with pytest.raises(ClaimError):
        claim_row_set_aside(actor=world.manager, row=row, reason="Fel")
    with pytest.raises(ClaimError):
        claim_send(actor=world.manager, claim=claim, signed_by="Anna")


def test_returned_and_parked_rows(world: World) -> None:
    """The lead returns one row and parks another; the parked one is in the next claim."""
    kept, parked, bad = (cost(world.programme, world.manager, amount, MARCH) for amount in ("10", "20", "30"))
    claim = first_half(world.programme, world.manager)
    part = part_of(claim)
    part_fill(actor=world.controller, part=part)
    part_submit(actor=world.controller, part=part)
    rows = {row.expenditure_id: row for row in part.rows.all()}
    claim_row_set_aside(actor=world.manager, row=rows[parked.pk], reason="Underlag saknas")
    part_return(actor=world.manager, part=part, comment="Fel konto", rows=[rows[bad.pk].pk])
    part.refresh_from_db()
    assert (part.state, part.comment) == ("draft", "Fel konto")
    rows = {row.expenditure_id: row for row in part.rows.all()}
    assert (rows[kept.pk].holds, rows[parked.pk].holds, rows[bad.pk].holds) == (True, False, False)
    assert part_fill(actor=world.controller, part=part) == 0
    claim_row_restore(actor=world.controller, row=rows[bad.pk])
    part_submit(actor=world.controller, part=part)
    claim = world.sent(claim)
    assert claim.frozen["total"] == "40.00"
    later = second_half(world.programme, world.manager)
    assert part_fill(actor=world.controller, part=part_of(later)) == 1
    assert part_of(later).rows.get().expenditure_id == parked.pk


def test_the_authority_deducts_and_parks(world: World) -> None:
    first, second = (
        cost(world.programme, world.manager, "100", MARCH),
        cost(world.programme, world.manager, "60", MARCH),
    )
    claim = world.sent(first_half(world.programme, world.manager))
    rows = {row.expenditure_id: row.pk for row in claim.rows.all()}
    for wrong in (
        {rows[first.pk]: (D(101), D(0), "Moms")},
        {rows[first.pk]: (D(0), D(50), "Delvis")},
        {rows[first.pk]: (D(1), D(0), " ")},
        {0: (D(1), D(0), "Annan")},
    ):
        with pytest.raises(ClaimError):
            claim_decide(actor=world.manager, claim=claim, decided=ClaimDecision(date(2018, 10, 1), "D-1", wrong))
    told = {rows[first.pk]: (D("20.50"), D(0), "Moms"), rows[second.pk]: (D(0), D(60), "Kontrolleras")}
    decided = claim_decide(actor=world.manager, claim=claim, decided=ClaimDecision(date(2018, 10, 1), "D-1", told))
    assert decided.support_certified == D("39.75")
    totals = [(r.amount, r.amount - r.deducted - r.parked, r.deducted, r.parked) for r in claim.rows.order_by("amount")]
    assert totals == [(D(60), D(0), D(0), D(60)), (D(100), D("79.50"), D("20.50"), D(0))]
    later = second_half(world.programme, world.manager)
    part_fill(actor=world.controller, part=part_of(later))
    assert [row.expenditure_id for row in later.rows.all()] == [second.pk]
    with pytest.raises(ClaimError):
        claim_decide(actor=world.manager, claim=claim, decided=ClaimDecision(date(2018, 10, 2), "D-2", {}))
    with pytest.raises(ClaimError):
        claim_pay(actor=world.manager, claim=claim, received_on=date(2018, 10, 2), amount=D(40), reference="BG")


def test_a_correction_after_sending_is_an_adjustment_in_the_next_claim(world: World) -> None:
    right, wrong = cost(world.programme, world.manager, "100", MARCH), cost(world.programme, world.manager, "60", MARCH)
    world.sent(first_half(world.programme, world.manager))
    void(right, world.manager, "Avsåg ett annat projekt")
    replace(wrong, world.manager, "Fel belopp", {"amount": D(50)})
    later = second_half(world.programme, world.manager)
    assert part_fill(actor=world.controller, part=part_of(later)) == 3
    assert sorted(row.amount for row in later.rows.all()) == [D(-100), D(-60), D(50)]
    assert sums_of(later).reckoned.total == D(-110)
    assert part_fill(actor=world.controller, part=part_of(later)) == 0


def test_a_voided_cost_leaves_a_draft_when_it_is_gathered_again(world: World) -> None:
    first = cost(world.programme, world.manager, "100", MARCH)
    part = part_of(first_half(world.programme, world.manager))
    part_fill(actor=world.controller, part=part)
    void(first, world.manager, "Fel")
    part_fill(actor=world.controller, part=part)
    assert not part.rows.exists()


def test_no_voucher_is_in_two_claims(world: World) -> None:
    spent = cost(world.programme, world.manager, "100", MARCH)
    claim = first_half(world.programme, world.manager)
    part_fill(actor=world.controller, part=part_of(claim))
    later = second_half(world.programme, world.manager)
    assert part_fill(actor=world.controller, part=part_of(later)) == 0
    with pytest.raises(IntegrityError), transaction.atomic():
        ClaimRow.objects.create(claim=later, part=part_of(later), expenditure=spent, amount=spent.amount)
    row = claim.rows.get()
    claim_row_set_aside(actor=world.controller, row=row, reason="Senare")
    assert part_fill(actor=world.controller, part=part_of(later)) == 1
    with pytest.raises(ClaimError):
        claim_row_restore(actor=world.controller, row=row)


def test_reopening_for_numbers_and_for_texts(world: World) -> None:
    cost(world.programme, world.manager, "100", MARCH)
    claim = world.sent(first_half(world.programme, world.manager))
    with pytest.raises(ClaimError):
        report_write(actor=world.manager, claim=claim, text="Text")
    claim_reopen(actor=world.manager, claim=claim, reason="Stavfel", text_only=True)
    report_write(actor=world.manager, claim=claim, text="Ny text")
    claim.refresh_from_db()
    assert (claim.state, claim.report) == ("sent", "Ny text")
    claim_reopen(actor=world.manager, claim=claim, reason="Fel belopp", text_only=False)
    claim.refresh_from_db()
    assert claim.state == "open"
    claim = claim_send(actor=world.manager, claim=claim, signed_by="Anna Chef")
    second_half(world.programme, world.manager)
    with pytest.raises(ClaimError):
        claim_reopen(actor=world.manager, claim=claim, reason="Igen", text_only=False)
    claim_decide(actor=world.manager, claim=claim, decided=ClaimDecision(date(2018, 10, 1), "D", {}))
    with pytest.raises(ClaimError):
        claim_reopen(actor=world.manager, claim=claim, reason="Igen", text_only=True)


def test_periods_keep_to_the_rules(world: World) -> None:
    make = lambda first, last, **more: claim_make(  # noqa: E731
        actor=world.manager, programme=world.programme, new=NewClaim(Span(first, last), **more)
    )
    with pytest.raises(ClaimError, match="6 months"):
        make(date(2018, 1, 1), date(2018, 9, 30))
    with pytest.raises(ClaimError, match="one calendar year"):
        make(date(2018, 11, 1), date(2019, 2, 28))
    make(date(2018, 1, 1), date(2018, 9, 30), exception="Beslutet § 4")
    with pytest.raises(ClaimError, match="shares days"):
        make(date(2018, 9, 1), date(2018, 12, 31), exception="Beslutet § 4")
    with pytest.raises(PermissionDenied):
        claim_make(
            actor=world.controller, programme=world.programme, new=NewClaim(Span(date(2018, 10, 1), date(2018, 12, 31)))
        )


def test_what_the_checks_see(world: World) -> None:
    programme, by = world.programme, world.manager
    cost(programme, by, "10", date(2017, 12, 1), voucher="A1")
    cost(programme, by, "100", MARCH, voucher="A2", evidence=False)
    cost(programme, by, "100", MARCH, voucher="A3", text="Samma", supplier="Konsult AB", invoice="77")
    cost(programme, by, "100", MARCH, voucher="A3", text="Samma", supplier="Konsult AB", invoice="77")
    cost(programme, by, "100", MARCH, voucher="A4", supplier="konsult ab", invoice="77", paid_on=date(2018, 8, 1))
    cost(programme, by, "150000", MARCH, voucher="A5", supplier="Stor AB", vat=D(5), paid_on=MARCH, invoice="8")
    cost(programme, by, "9000", MARCH, voucher="T1", origin="hours", person="P1", hours=D(1000), category="staff")
    cost(programme, by, "9000", MARCH, voucher="T2", origin="hours", person="P1", hours=D(800), category="staff")
    cost(programme, by, "1300000", MARCH, voucher="A6", category="other")
    part = part_of(first_half(programme, by))
    part_fill(actor=world.controller, part=part)
    found = {finding.check for finding in findings(part.claim, part)}
    assert found == {
        ClaimCheck.OUTSIDE_PROGRAMME, ClaimCheck.NO_EVIDENCE, ClaimCheck.SAME_VOUCHER, ClaimCheck.SAME_INVOICE,
        ClaimCheck.NOT_PAID, ClaimCheck.PAID_LATE, ClaimCheck.PROCUREMENT, ClaimCheck.VAT, ClaimCheck.HOURS,
        ClaimCheck.OVER_CATEGORY,
    }  # fmt: skip
    with pytest.raises(ClaimError):
        part_submit(actor=world.controller, part=part)


def test_support_never_passes_the_decision(world: World) -> None:
    terms = {
        "reference": "D-0", "decided_on": date(2018, 1, 1), "cost_model": "actual_costs", "share_of_costs": D(50),
        "share_of_financing": None, "support_max": D(100),
    }  # fmt: skip
    terms_set(actor=world.manager, programme=world.programme, content=terms)
    cost(world.programme, world.manager, "150", MARCH)
    claim = world.sent(first_half(world.programme, world.manager))
    assert claim.frozen["support"] == "75.00"
    cost(world.programme, world.manager, "150", date(2018, 9, 1))
    later = second_half(world.programme, world.manager)
    later = world.sent(later)
    assert (later.frozen["support"], later.frozen["limit"]) == ("25.00", "decision")
    with pytest.raises(TermsError, match="locked"):
        terms_set(actor=world.manager, programme=world.programme, content=terms | {"cost_model": "staff_intensive"})
    assert GrantTerms.objects.get().cost_model == "actual_costs"


def test_a_cost_model_that_a_rule_forbids_names_the_article(nordmark: Programme) -> None:
    manager = somebody(nordmark, Role.MANAGER)
    plan = plan_of(nordmark, nordmark.starts_on)
    assert len(outcomes(nordmark, plan)) == 6
    assert plan.by_role["overhead"] > 0
    terms = {
        "reference": "D", "decided_on": nordmark.starts_on, "cost_model": "indirect_staff", "share_of_costs": D(60),
        "share_of_financing": None, "support_max": D(1),
    }  # fmt: skip
    assert terms_set(actor=manager, programme=nordmark, content=terms).cost_model == "indirect_staff"


def test_lump_sums_have_a_ceiling_that_is_named(world: World) -> None:
    terms = {
        "reference": "D", "decided_on": date(2018, 1, 1), "cost_model": "lump_sum", "share_of_costs": D(50),
        "share_of_financing": None, "support_max": D(1),
    }  # fmt: skip
    with pytest.raises(TermsError, match="400000"):
        terms_set(actor=world.manager, programme=world.programme, content=terms)


def test_an_advance_is_split_to_the_ore(world: World) -> None:
    payment = advance_record(
        actor=world.manager,
        programme=world.programme,
        received_on=date(2018, 2, 1),
        amount=D("100000.01"),
        reference="BG",
    )
    shares = {share.partner.code: share.amount for share in payment.shares.all()}
    assert sum(shares.values()) == D("100000.01")
    assert shares["uppsala"] < shares["orebro"]


def test_parts_of_another_programme_cannot_be_reached(world: World, nordmark: Programme) -> None:
    stranger = somebody(nordmark, Role.MANAGER)
    claim = first_half(world.programme, world.manager)
    with pytest.raises(PermissionDenied):
        part_fill(actor=stranger, part=part_of(claim))
    with pytest.raises(PermissionDenied):
        claim_send(actor=stranger, claim=claim, signed_by="Någon")
    assert PartnerClaim.objects.filter(claim=claim).count() == 5
