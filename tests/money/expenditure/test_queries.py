"""What the pages of costs read, beside neighbours: another programme's, another partner's, taken back, not claimed."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from samspel.core import clock
from samspel.core.access import Role
from samspel.core.facts import replace, void
from samspel.core.models import User
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Programme
from samspel.core.programmes.structure import structure_of
from samspel.money.claims.services.claim import NewClaim, claim_make
from samspel.money.claims.services.part import claim_row_set_aside, part_fill
from samspel.money.expenditure.policy import ExpenditureAction
from samspel.money.expenditure.queries import expenditure as costs
from samspel.money.expenditure.queries.book_import import book_import_of, book_imports
from samspel.money.expenditure.queries.partner import own_partners
from samspel.money.expenditure.services.evidence import evidence_attach
from samspel.money.models import BookImport, EvidenceFile, Expenditure
from samspel.results.reporting_periods.rules import Span
from tests.money.claims.test_claims import MARCH, World
from tests.money.claims.test_rows import paper
from tests.money.samples import cost, first_half, part_of, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.english, pytest.mark.usefixtures("demo_day")]
D = Decimal
AUTUMN = date(2018, 8, 1)


@pytest.fixture
def world(ecs: Programme) -> World:
    return World(ecs)


@pytest.fixture
def elsewhere(nordmark: Programme) -> Expenditure:
    """A cost in another programme's books, of a day that the first programme has costs of too."""
    partner = nordmark.partners.all()[0]
    return cost(nordmark, somebody(nordmark, Role.MANAGER), "900", MARCH, partner.code, "services", voucher="X900")


def context_of(programme: Programme, reader: Any, as_of: date | None = None) -> ReadContext:
    """The programme as the reader sees it."""
    return ReadContext(structure_of(programme), User.objects.get(pk=reader.pk), as_of or clock.today())


def listed(context: ReadContext, **filters: str) -> list[Decimal]:
    """The amounts in the list."""
    return [row.amount for row in costs.expenditure_list(context, **filters)]


def test_the_list_has_the_programmes_costs_that_stand_and_one_may_see(world: World, elsewhere: Expenditure) -> None:
    programme, by = world.programme, world.manager
    cost(programme, by, "10", MARCH)
    cost(programme, by, "20", AUTUMN, "orebro", "staff")
    void(cost(programme, by, "30", MARCH), by, "Fel")
    by.memberships.create(programme=elsewhere.programme, role=Role.MANAGER)
    assert listed(context_of(elsewhere.programme, by)) == [D(900)]
    assert listed(context_of(programme, by)) == [D(20), D(10)]
    assert listed(context_of(programme, world.controller)) == [D(10)]
    assert listed(context_of(programme, by, date(2018, 12, 31))) == []  # nothing was recorded yet
    assert listed(context_of(programme, by), partner="orebro") == [D(20)]
    assert listed(context_of(programme, by), category="external") == [D(10)]


@pytest.mark.parametrize(
    ("text", "found"),
    [("a7", {1}), ("KONSULT", {2}), ("bygg", {3}), ("F-77", {4}), ("F-7", set()), ("finns inte", set())],
)
def test_a_text_is_looked_for_where_people_look(world: World, text: str, found: set[int]) -> None:
    programme, by = world.programme, world.manager
    cost(programme, by, "1", MARCH, voucher="A7", text="Resa")
    cost(programme, by, "2", MARCH, voucher="B1", text="Konsulttimmar")
    cost(programme, by, "3", MARCH, voucher="B2", text="Resa", supplier="Byggarna AB")
    cost(programme, by, "4", MARCH, voucher="B3", text="Resa", invoice="F-77")
    assert set(map(int, listed(context_of(programme, by), text=text))) == found


def test_what_a_claim_holds_is_told_from_what_none_does(world: World) -> None:
    programme, by = world.programme, world.manager
    held, aside, free = (cost(programme, by, amount, MARCH) for amount in ("10", "20", "30"))
    part = part_of(first_half(programme, by))
    part_fill(actor=by, part=part)
    claim_row_set_aside(actor=by, row=part.rows.get(expenditure=aside), reason="Senare")
    part.rows.get(expenditure=free).delete()
    here = context_of(programme, by)
    assert listed(here, claimed="yes") == [D(10)]
    assert sorted(listed(here, claimed="no")) == [D(20), D(30)]
    assert len(listed(here)) == 3
    evidence_attach(actor=by, expenditure=held, title="Avtal", reference="Dnr 7", file=None)
    bare = cost(programme, by, "40", AUTUMN, evidence=False)
    rows = {row.cost.pk: (row.claim, row.papers) for row in costs.expenditure_rows([held, aside, bare])}
    assert rows == {held.pk: (1, 2), aside.pk: (None, 1), bare.pk: (None, 0)}


def test_an_adjustment_does_not_claim_its_cost(world: World) -> None:
    programme, by = world.programme, world.manager
    wrong = cost(programme, by, "100", MARCH)
    world.sent(first_half(programme, by))
    void(wrong, by, "Fel projekt")
    span = Span(date(2018, 7, 1), date(2018, 12, 31))
    later = claim_make(actor=by, programme=programme, new=NewClaim(span))
    part_fill(actor=by, part=part_of(later))
    assert later.rows.get().adjustment
    assert [row.claim.number for row in costs.claims_of(wrong)] == [1, 2]
    assert [row.claim for row in costs.expenditure_rows([wrong])] == [1]


