"""Which rows enter a claim: each rule beside a neighbour that must not count."""

import hashlib
import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest

from samspel.core import clock
from samspel.core.access import Role
from samspel.core.facts import FactError, void
from samspel.core.figures import Slice, measure, values
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Programme
from samspel.core.programmes.structure import structure_of
from samspel.core.uploads import Accepted
from samspel.money.claims.documents import file_of
from samspel.money.claims.queries.check import findings
from samspel.money.claims.queries.outcome import rows_decided
from samspel.money.claims.queries.part import expenditure_rows_of
from samspel.money.claims.queries.rows import corrected, free
from samspel.money.claims.queries.snapshot import claim_snapshot
from samspel.money.claims.queries.sums import before_of
from samspel.money.claims.services.claim import ClaimError, NewClaim, claim_make, claim_reopen, claim_send, report_write
from samspel.money.claims.services.decision import ClaimDecision, claim_decide
from samspel.money.claims.services.part import (
    claim_row_restore,
    claim_row_set_aside,
    part_fill,
    part_return,
    part_submit,
)
from samspel.money.expenditure.services.evidence import evidence_attach
from samspel.money.models import ClaimRow
from samspel.results.reporting_periods.rules import Span
from tests.money.claims.test_claims import MARCH, World
from tests.money.samples import cost, first_half, part_of, second_half, somebody, unchecked_claim

pytestmark = [pytest.mark.django_db, pytest.mark.english]
D = Decimal
OCTOBER = date(2018, 10, 1)


@pytest.fixture
def world(ecs: Programme) -> World:
    return World(ecs)


def paper(name: str) -> Accepted:
    """A document to attach."""
    content = f"%PDF-1.7 {name}".encode()
    return Accepted(f"{name}.pdf", "application/pdf", hashlib.sha256(content).hexdigest(), content)


def test_only_the_partners_own_unclaimed_costs_up_to_the_last_day_are_free(world: World, nordmark: Programme) -> None:
    programme, by = world.programme, world.manager
    claim = first_half(programme, by)
    own = cost(programme, by, "10", MARCH)
    cost(programme, by, "20", MARCH, "orebro")
    cost(programme, by, "30", date(2018, 7, 1))
    void(cost(programme, by, "40", MARCH), by, "Fel")
    stranger = somebody(nordmark, Role.MANAGER)
    partner = nordmark.partners.all()[0]
    other = nordmark.cost_categories.all()[0]
    cost(nordmark, stranger, "50", nordmark.starts_on, partner.code, other.code)
    uppsala = part_of(claim).partner_id
    assert [found.pk for found in free(programme.pk, uppsala, claim)] == [own.pk]
    part_fill(actor=world.controller, part=part_of(claim))
    assert not free(programme.pk, uppsala, claim).exists()
    later = second_half(world.programme, world.manager)
    assert [found.amount for found in free(programme.pk, uppsala, later)] == [D(30)]


def test_each_voided_voucher_of_a_sent_claim_is_taken_back_once(world: World) -> None:
    """An adjustment of one voucher leaves the others to be taken back, and rows that stand are left alone."""
    programme, by = world.programme, world.manager
    first, second, neighbour = (cost(programme, by, amount, MARCH) for amount in ("100", "60", "7"))
    elsewhere = cost(programme, by, "9", MARCH, "orebro")
    world.sent(first_half(programme, by))
    void(first, by, "Avsåg ett annat projekt")
    later = second_half(world.programme, world.manager)
    part_fill(actor=world.controller, part=part_of(later))
    assert [(row.expenditure_id, row.amount) for row in later.rows.all()] == [(first.pk, D(-100))]
    void(second, by, "Dubbelt")
    void(elsewhere, by, "Dubbelt")
    uppsala = part_of(later).partner_id
    assert [row.expenditure_id for row in corrected(programme.pk, uppsala, later)] == [second.pk]
    assert part_fill(actor=world.controller, part=part_of(later)) == 1
    taken_back = later.rows.filter(adjustment=True).order_by("amount")
    assert [(row.expenditure_id, row.amount) for row in taken_back] == [(first.pk, D(-100)), (second.pk, D(-60))]
    assert not later.rows.filter(expenditure=neighbour).exists()


def test_a_voided_voucher_leaves_the_draft_and_its_neighbour_stays(world: World) -> None:
    programme, by = world.programme, world.manager
    kept, gone = cost(programme, by, "10", MARCH), cost(programme, by, "20", MARCH)
    part = part_of(first_half(programme, by))
    part_fill(actor=world.controller, part=part)
    void(gone, by, "Fel")
    part_fill(actor=world.controller, part=part)
    assert [row.expenditure_id for row in part.rows.all()] == [kept.pk]


