"""The pure rules of money: allocation keeps sums, cost models count as laid down, claims add up."""

import itertools
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.core.rules import rule_set
from samspel.money.claims.rules.sums import Before, ClaimCost, RowVerdict, claim_totals, support_of
from samspel.money.claims.states import CLAIM, ClaimStep, claim_after, part_after
from samspel.money.plan.queries.terms import rule_values
from samspel.money.plan.rules.allocation import ORE, allocate, percent_of
from samspel.money.plan.rules.cost_models import (
    ROLES,
    Circumstances,
    breaches,
    compare,
    eligible,
    flat_part,
    hourly_rate,
    models_of,
    with_social,
)
from samspel.money.plan.rules.terms import Terms

AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
POSITIVE = st.decimals(min_value=0, max_value=10**9, places=2)
WEIGHTS = st.dictionaries(st.integers(0, 50), st.decimals(min_value=0, max_value=10**9, places=4), min_size=1)
OLD = models_of(rule_values(rule_set("erdf-2014-2020"), date(2018, 1, 1)))
NEW = models_of(rule_values(rule_set("erdf-2021-2027"), date(2022, 1, 1)))
MODELS = {**OLD, **NEW}


@given(AMOUNTS, WEIGHTS)
def test_parts_add_up_and_are_within_an_ore_of_exact(total, weights):
    parts = allocate(total, weights)
    assert sum(parts.values()) == total
    whole = sum(weights.values())
    for key, part in parts.items():
        assert part == part.quantize(ORE)
        if whole:
            assert abs(part - total * weights[key] / whole) <= ORE
            assert not (weights[key] == 0 and abs(part) > ORE)


@given(AMOUNTS, WEIGHTS)
def test_a_larger_weight_never_gets_less(total, weights):
    parts = allocate(abs(total), weights)
    ordered = sorted(weights, key=lambda key: weights[key])
    assert all(
        parts[a] <= parts[b] + (ORE if weights[a] == weights[b] else 0) for a, b in itertools.pairwise(ordered)
    ) or not sum(weights.values())


@pytest.mark.parametrize("bad", [{}, {1: Decimal(-1)}])
def test_what_cannot_be_divided_is_refused(bad):
    with pytest.raises(ValueError):
        allocate(Decimal(1), bad)
    with pytest.raises(ValueError, match="finer"):
        allocate(Decimal("0.001"), {1: Decimal(1)})


ROLE_AMOUNTS = st.fixed_dictionaries(dict.fromkeys(ROLES, POSITIVE))


@given(st.sampled_from(sorted(MODELS)), ROLE_AMOUNTS)
def test_costs_are_what_counts_of_the_booked_and_the_flat_rate(code, booked):
    model = MODELS[code]
    found, flat = eligible(model, booked), flat_part(model, booked)
    for role in ROLES:
        counted = booked[role] if role in model.counted else 0
        assert found[role] == counted + flat.get(role, 0)


def test_the_models_of_the_two_periods():
    assert list(OLD) == [
        "actual_costs", "overhead_staff", "overhead_university", "overhead_direct", "staff_intensive", "lump_sum",
    ]  # fmt: skip
    assert list(NEW) == [
        "actual_costs", "indirect_direct", "indirect_staff", "indirect_calculated", "staff_flat", "residual_flat",
    ]  # fmt: skip
    booked = {"staff": Decimal(1000), "external": Decimal(500), "other": Decimal(100)}
    totals = {code: sum(eligible(model, booked).values()) for code, model in MODELS.items()}
    assert totals == {
        "actual_costs": 1600, "overhead_staff": 1750, "overhead_university": 1800, "overhead_direct": 1875,
        "staff_intensive": 1400, "lump_sum": 0, "indirect_direct": 1712, "indirect_staff": 1750,
        "indirect_calculated": 2000, "staff_flat": 720, "residual_flat": 1400,
    }  # fmt: skip


def test_where_a_model_may_not_be_used():
    old = rule_values(rule_set("erdf-2014-2020"), date(2018, 1, 1))
    little_staff = Circumstances({"staff": Decimal(44), "external": Decimal(56)}, Decimal(50))
    assert [b.rule for b in breaches(OLD["staff_intensive"], little_staff, old)] == [
        "cost.staff-intensive-staff-share-min"
    ]
    assert not breaches(OLD["staff_intensive"], Circumstances({"staff": Decimal(45), "other": Decimal(55)}, ZERO), old)
    large = Circumstances({"staff": Decimal(1)}, Decimal(400_001))
    assert [b.limit for b in breaches(OLD["lump_sum"], large, old)] == [400_000]
    assert breaches(OLD["overhead_university"], large, old)
    new = rule_values(rule_set("erdf-2021-2027"), date(2022, 1, 1))
    small = Circumstances({"staff": Decimal(1_000_000)}, ZERO, rate=Decimal(10))
    assert [b.rule for b in breaches(NEW["actual_costs"], small, new)] == ["cost.simplified-mandatory-total-max"]
    assert len(compare(NEW, small, new)) == 6


