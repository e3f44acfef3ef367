"""The steps of claims and of their parts at their limits: what stops each, what it writes, and what it leaves alone."""

from datetime import date
from decimal import Decimal

import pytest

from samspel.core import clock
from samspel.core.access import Role
from samspel.core.facts import void
from samspel.core.models import AuditEvent
from samspel.core.programmes.models import Programme
from samspel.money.claims.queries.snapshot import claim_snapshot
from samspel.money.claims.services.claim import ClaimError, claim_reopen, claim_send, report_write
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
from samspel.money.models import Claim, GrantTerms, PartnerClaim
from samspel.money.plan.queries.plan_version import lines_of
from samspel.money.plan.queries.terms import plan_of
from samspel.money.plan.services.plan_version import NewPlan, plan_version_make
from tests.money.claims.test_claims import MARCH, World
from tests.money.samples import cost, first_half, part_of, second_half, somebody, unchecked_claim

pytestmark = [pytest.mark.django_db, pytest.mark.english, pytest.mark.usefixtures("demo_day")]
D = Decimal
APRIL, AUTUMN, OCTOBER = date(2018, 4, 2), date(2018, 8, 1), date(2018, 10, 1)


@pytest.fixture
def world(ecs: Programme) -> World:
    return World(ecs)


def decided(rows: dict[int, tuple[Decimal, Decimal, str]], support: str | None = None) -> ClaimDecision:
    return ClaimDecision(OCTOBER, " D-1 ", rows, None if support is None else D(support))


def events(action: str) -> int:
    return AuditEvent.objects.filter(action=action).count()


# the frozen claim


def test_a_claim_is_frozen_with_its_own_rows_in_order_and_with_what_they_say(world: World) -> None:
    programme, by = world.programme, world.manager
    second = cost(programme, by, "20", APRIL, voucher="B2", text="Lokal")
    bill = {"account": "6550", "supplier": "Konsult AB", "invoice": "17", "paid_on": APRIL}
    first = cost(programme, by, "10.5", MARCH, voucher="B9", **bill)
    same_day = cost(programme, by, "30", MARCH, voucher="B1")
    theirs = cost(programme, by, "40", APRIL, "orebro", "staff", voucher="A1")
    aside = cost(programme, by, "50", MARCH)
    claim = first_half(programme, by)
    part_fill(actor=by, part=part_of(claim))
    claim_row_set_aside(actor=by, row=claim.rows.get(expenditure=aside), reason="Senare")
    part_fill(actor=by, part=part_of(claim, "orebro"))
    found = claim_snapshot(claim)["rows"]
    order = {p.code: p.order for p in programme.partners.all()}
    uppsala, orebro = [same_day, first, second], [theirs]
    expected = uppsala + orebro if order["uppsala"] < order["orebro"] else orebro + uppsala
    assert [row["voucher"] for row in found] == [spent.voucher for spent in expected]
    by_voucher = {row["voucher"]: row for row in found}
    assert by_voucher["B9"] == {
        "id": claim.rows.get(expenditure=first).pk, "partner": "uppsala", "category": "external", "voucher": "B9",
        "booked_on": "2018-03-15", "paid_on": "2018-04-02", "account": "6550", "supplier": "Konsult AB",
        "invoice": "17", "text": "Konsult", "amount": "10.50", "adjustment": False, "evidence": ["Faktura: F-1"],
    }  # fmt: skip
    assert (by_voucher["A1"]["partner"], by_voucher["A1"]["category"]) == ("orebro", "staff")
    assert (by_voucher["B2"]["paid_on"], by_voucher["B2"]["text"]) == ("", "Lokal")