def test_a_voided_voucher_cannot_be_put_back_and_its_neighbour_can(world: World) -> None:
    programme, by = world.programme, world.manager
    kept, gone = cost(programme, by, "10", MARCH), cost(programme, by, "20", MARCH)
    part = part_of(first_half(programme, by))
    part_fill(actor=world.controller, part=part)
    rows = {row.expenditure_id: row for row in part.rows.all()}
    for row in rows.values():
        claim_row_set_aside(actor=world.controller, row=row, reason="Senare")
    void(gone, by, "Fel")
    with pytest.raises(ClaimError):
        claim_row_restore(actor=world.controller, row=rows[gone.pk])
    claim_row_restore(actor=world.controller, row=rows[kept.pk])
    assert part.rows.get(holds=True).expenditure_id == kept.pk


def test_nothing_is_taken_back_of_a_claim_that_is_still_open(world: World) -> None:
    programme, by = world.programme, world.manager
    wrong = cost(programme, by, "100", MARCH)
    first, second = first_half(programme, by), second_half(programme, by)
    part_fill(actor=by, part=part_of(first))
    part_submit(actor=by, part=part_of(first))
    void(wrong, by, "Fel projekt")
    assert part_fill(actor=by, part=part_of(second)) == 0
    part_return(actor=by, part=part_of(first), comment="Ändrad i böckerna")
    assert part_fill(actor=by, part=part_of(first)) == 0
    assert not ClaimRow.objects.exists()


def test_a_correction_that_is_set_aside_is_put_back_or_made_in_a_later_claim(world: World) -> None:
    """Once, and not in the claim that has set it aside."""
    programme, by = world.programme, world.manager
    wrong = cost(programme, by, "100", MARCH)
    world.sent(first_half(programme, by))
    void(wrong, by, "Fel projekt")
    second = second_half(programme, by)
    third = claim_make(actor=by, programme=programme, new=NewClaim(Span(date(2019, 1, 1), date(2019, 6, 30))))
    here, later = part_of(second), part_of(third)
    part_fill(actor=by, part=here)
    row = here.rows.get()
    claim_row_set_aside(actor=by, row=row, reason="Senare")
    assert part_fill(actor=by, part=here) == 0
    claim_row_restore(actor=by, row=row)
    assert here.rows.get(holds=True).amount == D(-100)
    assert part_fill(actor=by, part=later) == 0
    claim_row_set_aside(actor=by, row=row, reason="Senare")
    assert part_fill(actor=by, part=later) == 1
    assert [(each.amount, each.adjustment) for each in later.rows.all()] == [(D(-100), True)]
    with pytest.raises(ClaimError, match="in another claim"):
        claim_row_restore(actor=by, row=row)


def test_a_correction_that_the_authority_parks_is_made_in_the_next_claim(world: World) -> None:
    programme, by = world.programme, world.manager
    wrong = cost(programme, by, "100", MARCH)
    cost(programme, by, "500", date(2018, 8, 1))
    world.sent(first_half(programme, by))
    void(wrong, by, "Fel projekt")
    second = world.sent(second_half(programme, by))
    row = second.rows.get(adjustment=True)
    word = {row.pk: (D(0), D(-100), "Prövas")}
    claim_decide(actor=by, claim=second, decided=ClaimDecision(OCTOBER, "D", word, D(200)))
    third = claim_make(actor=by, programme=programme, new=NewClaim(Span(date(2019, 1, 1), date(2019, 6, 30))))
    assert part_fill(actor=by, part=part_of(third)) == 1
    assert third.rows.get().amount == D(-100)


def test_declared_before_leaves_out_claims_that_are_open(world: World) -> None:
    programme, by = world.programme, world.manager
    cost(programme, by, "100", MARCH)
    cost(programme, by, "40", date(2018, 8, 1))
    first = world.sent(first_half(programme, by))
    claim_reopen(actor=by, claim=first, reason="Fel belopp", text_only=False)
    later = second_half(world.programme, world.manager)
    part_fill(actor=world.controller, part=part_of(later))

    def before() -> tuple[Decimal, Decimal, str]:
        sums = before_of(later)
        external = next(c for c in claim_snapshot(later)["categories"] if c["code"] == "external")
        return sums.costs, sums.support, external["before"]

    assert before() == (0, 0, "0.00")
    claim_send(actor=by, claim=first, signed_by="Anna Chef")
    assert before() == (D(100), D(50), "100.00")
    assert sum(before_of(later).by_financier.values()) == D(100)
    assert before_of(first).costs == 0
    assert before_of(first).by_financier == {}, "neither its own parts nor a later claim's"
    world.sent(later)
    assert before_of(first).by_financier == {}
    assert sum(before_of(later).by_financier.values()) == D(100)


