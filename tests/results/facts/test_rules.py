"""What must hold between the values of a fact, at each limit."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from samspel.results.facts.rules import LARGEST, LONGEST, MOST_PEOPLE, FactFault, FaultCode, faults

FIRST, LAST, TODAY = date(2018, 1, 1), date(2020, 12, 31), date(2019, 9, 30)
DAY = timedelta(days=1)


def told(today: date = TODAY, **values: Any) -> list[tuple[str, str]]:
    """Which fields are wrong, and why."""
    return [(fault.field, fault.code) for fault in faults(values, FIRST, LAST, today)]


@pytest.mark.parametrize(
    ("on", "today", "wrong"),
    [
        (FIRST, TODAY, None),
        (FIRST - DAY, TODAY, FaultCode.OUTSIDE_PROGRAMME),
        (TODAY, TODAY, None),
        (TODAY + DAY, TODAY, FaultCode.FUTURE),
        (LAST, LAST, None),
        (LAST + DAY, LAST + DAY, FaultCode.OUTSIDE_PROGRAMME),
        (LAST + DAY, TODAY, FaultCode.OUTSIDE_PROGRAMME),
    ],
)
def test_a_fact_happens_within_the_programme_and_by_today(on: date, today: date, wrong: FaultCode | None) -> None:
    assert told(today, occurred_on=on) == ([("occurred_on", wrong)] if wrong else [])


def test_the_programmes_days_are_told_where_a_day_is_outside_them() -> None:
    (found,) = faults({"occurred_on": FIRST - DAY}, FIRST, LAST, TODAY)
    assert found.limits == {"start": "2018-01-01", "end": "2020-12-31"}


def test_what_ends_does_not_end_before_it_begins() -> None:
    assert told(occurred_on=TODAY, ends_on=TODAY) == []
    assert told(occurred_on=TODAY, ends_on=TODAY - DAY) == [("ends_on", FaultCode.END_BEFORE_START)]
    assert told(occurred_on=TODAY, ends_on=None) == told(occurred_on=None, ends_on=FIRST) == []


@pytest.mark.parametrize("key", ["people", "women", "men"])
def test_numbers_of_people_have_bounds(key: str) -> None:
    assert told(**{key: 0}) == told(**{key: MOST_PEOPLE}) == []
    assert told(**{key: -1}) == [(key, FaultCode.BELOW_ZERO)]
    assert told(**{key: MOST_PEOPLE + 1}) == [(key, FaultCode.TOO_LARGE)]


@pytest.mark.parametrize(
    ("people", "women", "men", "expected"),
    [
        (12, 7, 5, []),
        (12, 7, 4, []),
        (12, 7, 6, [("people", FaultCode.FEWER_THAN_PARTS)]),
        (12, None, None, []),
        (12, None, 5, [("women", FaultCode.ONE_GENDER)]),
        (12, 5, None, [("men", FaultCode.ONE_GENDER)]),
        (12, 0, 0, []),
        (None, 5, None, []),
        (-1, 5, None, [("people", FaultCode.BELOW_ZERO)]),  # only what is plainly wrong is told first
    ],
)
def test_women_and_men_are_told_together_and_are_no_more_than_all(
    people: int | None, women: int | None, men: int | None, expected: list[tuple[str, str]]
) -> None:
    assert told(people=people, women=women, men=men) == expected


def test_a_group_of_leaders_has_somebody() -> None:
    assert told(group="board", women=0, men=0) == [("women", FaultCode.NOBODY)]
    assert told(group="board", women=0, men=1) == told(group="board", women=1, men=0) == told(women=0, men=0) == []


@pytest.mark.parametrize(
    ("key", "most"), [("hours", Decimal(100_000)), ("amount", LARGEST), ("matched_amount", LARGEST)]
)
def test_amounts_have_bounds_and_two_decimals(key: str, most: Decimal) -> None:
    cent = Decimal("0.01")
    for fits in (None, Decimal(0), cent, most - cent):
        assert told(**{key: fits}) == []
    assert told(**{key: -cent}) == [(key, FaultCode.BELOW_ZERO)]
    assert told(**{key: most}) == [(key, FaultCode.TOO_LARGE)]
    assert told(**{key: Decimal("1.005")}) == [(key, FaultCode.DECIMALS)]


def test_an_investment_is_of_some_money() -> None:
    assert told(purpose="Prov", amount=Decimal(0)) == [("amount", FaultCode.NOTHING)]
    assert told(purpose="Prov", amount=Decimal("0.01")) == told(amount=Decimal(0)) == told(purpose="Prov") == []


@pytest.mark.parametrize(
    ("code", "wrong"),
    [("FI", False), ("", False), (None, False), ("F", True), ("FIN", True), ("F1", True), ("ÅL", True)],
)
def test_a_country_is_two_letters(code: str | None, wrong: bool) -> None:
    assert told(country=code) == ([("country", FaultCode.COUNTRY)] if wrong else [])


@pytest.mark.parametrize(("key", "most"), LONGEST.items())
def test_a_text_is_no_longer_than_its_column(key: str, most: int) -> None:
    assert told(**{key: "x" * most}) == []
    assert faults({key: "x" * (most + 1)}, FIRST, LAST, TODAY) == [FactFault(key, FaultCode.TOO_LONG, {"most": most})]


def test_everything_wrong_is_told_at_once() -> None:
    found = told(occurred_on=FIRST - DAY, women=-1, amount=Decimal(-1), country="x", title="x" * 201)
    assert [field for field, _code in found] == ["occurred_on", "women", "amount", "country", "title"]