def test_its_categories_tell_this_claim_from_those_sent_before_it(world: World, nordmark: Programme) -> None:
    """Not a claim that is open, not a later one, not another programme's, and not a row that was set aside."""
    programme, by = world.programme, world.manager
    cost(programme, by, "100", MARCH)
    cost(programme, by, "7", MARCH, category="staff")
    cost(programme, by, "60", AUTUMN)
    aside = cost(programme, by, "900", AUTUMN)
    stranger = somebody(nordmark, Role.MANAGER)
    sent = {"state": "sent", "sent_at": clock.now(), "sent_by": stranger, "frozen": {"total": "0", "support": "0"}}
    theirs = unchecked_claim(nordmark, stranger, **sent)
    partner = nordmark.partners.all()[0]
    spent = cost(nordmark, stranger, "5000", MARCH, partner.code, "services", evidence=False)
    part = PartnerClaim.objects.create(claim=theirs, partner=partner)
    theirs.rows.create(part=part, expenditure=spent, amount=spent.amount)
    first, second = first_half(programme, by), second_half(world.programme, world.manager)

    def told(claim: Claim) -> dict[str, tuple[str, str]]:
        found = claim_snapshot(claim)["categories"]
        return {c["code"]: (c["before"], c["declared"]) for c in found if (c["before"], c["declared"]) != ("0.00",) * 2}

    part_fill(actor=by, part=part_of(first))
    part_fill(actor=by, part=part_of(second))
    claim_row_set_aside(actor=by, row=second.rows.get(expenditure=aside), reason="Senare")
    open_first = {"external": ("0.00", "100.00"), "staff": ("0.00", "7.00")}
    assert told(first) == open_first
    assert told(second) == {"external": ("0.00", "60.00")}, "the first is not sent"
    world.sent(first)
    assert told(second) == {"external": ("100.00", "60.00"), "staff": ("7.00", "0.00")}
    assert told(first) == open_first, "a later claim is not before it"
    budget = plan_of(programme, second.last_day).budget
    shown = {c["code"]: D(c["budget"]) for c in claim_snapshot(second)["categories"]}
    assert shown == {c.code: budget.get(c.pk, D(0)).quantize(D("0.01")) for c in programme.cost_categories.all()}
    assert claim_snapshot(second)["support_before"] == Claim.objects.get(pk=first.pk).frozen["support"]


def test_its_categories_tell_whether_the_cost_model_counts_them(world: World) -> None:
    """One that nothing is planned for is there too, with nothing."""
    programme, by = world.programme, world.manager
    programme.cost_categories.create(code="rent", role="overhead", order=99, name_sv="Hyra", name_en="Rent")
    Programme.objects.filter(pk=programme.pk).update(plan_changes=programme.plan_changes + 1)
    claim = first_half(Programme.objects.get(pk=programme.pk), by)

    def counted() -> dict[str, str]:
        return {category["role"]: category["counted"] for category in claim_snapshot(claim)["categories"]}

    assert set(counted().values()) == {"yes"}
    GrantTerms.objects.create(
        programme=programme,
        reference="D",
        decided_on=MARCH,
        cost_model="overhead_staff",
        share_of_costs=D(50),
        support_max=D(10**6),
    )
    assert {role for role, told in counted().items() if told == "no"} == {"overhead"}
    (rent,) = (category for category in claim_snapshot(claim)["categories"] if category["code"] == "rent")
    assert (rent["budget"], rent["before"], rent["declared"]) == ("0.00", "0.00", "0.00")


# sending


def test_a_claim_is_sent_signed_checked_in_turn_and_with_something_in_it(world: World) -> None:
    programme, by = world.programme, world.manager
    only = cost(programme, by, "100", MARCH)
    first, second = first_half(programme, by), second_half(world.programme, world.manager)
    with pytest.raises(ClaimError, match="must be checked"):
        claim_send(actor=world.other, claim=first, signed_by="Anna")
    world.ready(second)
    with pytest.raises(ClaimError, match="Send the earlier claim first"):
        claim_send(actor=world.other, claim=second, signed_by="Anna")
    part_return(actor=by, part=part_of(second), comment="Senare", rows=[second.rows.get().pk])
    emptied = part_of(second)
    part_submit(actor=by, part=emptied)
    part_approve(actor=world.other, part=emptied)
    with pytest.raises(ClaimError, match="nothing to claim"):
        claim_send(actor=world.other, claim=second, signed_by="Anna")
    world.ready(first)
    with pytest.raises(ClaimError, match="authorised person"):
        claim_send(actor=world.other, claim=first, signed_by=" ")
    assert first.rows.get().expenditure_id == only.pk
    sent = claim_send(actor=world.other, claim=first, signed_by=" Anna " + "x" * 200)
    assert (sent.state, sent.sent_by, len(sent.signed_by), sent.signed_by[:5]) == ("sent", world.other, 120, "Anna ")
    assert events("claim.sent") == 1


def test_another_programmes_open_claim_is_not_waited_for(world: World, nordmark: Programme) -> None:
    cost(world.programme, world.manager, "100", MARCH)
    claim = first_half(world.programme, world.manager)
    Claim.objects.filter(pk=claim.pk).update(number=2)
    unchecked_claim(nordmark, somebody(nordmark, Role.MANAGER))
    sent = world.sent(Claim.objects.get(pk=claim.pk))
    assert sent.state == "sent"
    Claim.objects.filter(programme=nordmark).update(number=3)
    claim_reopen(actor=world.manager, claim=sent, reason="Fel", text_only=False)
    assert Claim.objects.get(pk=claim.pk).state == "open", "nor does its later claim stand on this one"