ZERO = Decimal(0)
TERMS = st.builds(
    Terms,
    st.decimals(min_value=1, max_value=100, places=4),
    st.none() | st.decimals(min_value=1, max_value=99, places=2),
    st.none() | POSITIVE,
)
COSTS = st.lists(st.builds(ClaimCost, st.integers(1, 5), st.sampled_from(ROLES), AMOUNTS), min_size=1, max_size=30)


@given(COSTS, st.sampled_from(sorted(MODELS)), TERMS, st.dictionaries(st.integers(10, 15), POSITIVE, min_size=1))
def test_a_claim_is_its_rows_and_its_financiers_parts(rows, code, terms, weights):
    found = claim_totals(rows, MODELS[code], terms, 1, weights, Before(cofinancing=Decimal(1000)))
    assert sum(found.by_financier.values()) == found.total
    assert sum(found.of_partner(p) for p in {row.partner for row in rows}) == found.total
    assert sum(found.of_role(role) for role in ROLES) == found.total
    assert sum(found.support_by_partner.values()) == found.support
    if code == "actual_costs":
        assert found.total == sum(row.amount for row in rows)
    backwards = claim_totals(rows[::-1], MODELS[code], terms, 1, weights, Before(cofinancing=Decimal(1000)))
    assert (backwards.total, backwards.support, backwards.by_financier) == (
        found.total, found.support, found.by_financier,
    )  # fmt: skip


@given(st.lists(POSITIVE, min_size=1, max_size=8), st.dictionaries(st.integers(10, 15), POSITIVE, min_size=1))
def test_claims_together_are_as_if_they_were_one(totals, weights):
    terms, before = Terms(Decimal(50), None, None), Before()
    for total in totals:
        found = claim_totals([ClaimCost(1, "other", total)], MODELS["actual_costs"], terms, 1, weights, before)
        parts = {key: before.by_financier.get(key, ZERO) + found.by_financier[key] for key in weights}
        before = Before(before.support + found.support, before.costs + total, parts)
    once = claim_totals([ClaimCost(1, "other", sum(totals))], MODELS["actual_costs"], terms, 1, weights, Before())
    assert before.support == once.support
    assert before.by_financier == {key: once.by_financier[key] for key in weights}


@given(POSITIVE, TERMS, POSITIVE, POSITIVE)
def test_support_keeps_to_every_limit(total, terms, before, cofinancing):
    support, limit = support_of(total, terms, Before(before, cofinancing=cofinancing))
    assert 0 <= support <= percent_of(terms.share_of_costs, total)
    if terms.support_max is not None and before <= terms.support_max:
        assert support + before <= terms.support_max
    if terms.share_of_financing is not None and support:
        assert (support + before) * 100 <= terms.share_of_financing * (support + before + cofinancing)
    assert limit or support == percent_of(terms.share_of_costs, total)


@given(AMOUNTS, POSITIVE, POSITIVE)
def test_declared_is_certified_deducted_and_parked(declared, deducted, parked):
    verdict = RowVerdict(declared, deducted, parked)
    assert verdict.certified + verdict.deducted + verdict.parked == declared
    assert verdict.fits == (declared >= 0 and deducted + parked <= declared) or (declared < 0 and not deducted + parked)


def test_the_price_of_an_hour():
    assert hourly_rate(Decimal(43_000), Decimal(12), Decimal(1720), Decimal("2.4"), 0) == Decimal("300.00")
    assert hourly_rate(Decimal(43_000), Decimal(12), Decimal(1720), Decimal("2.4"), 2) == Decimal("314.57")
    assert with_social(Decimal(1000), Decimal("45.24")) == Decimal("1452.40")


def test_no_step_leads_back_from_a_decision():
    assert claim_after("decided", ClaimStep.REOPEN) is None
    assert claim_after("open", ClaimStep.DECIDE) is None
    assert part_after("checked", ClaimStep.SUBMIT) is None
    assert {after for (before, _step), after in CLAIM.items() if before in {"decided", "paid"}} == {"paid"}
