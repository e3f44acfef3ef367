"""Is a target on pace? Pure: dates and numbers in, a verdict out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

TOLERANCE = Decimal("0.10")  # of the plan, either way
FORECAST_DAYS = 365
LEAST_DAYS = 90  # of programme behind us before a forecast is made

Point = tuple[date, Decimal]


class State(StrEnum):
    """Where a target stands. REACHED and MISSED only once the programme is over."""

    AHEAD = "ahead"
    ON_PACE = "on_pace"
    BEHIND = "behind"
    NO_PLAN_YET = "no_plan_yet"
    REACHED = "reached"
    MISSED = "missed"

    @property
    def good(self) -> bool:
        """Whether this is as it should be."""
        return self in {State.AHEAD, State.ON_PACE, State.REACHED}


@dataclass(frozen=True)
class PlannedCourse:
    """A planned course: cumulative values at dates, straight lines between; the first point is the start."""

    points: Sequence[Point]

    def at(self, day: date) -> Decimal:
        """The planned value on a day; flat before the first and after the last point."""
        before = self.points[0]
        for after in self.points:
            if after[0] >= day:
                days = (after[0] - before[0]).days
                share = Decimal((day - before[0]).days) / days if days and day > before[0] else Decimal(0)
                return before[1] + (after[1] - before[1]) * share
            before = after
        return before[1]


@dataclass(frozen=True)
class PaceVerdict:
    """The plan today, the straight-line forecast at the end (None: too early to say) and the state."""

    planned: Decimal
    forecast: Decimal | None
    state: State


def plan_of(
    starts_on: date, ends_on: date, baseline: Decimal, target: Decimal, years: Mapping[int, Decimal]
) -> PlannedCourse:
    """The plan through the cumulative values at year ends; a straight line where no years are given."""
    first = starts_on - timedelta(days=1)
    stops = [(min(date(year, 12, 31), ends_on), value) for year, value in sorted(years.items())]
    if not stops or stops[-1][0] < ends_on:
        stops.append((ends_on, target))
    return PlannedCourse([(first, baseline), *stops])


def judge(plan: PlannedCourse, actual: Decimal, a_year_ago: Decimal, day: date) -> PaceVerdict:
    """The verdict on a day, given the cumulative value then and a year earlier (or at the start, if later).

    On pace means within TOLERANCE of the plan. The forecast goes on from today at the average pace of the last
    twelve months, or since the start where that is shorter."""
    start, (end, target) = plan.points[0][0], plan.points[-1]
    planned = plan.at(day)
    if day >= end:
        return PaceVerdict(planned, None, State.REACHED if actual >= target else State.MISSED)
    elapsed = (day - start).days
    forecast = None
    if elapsed >= LEAST_DAYS:
        pace = (actual - a_year_ago) / min(elapsed, FORECAST_DAYS)
        forecast = actual + pace * (end - day).days
    return PaceVerdict(planned, forecast, _state(actual - plan.points[0][1], planned - plan.points[0][1]))


def _state(gained: Decimal, planned: Decimal) -> State:
    if planned <= 0:
        return State.NO_PLAN_YET if gained <= 0 else State.AHEAD
    if gained > planned * (1 + TOLERANCE):
        return State.AHEAD
    return State.ON_PACE if gained >= planned * (1 - TOLERANCE) else State.BEHIND