def test_only_rows_held_are_declared_and_a_claim_sent_again_has_its_financing_once(world: World) -> None:
    programme, by = world.programme, world.manager
    kept, aside = cost(programme, by, "100", MARCH), cost(programme, by, "60", MARCH)
    claim = first_half(programme, by)
    part_fill(actor=by, part=part_of(claim))
    claim_row_set_aside(actor=by, row=claim.rows.get(expenditure=aside), reason="Senare")
    claim = world.sent(claim)
    declared = dict(claim.rows.values_list("expenditure", "declared"))
    assert declared == {kept.pk: True, aside.pk: False}
    financing = sum(part.amount for part in claim.financing.all())
    claim_reopen(actor=by, claim=claim, reason="Fel underskrift", text_only=False)
    assert set(claim.rows.values_list("declared", flat=True)) == {False}
    again = claim_send(actor=world.other, claim=claim, signed_by="Bo")
    assert sum(part.amount for part in again.financing.all()) == financing == D(100)


def test_a_later_claim_stops_reopening_for_numbers_not_for_texts(world: World) -> None:
    programme, by = world.programme, world.manager
    cost(programme, by, "100", MARCH)
    first = world.sent(first_half(programme, by))
    second_half(world.programme, world.manager)
    with pytest.raises(ClaimError, match="later claim stands on this one"):
        claim_reopen(actor=by, claim=first, reason="Fel", text_only=False)
    with pytest.raises(ClaimError, match="open it for its texts first"):
        report_write(actor=by, claim=first, text="Nytt")
    claim_reopen(actor=by, claim=first, reason="Fel", text_only=True)
    report_write(actor=by, claim=first, text=" Nytt ")
    first.refresh_from_db()
    assert (first.report, first.state) == ("Nytt", "sent")
    assert first.rows.get().declared


# the authority's decision


def test_the_certified_support_is_between_nothing_and_what_was_claimed(world: World) -> None:
    cost(world.programme, world.manager, "100", MARCH)
    claim = world.sent(first_half(world.programme, world.manager))
    for wrong in ("50.01", "-0.01"):
        with pytest.raises(ClaimError, match="certified support"):
            claim_decide(actor=world.manager, claim=claim, decided=decided({}, wrong))
    assert events("claim.decided") == 0
    assert claim_decide(actor=world.manager, claim=claim, decided=decided({}, "50")).support_certified == D(50)


def test_no_support_at_all_is_a_decision_too(world: World) -> None:
    cost(world.programme, world.manager, "100", MARCH)
    claim = world.sent(first_half(world.programme, world.manager))
    found = claim_decide(actor=world.manager, claim=claim, decided=decided({}, "0"))
    assert (found.support_certified, found.reference, found.state) == (D(0), "D-1", "decided")
    assert AuditEvent.objects.get(action="claim.decided").changes == {"reference": "D-1", "support": "0", "rows": 0}


def test_a_reference_is_kept_as_far_as_there_is_room(world: World) -> None:
    cost(world.programme, world.manager, "100", MARCH)
    claim = world.sent(first_half(world.programme, world.manager))
    word = ClaimDecision(OCTOBER, "D" * 130, {})
    assert claim_decide(actor=world.manager, claim=claim, decided=word).reference == "D" * 120


def test_a_row_is_deducted_whole_or_parked_and_its_neighbours_are_as_they_were(world: World) -> None:
    programme, by = world.programme, world.manager
    whole, parked, other = (cost(programme, by, amount, MARCH) for amount in ("100", "60", "40"))
    claim = first_half(programme, by)
    aside = cost(programme, by, "5", MARCH)
    part_fill(actor=by, part=part_of(claim))
    claim_row_set_aside(actor=by, row=claim.rows.get(expenditure=aside), reason="Senare")
    claim = world.sent(claim)
    rows = {row.expenditure_id: row.pk for row in claim.rows.all()}
    with pytest.raises(ClaimError, match="not in the claim"):
        claim_decide(actor=by, claim=claim, decided=decided({rows[aside.pk]: (D(1), D(0), "Moms")}))
    with pytest.raises(ClaimError, match="reason"):
        claim_decide(actor=by, claim=claim, decided=decided({rows[parked.pk]: (D(0), D(60), "")}))
    word = {rows[whole.pk]: (D(100), D(0), " Moms "), rows[parked.pk]: (D(0), D(60), "x" * 600)}
    claim_decide(actor=by, claim=claim, decided=decided(word | {rows[other.pk]: (D(0), D(0), "")}))
    after = {row.expenditure_id: (row.deducted, row.parked, row.holds, row.reason) for row in claim.rows.all()}
    assert after == {
        whole.pk: (D(100), D(0), True, "Moms"), parked.pk: (D(0), D(60), False, "x" * 500),
        other.pk: (D(0), D(0), True, ""), aside.pk: (D(0), D(5), False, "Senare"),
    }  # fmt: skip
    claim.refresh_from_db()
    assert claim.support_certified == D(20)


