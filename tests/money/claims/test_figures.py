"""The figures of claims open, and declared is certified, deducted and parked."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samspel.core.figures import Request, Slice, fetch, measure, page_of_rows, values
from samspel.core.programmes.models import Programme
from samspel.money.claims.services.decision import ClaimDecision, claim_decide
from samspel.money.claims.services.part import claim_row_set_aside, part_fill, part_submit
from tests.money.claims.test_claims import MARCH, World
from tests.money.samples import cost, first_half, part_of

pytestmark = [pytest.mark.every_database, pytest.mark.django_db]
D = Decimal
CODES = ("money.claimed", "money.certified", "money.deducted", "money.parked")


def totals(programme: Programme) -> list[Decimal]:
    """Declared, certified, deducted and parked."""
    return [D(values(measure(code), Slice(programme.pk)).get((), 0)) for code in CODES]


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(st.integers(1, 10**7), st.integers(0, 10**7), st.booleans()), min_size=1, max_size=8))
def test_declared_is_certified_deducted_and_parked(ecs: Programme, rows: list[tuple[int, int, bool]]) -> None:
    from django.db import transaction

    with transaction.atomic():
        world = World(ecs)
        spent = [cost(ecs, world.manager, str(D(amount) / 100), MARCH) for amount, _less, _park in rows]
        claim = world.sent(first_half(ecs, world.manager))
        before = totals(ecs)
        ids = {row.expenditure_id: row.pk for row in claim.rows.all()}
        told = {
            ids[one.pk]: (D(0), one.amount, "P") if park else (min(D(less) / 100, one.amount), D(0), "A")
            for one, (_amount, less, park) in zip(spent, rows, strict=True)
        }
        claim_decide(actor=world.manager, claim=claim, decided=ClaimDecision(date(2018, 10, 1), "D", told))
        declared, certified, deducted, parked = totals(ecs)
        assert before[0] == declared == sum(one.amount for one in spent)
        assert declared == certified + deducted + parked
        transaction.set_rollback(True)


def test_each_figure_opens_to_rows_that_add_up(ecs: Programme) -> None:
    world = World(ecs)
    first, second = cost(ecs, world.manager, "100", MARCH), cost(ecs, world.manager, "60.50", MARCH)
    cost(ecs, world.manager, "7", MARCH)
    claim = first_half(ecs, world.manager)
    part = part_of(claim)
    part_fill(actor=world.controller, part=part)
    claim_row_set_aside(actor=world.controller, row=part.rows.get(amount=7), reason="Senare")
    part_submit(actor=world.controller, part=part)
    claim = world.sent(claim)
    rows = {row.expenditure_id: row.pk for row in claim.rows.filter(holds=True)}
    told = {rows[first.pk]: (D("20.25"), D(0), "Moms"), rows[second.pk]: (D(0), D("60.50"), "Senare")}
    claim_decide(actor=world.manager, claim=claim, decided=ClaimDecision(date(2018, 10, 1), "D", told))
    assert totals(ecs) == [D("160.50"), D("79.75"), D("20.25"), D("60.50")]
    for code in CODES:
        page = page_of_rows(measure(code), Slice(ecs.pk), 0, 50)
        assert sum(D(row.contribution) for row in page.rows) == D(values(measure(code), Slice(ecs.pk))[()])
    by_claim = fetch([Request(measure("money.claimed"), Slice(ecs.pk), ("claim",))])[0]
    assert dict(by_claim) == {(claim.pk,): D("160.50")}
