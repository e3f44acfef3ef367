"""The pure de minimis rules."""

from datetime import date, timedelta
from decimal import Decimal

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.core.rules import rule_set
from samspel.money.state_aid.queries.ledger import regime_on
from samspel.money.state_aid.rules import AidGrant, assess, assess_all, kept_until, register_by, to_eur, window_start

RULES = rule_set("erdf-2014-2020")
D = Decimal
OLD, NEW = regime_on(RULES, date(2018, 1, 1)), regime_on(RULES, date(2024, 1, 1))
GRANTS = st.lists(
    st.builds(AidGrant, st.dates(date(2015, 1, 1), date(2028, 1, 1)), st.decimals(1, 200_000, places=2), st.just("R")),
    max_size=12,
)
AMOUNTS = st.decimals(1, 300_000, places=2)
DAYS = st.dates(date(2018, 1, 1), date(2028, 1, 1))


def regime(day):
    return regime_on(RULES, day)


def test_the_regime_follows_the_day_of_the_grant():
    assert (OLD.ceiling, OLD.window, OLD.years) == (200_000, "fiscal_years", 3)
    assert (NEW.ceiling, NEW.window, NEW.years) == (300_000, "rolling", 3)
    assert regime(date(2023, 12, 31)) == OLD


@pytest.mark.parametrize(
    ("regime_of", "on", "month", "since"),
    [
        (OLD, date(2019, 5, 2), 1, date(2017, 1, 1)),
        (OLD, date(2019, 5, 2), 7, date(2016, 7, 1)),
        (OLD, date(2019, 7, 1), 7, date(2017, 7, 1)),
        (NEW, date(2025, 5, 2), 1, date(2022, 5, 3)),
        (NEW, date(2024, 2, 29), 1, date(2021, 3, 1)),
    ],
)
def test_the_window(regime_of, on, month, since):
    assert window_start(regime_of, on, month) == since


def test_aid_under_the_older_regulation_counts_under_the_newer():
    grants = [AidGrant(date(2023, 6, 1), D(150_000), "A"), AidGrant(date(2024, 2, 1), D(150_000), "B")]
    found = assess_all(D("0.01"), date(2024, 3, 1), grants, regime)
    assert (found.used, found.headroom, found.fits) == (300_000, 0, False)
    assert assess_all(D(150_000), date(2026, 6, 1), grants, regime).fits
    assert not assess_all(D(150_000), date(2026, 5, 31), grants, regime).fits


@given(GRANTS, AMOUNTS, DAYS)
def test_order_does_not_matter_and_the_sum_is_that_of_the_lines(grants, amount, on):
    found = assess_all(amount, on, grants, regime)
    again = assess_all(amount, on, grants[::-1], regime)
    assert (found.used, found.counted) == (again.used, again.counted)
    assert found.used == sum(g.amount for g in found.counted)
    assert all(found.since <= g.on <= found.on for g in found.counted)
    assert found.fits == (amount <= found.regime.ceiling - found.used)


@given(GRANTS, AMOUNTS, DAYS)
def test_what_fits_never_breaks_a_window_that_held(grants, amount, on):
    """After a granted amount no later grant stands in a window beyond its ceiling that was within it before."""
    if not assess_all(amount, on, grants, regime).fits:
        return
    after = [*grants, AidGrant(on, amount, "R")]
    for day in {g.on for g in after if g.on >= on}:
        before = assess(D(0), day, grants, regime(day))
        now = assess(D(0), day, after, regime(day))
        assert now.used <= now.regime.ceiling or before.used > before.regime.ceiling or now.used == before.used


@given(GRANTS, DAYS, st.integers(1, 12))
def test_a_fiscal_window_holds_the_whole_of_three_years(grants, on, month):
    since = window_start(OLD, on, month)
    assert since.month == month
    assert since.day == 1
    assert 2 * 365 <= (on - since).days < 3 * 366


def test_twenty_working_days_pass_weekends_and_holidays():
    days = holidays.Sweden(years=[2026])
    assert register_by(date(2026, 6, 1), 20, days) == date(2026, 6, 29)
    assert register_by(date(2026, 12, 23), 1, holidays.Sweden(years=[2026])) == date(2026, 12, 24)


@given(DAYS, st.integers(1, 40))
def test_the_last_day_is_a_working_day_with_as_many_between(on, number):
    last = register_by(on, number, holidays.Sweden())
    passed = [on + timedelta(days=n) for n in range(1, (last - on).days + 1)]
    assert sum(day.weekday() < 5 and day not in holidays.Sweden() for day in passed) == number
    assert last.weekday() < 5


def test_kept_for_ten_years():
    assert kept_until(date(2019, 5, 2), 10) == date(2029, 5, 2)
    assert kept_until(date(2024, 2, 29), 10) == date(2034, 2, 28)


def test_kronor_become_euro_to_the_cent():
    assert to_eur(D(100_000), D("10.2345")) == D("9770.87")
