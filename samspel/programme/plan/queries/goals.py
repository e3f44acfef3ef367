"""Targets with their figures, plan, forecast and verdict on a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from samspel.core.figures import Breakdown, Figure, Request, fetch, measure, month_index
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Target
from samspel.programme.plan.rules.headline import TargetStanding
from samspel.programme.plan.rules.pace import FORECAST_DAYS, PaceVerdict, PlannedCourse, State, judge, plan_of


@dataclass(frozen=True)
class Goal:
    """A target as it stands. `course` is (day, cumulative value) at the end of each month so far."""

    target: Target
    figure: Figure
    plan: PlannedCourse
    verdict: PaceVerdict
    course: Sequence[tuple[date, Decimal]]

    @property
    def standing(self) -> TargetStanding:
        """The target as the heading sees it."""
        return TargetStanding(self.target.subject, self.verdict.state, self.figure.value > 0)

    @property
    def behind(self) -> bool:
        """Whether it is drawn as behind."""
        return self.verdict.state in {State.BEHIND, State.MISSED}


def requests_for(context: ReadContext, targets: Sequence[Target]) -> list[Request]:
    """What to fetch for the targets, one request each."""
    return [Request(measure(target.measure), context.slice, ("month",), running=True) for target in targets]


def goals(context: ReadContext, targets: Sequence[Target], answers: Sequence[Breakdown]) -> list[Goal]:
    """The targets judged, from the answers to `requests_for`."""
    return [_goal(context, target, answer) for target, answer in zip(targets, answers, strict=True)]


def goals_now(context: ReadContext) -> list[Goal]:
    """All targets of the programme judged on the context's day."""
    targets = context.structure.targets
    return goals(context, targets, fetch(requests_for(context, targets)))


def _goal(context: ReadContext, target: Target, answer: Breakdown) -> Goal:
    programme = context.programme
    course = _course(programme.starts_on, min(context.as_of, programme.ends_on), answer)
    actual = course[-1][1] if course else Decimal(0)
    a_year_ago = _value_on(course, context.as_of - timedelta(days=FORECAST_DAYS))
    years = {year.year: year.value for year in target.years.all()}
    plan = plan_of(programme.starts_on, programme.ends_on, target.baseline, target.value, years)
    verdict = judge(plan, actual + target.baseline, a_year_ago + target.baseline, context.as_of)
    counted = measure(target.measure)
    value = actual if actual != int(actual) else int(actual)
    return Goal(target, context.figure(counted, value), plan, verdict, course)


def _course(start: date, day: date, answer: Mapping[tuple[int, ...], int | Decimal]) -> list[tuple[date, Decimal]]:
    """Cumulative value at each month's end up to the day; months before the start count at the start."""
    by_month = {key[0]: Decimal(value) for key, value in answer.items()}
    if day < start:
        return []
    total, course = Decimal(0), []
    for month in sorted(by_month):
        if month < month_index(start):
            total = by_month[month]
    for month in range(month_index(start), month_index(day) + 1):
        total = by_month.get(month, total)
        course.append((min(_month_end(month), day), total))
    return course


def _value_on(course: Sequence[tuple[date, Decimal]], day: date) -> Decimal:
    """The cumulative value on a day, on the straight line between month ends; zero before the first."""
    before = (course[0][0].replace(day=1), Decimal(0)) if course else (day, Decimal(0))
    for after in course:
        if after[0] >= day:
            days = (after[0] - before[0]).days
            return before[1] + (after[1] - before[1]) * Decimal(max((day - before[0]).days, 0)) / max(days, 1)
        before = after
    return before[1]


def _month_end(month: int) -> date:
    year, index = divmod(month + 1, 12)
    return date(year, index + 1, 1) - timedelta(days=1)
