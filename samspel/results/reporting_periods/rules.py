"""Which reporting periods may be made. Pure: dates and limits in, problems out.

The limits are rules (claim.period-months-min, -max, claim.period-within, claim.first-within-months); a period that
breaks one needs an exception that says where the decision says otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class PeriodFault(StrEnum):
    """What is wrong with a period."""

    ORDER = "order"  # ends before it starts
    OUTSIDE = "outside"  # not within the programme
    OVERLAP = "overlap"  # shares a day with another
    GAP = "gap"  # leaves days out after the period before it
    SHORT = "short"
    LONG = "long"
    YEARS = "years"  # runs over a year's end
    FIRST_LATE = "first_late"  # the first one ends too long after the start
    DUE = "due"  # due before it has ended


FORBIDDEN = frozenset(
    {PeriodFault.ORDER, PeriodFault.OUTSIDE, PeriodFault.OVERLAP, PeriodFault.DUE}
)  # no exception heals these


@dataclass(frozen=True)
class Span:
    """The days of a period, both included."""

    first: date
    last: date

    @property
    def months(self) -> int:
        """Whole months, counting a started one as one."""
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1


@dataclass(frozen=True)
class PeriodLimits:
    """What the rules allow; None where a rule has no value. `within_year`: not over a year's end."""

    months_min: int | None
    months_max: int | None
    within_year: bool
    first_within: int | None


def faults(new: Span, due: date, others: Sequence[Span], programme: Span, limits: PeriodLimits) -> list[PeriodFault]:
    """Everything that is wrong with the period beside the others; empty where it may be made."""
    if new.last < new.first:
        return [PeriodFault.ORDER]
    found = []
    if new.first < programme.first or new.last > programme.last:
        found.append(PeriodFault.OUTSIDE)
    if any(new.first <= other.last and other.first <= new.last for other in others):
        found.append(PeriodFault.OVERLAP)
    before = [other for other in others if other.last < new.first]
    begins = max((other.last + timedelta(days=1) for other in before), default=programme.first)
    if new.first > begins:
        found.append(PeriodFault.GAP)
    found += _too_long_or_short(new, limits)
    passed = Span(programme.first, new.last).months
    if not before and limits.first_within is not None and passed > limits.first_within:
        found.append(PeriodFault.FIRST_LATE)
    if due <= new.last:
        found.append(PeriodFault.DUE)
    return found


def _too_long_or_short(new: Span, limits: PeriodLimits) -> list[PeriodFault]:
    found = []
    if limits.months_min is not None and new.months < limits.months_min:
        found.append(PeriodFault.SHORT)
    if limits.months_max is not None and new.months > limits.months_max:
        found.append(PeriodFault.LONG)
    if limits.within_year and new.first.year != new.last.year:
        found.append(PeriodFault.YEARS)
    return found


def proposal(others: Sequence[Span], programme: Span, months: int) -> Span | None:
    """The next period after the last one: so many months, cut at the year's end and at the programme's; None at the
    end of the programme."""
    first = max((other.last + timedelta(days=1) for other in others), default=programme.first)
    if first > programme.last:
        return None
    end_month = first.month - 1 + months
    after = date(first.year + end_month // 12, end_month % 12 + 1, 1)
    last = min(after - timedelta(days=1), date(first.year, 12, 31), programme.last)
    return Span(first, last)
