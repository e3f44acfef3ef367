"""What is questioned in a claim, each check at its edge."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from samspel.money.claims.rules.checks import Bounds, ClaimCheck, ClaimLine, check

D = Decimal
BOUNDS = Bounds(
    programme=(date(2018, 1, 1), date(2020, 12, 31)), period=(date(2018, 7, 1), date(2018, 12, 31)),
    budget={1: D(1000), 2: D(500)}, spent={}, shift=D(10), procurement_above=D(100), hours_max=D(1720),
    hours_before={}, vat_accounts=("264",), counted=frozenset({"staff", "external"}),
)  # fmt: skip
LINE = ClaimLine(
    id=1, partner=1, category=1, role="external", booked_on=date(2018, 8, 1), paid_on=date(2018, 9, 1), amount=D(10),
    voucher="A1", evidence=1,
)  # fmt: skip


def found(*lines: dict[str, Any], **bounds: Any) -> dict[str, tuple[Any, ...]]:
    """ClaimCheck → the rows it is about, of lines like the one above but for what is given."""
    made = [replace(LINE, **{"id": n, "voucher": f"A{n}"} | told) for n, told in enumerate(lines, start=1)]
    findings = check(made, replace(BOUNDS, **bounds))
    assert len({finding.check for finding in findings}) == len(findings)
    return {finding.check.value: finding.rows for finding in findings}


def test_a_whole_row_is_not_questioned() -> None:
    assert found({}, {}) == {}
    assert found() == {}


@pytest.mark.parametrize(
    ("on", "questioned"),
    [
        (date(2017, 12, 31), "outside_programme"), (date(2018, 1, 1), "outside_period"),
        (date(2018, 6, 30), "outside_period"), (date(2018, 7, 1), None), (date(2018, 12, 31), None),
        (date(2019, 1, 1), "outside_period"), (date(2020, 12, 31), "outside_period"),
        (date(2021, 1, 1), "outside_programme"),
    ],
)  # fmt: skip
def test_a_row_is_booked_within_programme_and_period(on: date, questioned: str | None) -> None:
    assert found({}, {"booked_on": on}) == ({questioned: (2,)} if questioned else {})


@pytest.mark.parametrize(
    ("told", "questioned"),
    [
        ({"paid_on": None}, None),
        ({"paid_on": None, "invoice": "F1"}, "not_paid"),
        ({"paid_on": None, "supplier": "Råd"}, "not_paid"),
        ({"paid_on": date(2018, 12, 31), "invoice": "F1"}, None),
        ({"paid_on": date(2019, 1, 1), "invoice": "F1"}, "paid_late"),
        ({"paid_on": date(2019, 1, 1)}, None),
        ({"evidence": 0}, "no_evidence"),
        ({"evidence": 0, "person": "P1"}, None),
        ({"evidence": 1, "person": "P1"}, None),
        ({"elsewhere": "nordmark"}, "elsewhere"),
        ({"account": "2640"}, "vat"),
        ({"account": "1264"}, None),
        ({"vat": D(5)}, "vat"),
        ({"vat": D(0)}, None),
        ({"account": "2640", "vat": D(5)}, "vat"),
        ({"role": "other"}, "not_counted"),
    ],
)
def test_what_a_row_says_is_questioned(told: dict[str, Any], questioned: str | None) -> None:
    assert found({}, told) == ({questioned: (2,)} if questioned else {})


def test_without_accounts_for_vat_no_account_is_questioned() -> None:
    assert found({"account": "2640"}, vat_accounts=()) == {}


def test_the_same_row_twice_stops_and_what_differs_does_not() -> None:
    same = {"voucher": "A9", "account": "6550", "text": "Konsult"}
    assert found(same, same, {}) == {"same_voucher": (1, 2)}
    for other in ({"partner": 2}, {"voucher": "A8"}, {"account": "6551"}, {"amount": D(11)}, {"text": "Annat"}):
        assert found(same, same | other) == {}
    assert [finding.stops for finding in check([LINE, LINE], BOUNDS)] == [True]


def test_an_invoice_on_two_vouchers_is_questioned() -> None:
    one = {"invoice": "F1", "supplier": "RÅD AB", "procurement": "Dnr"}
    assert found(one, one | {"supplier": "Råd ab"}, {}) == {"same_invoice": (1, 2)}
    for other in ({"invoice": "F2"}, {"supplier": "Annan"}, {"amount": D(-10)}, {"voucher": "A1", "amount": D(9)}):
        assert found(one, one | other) == {}


def test_what_is_bought_of_a_supplier_above_the_limit_needs_a_procurement() -> None:
    bought = {"supplier": "Råd AB", "amount": D(50)}
    assert found(bought, bought) == {}
    over = bought | {"amount": D("50.01"), "supplier": "råd ab"}
    assert found(bought, over, {}) == {"procurement": (1, 2)}
    assert found(bought | {"procurement": "Dnr 1"}, over) == {"procurement": (2,)}
    assert found(bought | {"procurement": "Dnr 1"}, over | {"procurement": "Dnr 1"}) == {}
    assert found(bought, over | {"partner": 2}) == {}
    assert found({"amount": D(50)}, {"amount": D(51)}) == {}, "no supplier"
    assert found(bought, over, procurement_above=None) == {}
    (told,) = check([replace(LINE, **bought), replace(LINE, **over, id=2, voucher="A2")], BOUNDS)
    assert (told.found, told.limit, told.about, told.stops) == (D("100.01"), D(100), "Råd AB", False)


def test_a_persons_hours_of_a_year_are_counted_with_those_before() -> None:
    worked = {"person": "P1", "hours": D(20), "evidence": 0}
    before = {("P1", 2018): D(1680), ("P2", 2018): D(1720), ("P1", 2017): D(1720)}
    assert found(worked, worked, hours_before=before) == {}
    assert found(worked, worked | {"hours": D("20.5")}, {}, hours_before=before) == {"hours": (1, 2)}
    assert found(worked | {"person": "P2", "hours": D(1)}, hours_before=before) == {"hours": (1,)}
    assert found(worked | {"hours": D(1721)}) == {"hours": (1,)}
    assert found(worked | {"hours": D(1721)}, hours_max=None) == {}


def test_a_category_may_be_passed_by_what_may_be_moved_to_it_and_the_whole_not_at_all() -> None:
    assert found({"amount": D(1100)}) == {}
    assert found({"amount": D("1100.01")}, {"category": 2}) == {"over_category": (1,)}
    assert found({"amount": D(1000)}, shift=None) == {}
    assert found({"amount": D("1000.01")}, shift=None) == {"over_category": (1,)}
    assert found({"amount": D(500)}, {"category": 2}, spent={1: D(600)}) == {}
    assert found({"amount": D(501)}, {"category": 2}, spent={1: D(600)}) == {"over_category": (1,)}
    assert found({"category": 2}, spent={1: D(1200)}) == {}, "the other category is not in this claim"
    assert found({"amount": D(1000)}, {"amount": D(500), "category": 2}) == {}
    whole = found({"amount": D(1000)}, {"amount": D("500.01"), "category": 2})
    assert whole == {"over_total": (1, 2)}
    assert found({"category": 3, "amount": D(1)}) == {"over_category": (1,)}
    assert found({"amount": D(5000), "role": "other"}) == {"not_counted": (1,)}, "what is not counted fills no ceiling"
    assert found(spent={1: D(9000)}) == {}


def test_what_stops_comes_first() -> None:
    lines = [replace(LINE, evidence=0, amount=D(2000)), replace(LINE, id=2, voucher="A2", role="other")]
    checks = [finding.check for finding in check(lines, BOUNDS)]
    assert checks == [ClaimCheck.OVER_TOTAL, ClaimCheck.NO_EVIDENCE, ClaimCheck.OVER_CATEGORY, ClaimCheck.NOT_COUNTED]
