"""The rules of what a claim comes to, at their edges."""

from decimal import Decimal

import pytest

from samspel.money.claims.rules.sums import Before, ClaimCost, RowVerdict, claim_totals, support_of
from samspel.money.plan.rules.cost_models import models_of
from samspel.money.plan.rules.terms import Terms

D = Decimal
ACTUAL = models_of(lambda code: None)["actual_costs"]


@pytest.mark.parametrize(
    ("declared", "deducted", "parked", "fits"),
    [
        (-100, 0, 0, True), (-100, -30, 0, True), (-100, 0, -100, True), (-100, -40, -60, True),
        (-100, 30, 0, False), (-100, 0, 1, False), (-100, -101, 0, False), (-100, -60, -60, False),
        (100, 30, 0, True), (100, 100, 0, True), (100, -1, 0, False), (100, 101, 0, False), (100, 60, 60, False),
    ],
)  # fmt: skip
def test_deducted_and_parked_are_parts_of_the_declared_with_its_sign(
    declared: int, deducted: int, parked: int, fits: bool
) -> None:
    verdict = RowVerdict(D(declared), D(deducted), D(parked))
    assert verdict.fits is fits
    assert verdict.certified + verdict.deducted + verdict.parked == verdict.declared


@pytest.mark.parametrize(
    ("share", "support", "limit"),
    [
        (100, 50, ""),  # support may be all of the financing: what is paid in does not hold it back
        (50, 10, "financing"),
        (D("99.9999"), 50, ""),
        (1, D("0.10"), "financing"),
    ],
)
def test_the_share_of_the_financing(share: Decimal, support: Decimal, limit: str) -> None:
    terms = Terms(D(50), D(share), None)
    assert support_of(D(100), terms, Before(cofinancing=D(10))) == (D(support), limit)


def test_a_share_of_all_financing_still_keeps_to_the_decision() -> None:
    found = claim_totals(
        [ClaimCost(1, "staff", D(100))], ACTUAL, Terms(D(100), D(100), D(30)), "eu", {2: D(1)}, Before(cofinancing=D(0))
    )
    assert (found.support, found.limit) == (D(30), "decision")
    assert found.by_financier == {"eu": D(30), 2: D(70)}
