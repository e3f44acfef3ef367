"""Which periods may be made, at the limits of the rules, and which is proposed next."""

from datetime import date, timedelta
from typing import Any

import pytest

from samspel.results.reporting_periods.rules import PeriodFault, PeriodLimits, Span, faults, proposal

HALF = Span(date(2018, 1, 1), date(2018, 6, 30))
WHOLE = Span(date(2018, 1, 1), date(2020, 12, 31))
LIMITS = PeriodLimits(1, 6, True, 6)


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ((2018, 7, 1), (2018, 12, 31), []),
        ((2018, 7, 2), (2018, 12, 31), [PeriodFault.GAP]),
        ((2018, 7, 1), (2018, 7, 1), []),
        ((2018, 7, 1), (2019, 1, 1), [PeriodFault.LONG, PeriodFault.YEARS]),
        ((2017, 12, 31), (2017, 12, 31), [PeriodFault.OUTSIDE]),
    ],
)
def test_a_period_beside_the_one_before_it(
    first: tuple[int, int, int], last: tuple[int, int, int], told: list[PeriodFault]
) -> None:
    new = Span(date(*first), date(*last))
    assert faults(new, new.last + timedelta(days=1), [HALF], WHOLE, LIMITS) == told


def test_the_first_period_ends_within_its_months_and_the_last_with_the_programme() -> None:
    limits = PeriodLimits(2, 12, within_year=False, first_within=6)
    due = date(2021, 6, 1)
    assert faults(HALF, due, [], WHOLE, limits) == []
    assert faults(Span(WHOLE.first, date(2018, 7, 1)), due, [], WHOLE, limits) == [PeriodFault.FIRST_LATE]
    assert faults(Span(WHOLE.first, date(2018, 1, 31)), due, [], WHOLE, limits) == [PeriodFault.SHORT]
    assert faults(Span(WHOLE.first, date(2018, 2, 1)), due, [], WHOLE, limits) == []
    before = [Span(WHOLE.first, date(2020, 6, 30))]
    assert faults(Span(date(2020, 7, 1), WHOLE.last), due, before, WHOLE, limits) == []
    after = Span(date(2020, 7, 1), WHOLE.last + timedelta(days=1))
    assert faults(after, due, before, WHOLE, limits) == [PeriodFault.OUTSIDE]
    assert faults(after, due, before, WHOLE, PeriodLimits(None, None, within_year=True, first_within=None)) == [
        PeriodFault.OUTSIDE, PeriodFault.YEARS,
    ]  # fmt: skip


@pytest.mark.parametrize(("first", "last"), [(-1, 0), (0, 0), (30, 30), (30, 90), (-30, 90)])
def test_no_day_is_in_two_periods(first: int, last: int) -> None:
    march = Span(date(2018, 3, 1), date(2018, 3, 31))
    new = Span(march.first + timedelta(days=first), march.first + timedelta(days=last))
    assert PeriodFault.OVERLAP in faults(new, new.last + timedelta(days=1), [march], WHOLE, LIMITS)
    beside = [Span(WHOLE.first, new.first - timedelta(days=1)), Span(new.last + timedelta(days=1), WHOLE.last)]
    assert PeriodFault.OVERLAP not in faults(new, new.last + timedelta(days=1), beside, WHOLE, LIMITS)


def test_the_first_period_begins_with_the_programme_and_is_due_after_its_end() -> None:
    late = Span(WHOLE.first + timedelta(days=1), HALF.last)
    assert faults(late, HALF.last + timedelta(days=1), [], WHOLE, LIMITS) == [PeriodFault.GAP]
    assert faults(HALF, HALF.last, [], WHOLE, LIMITS) == [PeriodFault.DUE]
    assert faults(Span(HALF.last, HALF.first), HALF.last, [HALF], WHOLE, LIMITS) == [PeriodFault.ORDER]


@pytest.mark.parametrize(
    ("last", "months", "expected"),
    [
        (None, 6, ((2018, 1, 1), (2018, 6, 30))),
        (None, 1, ((2018, 1, 1), (2018, 1, 31))),
        (None, 12, ((2018, 1, 1), (2018, 12, 31))),
        (None, 13, ((2018, 1, 1), (2018, 12, 31))),  # cut at the year's end
        ((2018, 11, 30), 6, ((2018, 12, 1), (2018, 12, 31))),
        ((2018, 3, 14), 2, ((2018, 3, 15), (2018, 4, 30))),
        ((2020, 9, 30), 6, ((2020, 10, 1), (2020, 12, 15))),  # cut at the programme's
        ((2020, 12, 14), 6, ((2020, 12, 15), (2020, 12, 15))),
        ((2020, 12, 15), 6, None),
    ],
)
def test_the_next_period_is_proposed(last: Any, months: int, expected: Any) -> None:
    programme = Span(date(2018, 1, 1), date(2020, 12, 15))
    others = [Span(programme.first, date(*last))] if last else []
    found = proposal(others, programme, months)
    assert found == (expected and Span(date(*expected[0]), date(*expected[1])))