def test_a_payment_is_above_zero_and_no_more_than_what_was_certified(world: World) -> None:
    programme, by = world.programme, world.manager
    for partner, category, amount in (("uppsala", "external", "60"), ("orebro", "staff", "40")):
        cost(programme, by, amount, MARCH, partner, category)
    claim = world.sent(first_half(programme, by))
    with pytest.raises(ClaimError, match="already changed"):
        claim_pay(actor=by, claim=claim, received_on=OCTOBER, amount=D(1), reference="BG")
    claim_decide(actor=by, claim=claim, decided=decided({}))
    for wrong in ("0", "-1", "50.01"):
        with pytest.raises(ClaimError, match="no more than the certified support"):
            claim_pay(actor=by, claim=claim, received_on=OCTOBER, amount=D(wrong), reference="BG")
    paid = claim_pay(actor=by, claim=claim, received_on=OCTOBER, amount=D(50), reference="x" * 130)
    assert (paid.amount, paid.kind, paid.claim, paid.reference) == (D(50), "interim", claim, "x" * 120)
    assert {share.partner.code: share.amount for share in paid.shares.all()} == {"uppsala": D(30), "orebro": D(20)}
    claim.refresh_from_db()
    assert claim.state == "paid"
    assert events("claim.paid") == 1


def test_the_least_payment_and_advance_are_above_nothing(world: World) -> None:
    programme, by = world.programme, world.manager
    cost(programme, by, "100", MARCH)
    claim = world.sent(first_half(programme, by))
    claim_decide(actor=by, claim=claim, decided=decided({}))
    assert claim_pay(actor=by, claim=claim, received_on=OCTOBER, amount=D("0.50"), reference="BG").amount == D("0.50")
    for wrong in (0, -5):
        with pytest.raises(ClaimError, match="above zero"):
            advance_record(actor=by, programme=programme, received_on=OCTOBER, amount=D(wrong), reference="F")
    advance = advance_record(actor=by, programme=programme, received_on=OCTOBER, amount=D("0.50"), reference="F")
    assert (advance.kind, advance.claim, sum(share.amount for share in advance.shares.all())) == (
        "advance", None, D("0.50"),
    )  # fmt: skip


def test_an_advance_is_shared_by_all_that_a_partner_finances(world: World) -> None:
    """Whether it pays as one financier or as two."""
    programme, by = world.programme, world.manager

    def shares() -> dict[str, Decimal]:
        made = advance_record(
            actor=by,
            programme=Programme.objects.get(pk=programme.pk),
            received_on=OCTOBER,
            amount=D(6600),
            reference="F",
        )
        return {share.partner.code: share.amount for share in made.shares.all()}

    before = shares()
    own = programme.financiers.get(code="uppsala")
    other = programme.financiers.create(
        code="uppsala-more", kind="public", partner=own.partner, order=99, name_sv="Mer", name_en="More"
    )
    version = programme.plan_versions.get()
    budget, financing = lines_of(version)
    moved = financing[own.pk, 2019] - 1
    financing |= {(own.pk, 2019): D(1), (other.pk, 2019): moved}
    new = NewPlan(version.valid_from, "§ 1", "Två kassor", "Two purses", budget, financing)
    plan_version_make(actor=by, programme=programme, new=new)
    assert shares() == before
    assert before["uppsala"] > 0


# a partner's part


