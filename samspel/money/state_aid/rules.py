"""The de minimis rules. Pure: grants and limits in, a verdict that explains itself out.

Sources: Regulation (EU) 1407/2013 (the fiscal year of the grant and the two before it) and 2023/2831 (three years back
from the grant, day by day; all aid counts, also what was granted under the older one). Which holds follows from the
day of the grant; ceilings, windows and years come from the rule set (rules `state-aid.*`).
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any


@dataclass(frozen=True)
class Regime:
    """What holds on a day: ceiling in EUR, window 'fiscal_years' or 'rolling', and how many years."""

    ceiling: Decimal
    window: str
    years: int


@dataclass(frozen=True)
class AidGrant:
    """Aid granted: day, gross grant equivalent in EUR, who gave it, and what it is of."""

    on: date
    amount: Decimal
    giver: str
    about: Any = None


@dataclass(frozen=True)
class CeilingVerdict:
    """Whether an amount fits on a day: `counted` are the grants since `since`, `used` their sum."""

    on: date
    regime: Regime
    since: date
    counted: tuple[AidGrant, ...]
    amount: Decimal

    @property
    def used(self) -> Decimal:
        """What is granted already."""
        return sum((grant.amount for grant in self.counted), Decimal(0))

    @property
    def headroom(self) -> Decimal:
        """What is left, not below zero."""
        return max(self.regime.ceiling - self.used, Decimal(0))

    @property
    def fits(self) -> bool:
        """Whether the amount may be granted."""
        return self.used + self.amount <= self.regime.ceiling


def window_start(regime: Regime, on: date, first_month: int = 1) -> date:
    """The first day whose grants count together with one on the day. `first_month` begins the fiscal year."""
    if regime.window == "fiscal_years":
        year = on.year if on.month >= first_month else on.year - 1
        return date(year - regime.years + 1, first_month, 1)
    return _years_before(on, regime.years) + timedelta(days=1)


def assess(
    amount: Decimal, on: date, grants: Sequence[AidGrant], regime: Regime, first_month: int = 1
) -> CeilingVerdict:
    """The amount on the day beside the other grants up to the day."""
    since = window_start(regime, on, first_month)
    counted = tuple(sorted((g for g in grants if since <= g.on <= on), key=lambda g: (g.on, g.giver, g.amount)))
    return CeilingVerdict(on, regime, since, counted, amount)


def assess_all(
    amount: Decimal, on: date, grants: Sequence[AidGrant], regime_on: Any, first_month: int = 1
) -> CeilingVerdict:
    """The tightest verdict: on the day itself, and on each later grant's day whose window holds the new one, which a
    late entry could break. `regime_on` gives the regime of a day."""
    tightest = assess(amount, on, grants, regime_on(on), first_month)
    for later in sorted({grant.on for grant in grants if grant.on > on}):
        regime = regime_on(later)
        if window_start(regime, later, first_month) <= on:
            found = assess(amount, later, grants, regime, first_month)
            if found.regime.ceiling - found.used < tightest.regime.ceiling - tightest.used:
                tightest = found
    return tightest


def to_eur(amount: Decimal, rate: Decimal) -> Decimal:
    """An amount in EUR at so many currency units per EUR, to the cent, halves up."""
    return (amount / rate).quantize(Decimal("0.01"), ROUND_HALF_UP)


def register_by(on: date, days: int, holidays: Container[date]) -> date:
    """The last day for the register: so many working days after the grant (not Saturdays, Sundays or public holidays,
    as Regulation (EEC, Euratom) 1182/71 counts)."""
    day = on
    while days:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in holidays:
            days -= 1
    return day


def kept_until(on: date, years: int) -> date:
    """The day until which records of the aid are kept: so many years after the grant."""
    return _years_before(on, -years)


def _years_before(on: date, years: int) -> date:
    try:
        return on.replace(year=on.year - years)
    except ValueError:  # 29 February
        return on.replace(year=on.year - years, day=28)