def test_what_another_programme_claimed_before_is_not_before_this_claim(world: World, nordmark: Programme) -> None:
    programme, by, stranger = world.programme, world.manager, somebody(nordmark, Role.MANAGER)
    frozen = {"total": "900", "support": "450"}
    theirs = unchecked_claim(nordmark, stranger, state="sent", sent_at=clock.now(), sent_by=stranger, frozen=frozen)
    theirs.financing.create(financier=nordmark.financiers.all()[0], amount=D(450))
    cost(programme, by, "100", MARCH)
    world.sent(first_half(programme, by))
    found = before_of(second_half(programme, by))
    assert (found.costs, found.support, sum(found.by_financier.values())) == (D(100), D(50), D(100))


def test_no_claim_follows_the_final_one(world: World) -> None:
    programme, by = world.programme, world.manager
    first_half(programme, by)
    claim_make(actor=by, programme=programme, new=NewClaim(Span(date(2018, 7, 1), date(2018, 12, 31)), "final"))
    for exception in ("", "Beslutet § 4"):
        with pytest.raises(ClaimError, match="final claim"):
            claim_make(
                actor=by,
                programme=programme,
                new=NewClaim(Span(date(2019, 1, 1), date(2019, 6, 30)), exception=exception),
            )
    assert programme.claims.count() == 2


def test_the_final_claim_of_another_programme_ends_nothing_here(world: World, nordmark: Programme) -> None:
    stranger = somebody(nordmark, Role.MANAGER)
    year = nordmark.starts_on.year
    claim_make(
        actor=stranger, programme=nordmark, new=NewClaim(Span(date(year, 1, 1), date(year, 6, 30)), "final", "Beslutet")
    )
    assert first_half(world.programme, world.manager).number == 1


def test_the_authoritys_word_on_an_adjustment_has_its_sign(world: World) -> None:
    programme, by = world.programme, world.manager
    wrong = cost(programme, by, "100", MARCH)
    cost(programme, by, "500", date(2018, 8, 1))
    world.sent(first_half(programme, by))
    void(wrong, by, "Fel projekt")
    later = world.sent(second_half(world.programme, world.manager))
    row = later.rows.get(adjustment=True)
    for deducted, parked in ((D(30), D(0)), (D(-101), D(0)), (D(0), D(100)), (D(-50), D(-100))):
        with pytest.raises(ClaimError):
            claim_decide(
                actor=by, claim=later, decided=ClaimDecision(OCTOBER, "D", {row.pk: (deducted, parked, "Moms")})
            )
    claim_decide(actor=by, claim=later, decided=ClaimDecision(OCTOBER, "D", {row.pk: (D(-30), D(0), "Moms")}, D(200)))
    row.refresh_from_db()
    assert (row.deducted, row.certified) == (D(-30), D(-70))


def test_a_claim_opened_for_its_numbers_is_no_longer_declared(world: World) -> None:
    programme, by = world.programme, world.manager
    cost(programme, by, "100", MARCH)
    cost(programme, by, "60", date(2018, 8, 1))
    first = world.sent(first_half(programme, by))
    second = world.sent(second_half(world.programme, world.manager))

    def declared() -> Decimal:
        return D(values(measure("money.claimed"), Slice(programme.pk)).get((), 0))

    assert declared() == D(160)
    claim_reopen(actor=by, claim=second, reason="Stavfel", text_only=True)
    assert declared() == D(160)
    report_write(actor=by, claim=second, text="Text")
    claim_reopen(actor=by, claim=second, reason="Fel belopp", text_only=False)
    assert declared() == D(100)
    assert not second.rows.filter(declared=True).exists()
    assert first.rows.filter(declared=True).count() == 1