def test_one_cost_is_found_by_those_who_may_see_it(world: World, elsewhere: Expenditure) -> None:
    programme, by = world.programme, world.manager
    own, others = cost(programme, by, "10", MARCH), cost(programme, by, "20", MARCH, "orebro")
    gone = cost(programme, by, "30", MARCH)
    void(gone, by, "Fel")
    by.memberships.create(programme=elsewhere.programme, role=Role.MANAGER)
    mine = context_of(programme, world.controller)
    assert costs.expenditure_of(mine, own.pk) == own
    assert costs.expenditure_of(mine, gone.pk) == gone
    assert costs.expenditure_of(mine, others.pk) is None
    assert costs.expenditure_of(context_of(programme, by), others.pk) == others
    assert costs.expenditure_of(context_of(programme, by), elsewhere.pk) is None


def test_a_cost_has_its_own_evidence_and_its_own_earlier_version(world: World) -> None:
    programme, by = world.programme, world.manager
    first, neighbour = cost(programme, by, "10", MARCH), cost(programme, by, "20", MARCH)
    corrected = replace(first, by, "Fel belopp", {"amount": D(11)})
    assert costs.earlier_version(corrected) == first
    assert costs.earlier_version(first) is None
    assert costs.earlier_version(neighbour) is None
    bare = cost(programme, by, "30", MARCH, evidence=False)
    evidence_attach(actor=by, expenditure=bare, title="Kvitto", reference="", file=paper("kvitto"))
    assert [paper.title for paper in costs.evidence_of(bare)] == ["Kvitto"]
    assert [paper.title for paper in costs.evidence_of(neighbour)] == ["Faktura"]


def test_a_document_is_handed_to_those_who_may_see_it(world: World, nordmark: Programme) -> None:
    programme, by = world.programme, world.manager
    bare = cost(programme, by, "30", MARCH, evidence=False)
    evidence_attach(actor=by, expenditure=bare, title="Kvitto", reference="", file=paper("kvitto"))
    kept = EvidenceFile.objects.get()
    for reader in (by, world.controller):
        assert costs.evidence_file_of(context_of(programme, reader), kept.pk) == kept
    assert (
        costs.evidence_file_of(context_of(programme, somebody(programme, Role.CONTROLLER, "orebro")), kept.pk) is None
    )
    by.memberships.create(programme=nordmark, role=Role.MANAGER)
    assert costs.evidence_file_of(context_of(nordmark, by), kept.pk) is None


def test_who_may_record_and_for_whom(world: World, nordmark: Programme) -> None:
    programme = world.programme
    mine = context_of(programme, world.controller)
    assert costs.may_record(mine)
    assert [p.code for p in own_partners(mine, ExpenditureAction.RECORD)] == ["uppsala"]
    there = context_of(nordmark, world.controller)
    assert not costs.may_record(there)
    assert not own_partners(there, ExpenditureAction.RECORD)
    assert not costs.may_record(context_of(programme, somebody(programme, Role.EVALUATOR)))
    every = own_partners(context_of(programme, world.manager), ExpenditureAction.RECORD)
    assert set(every) == set(programme.partners.all())


def test_categories_and_the_hours_price_are_the_programmes(world: World, nordmark: Programme) -> None:
    here, there = (context_of(made, world.manager) for made in (world.programme, nordmark))
    assert set(costs.cost_categories(here)) == set(world.programme.cost_categories.all())
    assert costs.staff_category(here) == world.programme.cost_categories.get(code="staff")
    assert costs.staff_category(there) == nordmark.cost_categories.get(code="staff")
    here.programme.rule_overrides = {"cost.staff-hour-rate": {"value": 300, "source": "Beslutet"}}
    assert (costs.hour_rate(here), costs.hour_rate(there)) == (300, None)


def test_files_of_books_are_the_programmes_and_of_ones_own_partner(world: World, nordmark: Programme) -> None:
    programme, by = world.programme, world.manager

    def file(of: Programme, code: str) -> BookImport:
        return BookImport.objects.create(
            programme=of, partner=of.partners.get(code=code), filename=f"{code}.se", content=b"x", digest=code,
            kind="sie", made_by=by, made_at=clock.now(), touched_at=clock.now(),
        )  # fmt: skip

    own, others, theirs = file(programme, "uppsala"), file(programme, "orebro"), file(nordmark, "skogmark")
    by.memberships.create(programme=nordmark, role=Role.MANAGER)
    assert set(book_imports(context_of(programme, by))) == {own, others}
    assert set(book_imports(context_of(programme, world.controller))) == {own}
    assert book_import_of(context_of(programme, by), theirs.pk) is None
    assert book_import_of(context_of(programme, world.controller), own.pk) == own
    assert book_import_of(context_of(programme, world.controller), others.pk) is None
    assert set(book_imports(context_of(nordmark, by))) == {theirs}