def test_a_row_is_set_aside_with_a_reason_once_and_its_neighbour_stays(world: World) -> None:
    one, _other = cost(world.programme, world.manager, "10", MARCH), cost(world.programme, world.manager, "20", MARCH)
    part = part_of(first_half(world.programme, world.manager))
    part_fill(actor=world.controller, part=part)
    row = part.rows.get(expenditure=one)
    with pytest.raises(ClaimError, match="Say why"):
        claim_row_set_aside(actor=world.controller, row=row, reason=" ")
    for reason in (" Senare ", "Igen"):
        claim_row_set_aside(actor=world.controller, row=row, reason=reason)
    assert events("claim_row.set_aside") == 1
    found = part.rows.order_by("amount").values_list("holds", "parked", "reason")
    assert list(found) == [(False, D(10), "Senare"), (True, D(0), "")]
    for _time in range(2):
        claim_row_restore(actor=world.controller, row=row)
    assert events("claim_row.put_back") == 1
    found = part.rows.order_by("amount").values_list("holds", "parked", "reason")
    assert list(found) == [(True, D(0), ""), (True, D(0), "")]


def test_a_part_comes_back_with_what_must_be_mended_and_the_rows_named(world: World) -> None:
    """A row of another partner, and one that was set aside before, are left as they were."""
    programme, by = world.programme, world.manager
    bad, aside, _good = (cost(programme, by, amount, MARCH) for amount in ("10", "20", "30"))
    cost(programme, by, "40", MARCH, "orebro", "staff")
    claim = first_half(programme, by)
    part, other = part_of(claim), part_of(claim, "orebro")
    for each in (part, other):
        part_fill(actor=by, part=each)
    claim_row_set_aside(actor=by, row=part.rows.get(expenditure=aside), reason="Senare")
    with pytest.raises(ClaimError, match="already changed"):
        part_return(actor=by, part=part, comment="En skiss", rows=[])
    part_submit(actor=by, part=part)
    named = [part.rows.get(expenditure=bad).pk, part.rows.get(expenditure=aside).pk, other.rows.get().pk]
    with pytest.raises(ClaimError, match="must be mended"):
        part_return(actor=by, part=part, comment=" ", rows=named)
    part_return(actor=by, part=part, comment=" Fel konto ", rows=named)
    found = {row.amount: (row.holds, row.parked, row.reason) for row in claim.rows.all()}
    assert found == {
        D(10): (False, D(10), "Fel konto"), D(20): (False, D(20), "Senare"), D(30): (True, D(0), ""),
        D(40): (True, D(0), ""),
    }  # fmt: skip
    part.refresh_from_db()
    assert (part.state, part.comment) == ("draft", "Fel konto")
    part_submit(actor=by, part=part)
    part_approve(actor=world.other, part=part)
    assert (part.comment, part.checked_by, part.submitted_by) == ("", world.other, by)
    part_return(actor=world.other, part=part, comment="En gång till")
    assert (part.state, part.checked_by) == ("draft", None)


def test_nothing_of_a_part_changes_once_the_claim_is_sent(world: World) -> None:
    programme, by = world.programme, world.manager
    cost(programme, by, "10", MARCH)
    claim = world.sent(first_half(programme, by))
    part, row = part_of(claim), claim.rows.get()
    for act in (
        lambda: part_return(actor=by, part=part, comment="Sent"),
        lambda: part_approve(actor=world.other, part=part),
        lambda: part_fill(actor=by, part=part),
        lambda: claim_row_set_aside(actor=by, row=row, reason="Sent"),
        lambda: claim_row_restore(actor=by, row=row),
    ):
        with pytest.raises(ClaimError, match="its rows are locked"):
            act()


def test_a_correction_takes_back_what_was_accepted_and_no_more(world: World) -> None:
    """A cost that the authority deducted whole gives no row; one it deducted in part gives the rest."""
    programme, by = world.programme, world.manager
    whole, partly = cost(programme, by, "100", MARCH), cost(programme, by, "60", MARCH)
    claim = world.sent(first_half(programme, by))
    rows = {row.expenditure_id: row.pk for row in claim.rows.all()}
    word = {rows[whole.pk]: (D(100), D(0), "Moms"), rows[partly.pk]: (D(20), D(0), "Moms")}
    claim_decide(actor=by, claim=claim, decided=decided(word))
    void(whole, by, "Dubbel")
    void(partly, by, "Fel projekt")
    before = events("claim.gathered")
    part = part_of(second_half(world.programme, world.manager))
    assert part_fill(actor=by, part=part) == 1
    assert [(row.amount, row.adjustment, row.reason) for row in part.rows.all()] == [
        (D(-40), True, "Corrects claim 1: Fel projekt")
    ]
    assert AuditEvent.objects.filter(action="claim.gathered").latest("pk").changes == {"rows": 1, "sum": "-40.00"}
    assert part_fill(actor=by, part=part) == 0
    assert events("claim.gathered") == before + 1, "nothing new, nothing to tell"