@pytest.mark.parametrize("nothing", ["", "  \n"])
def test_what_changes_a_claim_is_given_a_reason(world: World, nothing: str) -> None:
    programme, by = world.programme, world.manager
    spent = cost(programme, by, "100", MARCH)
    claim = first_half(programme, by)
    part = part_of(claim)
    part_fill(actor=world.controller, part=part)
    row = part.rows.get()
    with pytest.raises(ClaimError, match="Say why the row is left out"):
        claim_row_set_aside(actor=world.controller, row=row, reason=nothing)
    part_submit(actor=world.controller, part=part)
    with pytest.raises(ClaimError, match="Say what must be mended"):
        part_return(actor=by, part=part, comment=nothing)
    part.refresh_from_db()
    row.refresh_from_db()
    assert (part.state, row.holds) == ("submitted", True)
    world.ready(claim)
    with pytest.raises(ClaimError, match="Name the authorised person"):
        claim_send(actor=by, claim=claim, signed_by=nothing)
    claim = claim_send(actor=by, claim=claim, signed_by="Anna Chef")
    for text_only in (True, False):
        with pytest.raises(ClaimError, match="Say why the claim is opened"):
            claim_reopen(actor=by, claim=claim, reason=nothing, text_only=text_only)
    with pytest.raises(FactError, match="Give a reason"):
        void(spent, by, nothing)
    for deducted, parked in ((D(1), D(0)), (D(0), D(100))):
        with pytest.raises(ClaimError, match="give the authority's reason"):
            claim_decide(
                actor=by, claim=claim, decided=ClaimDecision(OCTOBER, "D", {row.pk: (deducted, parked, nothing)})
            )
    claim.refresh_from_db()
    assert claim.state == "sent"


def test_a_part_shows_its_own_rows_and_no_others(world: World) -> None:
    programme, by = world.programme, world.manager
    own = cost(programme, by, "10", MARCH, evidence=False)
    cost(programme, by, "20", MARCH, "orebro", evidence=False)
    cost(programme, by, "30", date(2018, 8, 1), evidence=False)
    first = first_half(programme, by)
    for code in ("uppsala", "orebro"):
        part_fill(actor=by, part=part_of(first, code))
    later = second_half(world.programme, world.manager)
    part_fill(actor=by, part=part_of(later))
    part = part_of(first)
    assert [(row.expenditure_id, row.papers) for row in expenditure_rows_of(part)] == [(own.pk, 0)]
    assert {pk for found in findings(first, part) for pk in found.rows} == set(part.rows.values_list("pk", flat=True))
    assert {pk for found in findings(first) for pk in found.rows} == set(first.rows.values_list("pk", flat=True))
    row = part.rows.get()
    claim_row_set_aside(actor=world.controller, row=row, reason="Senare")
    assert not findings(first, part)
    assert [found.holds for found in expenditure_rows_of(part)] == [False]


def test_what_the_authority_changed_is_shown_with_its_own_claim(world: World) -> None:
    programme, by = world.programme, world.manager
    cost(programme, by, "10", MARCH)
    cost(programme, by, "20", MARCH)
    cost(programme, by, "30", date(2018, 8, 1))
    first = world.sent(first_half(programme, by))
    second = world.sent(second_half(world.programme, world.manager))
    less = first.rows.get(amount=10)
    claim_decide(actor=by, claim=first, decided=ClaimDecision(OCTOBER, "D-1", {less.pk: (D(5), D(0), "Moms")}))
    whole = second.rows.get()
    claim_decide(actor=by, claim=second, decided=ClaimDecision(OCTOBER, "D-2", {whole.pk: (D(0), D(30), "Prövas")}))
    here = ReadContext(structure_of(programme), by)
    assert rows_decided(here, first) == [less]
    assert rows_decided(here, second) == [whole]
    elsewhere = ReadContext(structure_of(programme), somebody(programme, Role.CONTROLLER, "sormland"))
    assert rows_decided(elsewhere, first) == []


def test_evidence_goes_with_its_own_row_of_the_frozen_claim(world: World) -> None:
    programme, by = world.programme, world.manager
    shown, bare = cost(programme, by, "10", MARCH), cost(programme, by, "20", MARCH, evidence=False)
    later = cost(programme, by, "30", date(2018, 8, 1), evidence=False)
    evidence_attach(actor=by, expenditure=shown, title="Avtal", reference="Dnr 7", file=None)
    evidence_attach(actor=by, expenditure=bare, title="Kvitto", reference="", file=paper("kvitto"))
    evidence_attach(actor=by, expenditure=later, title="Annat", reference="", file=paper("annat"))
    claim = world.sent(first_half(programme, by))
    rows = {D(row["amount"]): row["evidence"] for row in claim.frozen["rows"]}
    assert rows == {D(10): ["Faktura: F-1", "Avtal: Dnr 7"], D(20): ["Kvitto: kvitto.pdf"]}
    evidence_attach(actor=by, expenditure=bare, title="Sent", reference="", file=paper("sent"))
    names = zipfile.ZipFile(io.BytesIO(file_of(claim, "zip"))).namelist()
    digest = paper("kvitto").digest[:8]
    assert [name.rsplit("-", 1)[1] for name in names if name.startswith("evidence/")] == [f"{digest}.pdf"]
