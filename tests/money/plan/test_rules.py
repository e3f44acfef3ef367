"""The rules of the money plan at their edges: dividing to the öre, cost models, years that differ, the forecast."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from samspel.core.rules import rule_set
from samspel.money.plan.queries.terms import rule_values
from samspel.money.plan.rules.allocation import allocate, percent_of, to_ore
from samspel.money.plan.rules.balance import unequal
from samspel.money.plan.rules.cost_models import (
    Breach,
    Circumstances,
    CostModel,
    Flat,
    breaches,
    compare,
    eligible,
    flat_part,
    hourly_rate,
    models_of,
    with_social,
)
from samspel.money.plan.rules.forecast import forecast

D = Decimal
OLD = rule_values(rule_set("erdf-2014-2020"), date(2018, 1, 1))
NEW = rule_values(rule_set("erdf-2021-2027"), date(2022, 1, 1))
BOOKED = {"staff": D(1000), "external": D(500), "other": D(100), "overhead": D(70)}


# dividing


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        ("0.10", "1 1 1", "0.04 0.03 0.03"),  # of equals the first one goes first
        ("0.11", "1 1 1", "0.04 0.04 0.03"),
        ("-0.10", "1 1 1", "-0.04 -0.03 -0.03"),
        ("100", "0 0 0", "100 0 0"),
        ("-100", "0 0", "-100 0"),
        ("100", "0 3 1", "0 75 25"),
        ("0.05", "1 2 4", "0.01 0.01 0.03"),  # 0.714, 1.428 and 2.857 öre
        ("0", "1 2", "0 0"),
    ],
)
def test_what_is_divided(total: str, weights: str, parts: str) -> None:
    found = allocate(D(total), dict(enumerate(map(D, weights.split()))))
    assert list(found.values()) == list(map(D, parts.split()))


def test_what_cannot_be_divided_is_told() -> None:
    with pytest.raises(ValueError, match="nobody"):
        allocate(D(1), {})
    with pytest.raises(ValueError, match="negative"):
        allocate(D(1), {1: D(2), 2: D("-0.01")})
    with pytest.raises(ValueError, match="finer than an öre"):
        allocate(D("0.005"), {1: D(1)})


def test_halves_are_rounded_away_from_zero() -> None:
    assert [to_ore(D(amount)) for amount in ("0.005", "-0.005", "0.0049")] == [D("0.01"), D("-0.01"), D(0)]
    assert percent_of(D(50), D("0.01")) == D("0.01")
    assert percent_of(D("2.5"), D("-1000")) == D("-25")
    large = D("12345678901234567890.01")
    assert percent_of(D(100), large) == large


# cost models


@pytest.mark.parametrize(
    ("code", "counts", "flat"),
    [
        ("actual_costs", {}, {}),
        ("overhead_staff", {"overhead": 150}, {"overhead": 150}),
        ("overhead_university", {"overhead": 200}, {"overhead": 200}),
        ("overhead_direct", {"overhead": 275}, {"overhead": 275}),
        ("staff_intensive", {"external": 0, "other": 400, "overhead": 0}, {"other": 400}),
        ("lump_sum", {"staff": 0, "external": 0, "other": 0, "overhead": 0}, {}),
        ("indirect_direct", {"overhead": 112}, {"overhead": 112}),
        ("indirect_staff", {"overhead": 150}, {"overhead": 150}),
        ("indirect_calculated", {"overhead": 400}, {"overhead": 400}),
        ("staff_flat", {"staff": 120, "overhead": 0}, {"staff": 120}),
        ("residual_flat", {"external": 0, "other": 400, "overhead": 0}, {"other": 400}),
    ],
)
def test_what_each_model_counts_of_the_booked(code: str, counts: Mapping[str, int], flat: Mapping[str, int]) -> None:
    """Booked costs in its roles, and the flat rate in the role it is shown in."""
    model = (models_of(OLD) | models_of(NEW))[code]
    assert eligible(model, BOOKED) == BOOKED | counts
    assert flat_part(model, BOOKED) == flat


def test_roles_without_costs_count_as_nothing() -> None:
    assert eligible(CostModel("actual_costs"), {"staff": D(7)}) == {
        "staff": D(7), "external": D(0), "other": D(0), "overhead": D(0),
    }  # fmt: skip
    half = CostModel("half", frozenset({"staff"}), (Flat("overhead", D(50), frozenset({"staff", "other"}), "x"),))
    assert flat_part(half, {"staff": D("0.01"), "other": D(8)}) == {"overhead": D("0.01")}


def test_models_that_the_rules_do_not_know_are_left_out() -> None:
    assert list(models_of(lambda _code: None)) == ["actual_costs"]
    known = {"cost.overhead-staff": D(12), "cost.lump-sum-support-max": D(0)}
    found = models_of(known.get)
    assert list(found) == ["actual_costs", "overhead_staff", "lump_sum"]
    (flat,) = found["overhead_staff"].flats
    assert (flat.role, flat.percent, flat.base, flat.rule) == ("overhead", 12, {"staff"}, "cost.overhead-staff")
    assert found["lump_sum"].counted == frozenset()


def test_a_model_may_be_used_at_its_very_limit() -> None:
    old, new = models_of(OLD), models_of(NEW)
    share, lump, simplified = (
        "cost.staff-intensive-staff-share-min",
        "cost.lump-sum-support-max",
        "cost.simplified-mandatory-total-max",
    )

    def staff(amount: int, of: int = 100) -> Circumstances:
        return Circumstances({"staff": D(amount), "other": D(of - amount)}, D(0))

    assert breaches(old["staff_intensive"], staff(45), OLD) == []
    assert breaches(old["staff_intensive"], staff(80, 200), OLD) == [Breach(share, D(40), D(45))]
    assert breaches(old["staff_intensive"], Circumstances({}, D(0)), OLD) == [Breach(share, D(0), D(45))]
    assert breaches(old["staff_intensive"], staff(1), lambda _code: None) == []
    assert breaches(old["lump_sum"], Circumstances({}, D(400_000)), OLD) == []
    assert breaches(old["lump_sum"], Circumstances({}, D(400_001)), OLD) == [Breach(lump, D(400_001), D(400_000))]
    assert breaches(old["lump_sum"], Circumstances({}, D(400_001)), lambda _code: None) == []
    university = Circumstances({}, D(400_001), university=True)
    assert breaches(old["overhead_university"], university, OLD) == []
    own = Breach("cost.overhead-staff-university", D(0), D(1))
    assert breaches(old["overhead_university"], Circumstances({}, D(0)), OLD) == [own]
    assert breaches(old["overhead_staff"], staff(1), OLD) == []
    most = NEW(simplified)
    assert most is not None

    def total(euro: Decimal, **told: Any) -> list[Breach]:
        budget = {"staff": euro * 4, "other": euro * 6}
        return breaches(new["actual_costs"], Circumstances(budget, D(0), **{"rate": D(10)} | told), NEW)

    assert total(most) == [Breach(simplified, most, most)]
    assert total(most + 1) == []
    assert total(most, rate=None) == []
    assert total(most, state_aid=True) == []


def test_models_are_compared_for_the_same_costs() -> None:
    found = compare(models_of(OLD), Circumstances(BOOKED, D(500_000)), OLD)
    assert [(row.model.code, row.total, [breach.rule for breach in row.breaches]) for row in found] == [
        ("actual_costs", 1670, []), ("overhead_staff", 1750, []),
        ("overhead_university", 1800, ["cost.overhead-staff-university"]), ("overhead_direct", 1875, []),
        ("staff_intensive", 1400, []), ("lump_sum", 0, ["cost.lump-sum-support-max"]),
    ]  # fmt: skip
    assert found[4].by_role == {"staff": 1000, "external": 0, "other": 400, "overhead": 0}


def test_the_price_of_an_hour_rises_each_full_year() -> None:
    price = [hourly_rate(D(43_000), D(12), D(1720), D("2.4"), years) for years in range(3)]
    assert price == [D("300.00"), D("307.20"), D("314.57")]
    assert with_social(D(1000), D("45.24")) == D("1452.40")


# years


def test_only_years_that_differ_are_told_with_both_sums() -> None:
    budget = {("staff", 2020): D(7), ("staff", 2018): D(10), ("other", 2018): D(5), ("staff", 2019): D(3)}
    financing = {("eu", 2018): D(8), ("region", 2018): D(7), ("eu", 2019): D(4), ("eu", 2021): D(2)}
    assert unequal(budget, financing) == [(2019, D(3), D(4)), (2020, D(7), D(0)), (2021, D(0), D(2))]
    assert unequal({}, {}) == []


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2018, 4, 29), None),  # 119 of 1440 days, a day less than a twelfth
        (date(2018, 4, 30), 43_206),
        (date(2019, 12, 21), 7_201),
        (date(2021, 12, 9), 3_603),
        (date(2021, 12, 10), 3_601),
        (date(2022, 6, 1), 3_601),
    ],
)
def test_the_forecast_is_a_straight_line_to_the_last_day(day: date, expected: int | None) -> None:
    start, end = date(2018, 1, 1), date(2021, 12, 10)
    assert forecast(D("3600.50001"), D(10_000), start, end, day) == expected
    assert forecast(D("3600.50001"), D(0), start, end, day) is None
