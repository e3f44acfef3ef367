"""One indicator: its course in steps, approved and pending apart, against the target; by area, region and size."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from samspel.core.figures import Figure, Measure, MeasureKind, Member, Request, dimension, fetch, month_index
from samspel.core.programmes.context import ReadContext
from samspel.core.rules import Rule
from samspel.programme.plan.queries.goals import Goal, goals, requests_for
from samspel.results.indicators.figures import indicators_of
from samspel.results.indicators.queries.overview import APPROVED
from samspel.results.models import FrozenFigure

BREAKDOWNS = ("area", "partner", "home", "size")


@dataclass(frozen=True)
class QuarterStep:
    """The cumulative value at a quarter's end, of which approved; and what was reported, where a frozen period ends
    that day."""

    last_day: date
    figure: Figure
    approved: Figure
    pending: Decimal
    reported: Decimal | None


@dataclass(frozen=True)
class Indicator:
    """Everything on the page."""

    measure: Measure
    rule: Rule | None
    figure: Figure
    approved: Figure
    goal: Goal | None
    steps: Sequence[QuarterStep]
    breakdowns: Sequence[tuple[str, Sequence[tuple[Member, Figure]]]]
    adds_up: bool


def indicator(context: ReadContext, counted: Measure) -> Indicator:
    """The indicator on the page's day."""
    here = context.slice
    target = next((t for t in context.structure.targets if t.measure == counted.code), None)
    keys = [key for key in BREAKDOWNS if key in counted.dimensions]
    asked: dict[Any, Request] = {key: Request(counted, here, (key,)) for key in keys}
    asked |= {
        "all": Request(counted, here),
        "approved": Request(counted, here.given(**APPROVED)),
        "course": Request(counted, here, ("quarter",), running=True),
        "settled": Request(counted, here.given(**APPROVED), ("quarter",), running=True),
    }
    if target:
        asked["goal"] = requests_for(context, [target])[0]
    found = dict(zip(asked, fetch(list(asked.values())), strict=True))
    return Indicator(
        measure=counted,
        rule=_rule(context, counted),
        figure=context.figure(counted, found["all"].get((), 0)),
        approved=context.figure(counted, found["approved"].get((), 0), here.given(**APPROVED)),
        goal=goals(context, [target], [found["goal"]])[0] if target else None,
        steps=_steps(context, counted, found["course"], found["settled"]),
        breakdowns=[(str(dimension(key).name), _members(context, counted, key, found[key])) for key in keys],
        adds_up=counted.kind is not MeasureKind.DISTINCT,
    )


def _members(context: ReadContext, counted: Measure, key: str, answer: Any) -> list[tuple[Member, Figure]]:
    rows = [(m, context.figure(counted, answer.get((m.id,), 0), **{key: m.id})) for m in context.members(key)]
    return [(member, figure) for member, figure in rows if figure.value or key in {"area", "partner"}]


def _steps(context: ReadContext, counted: Measure, course: Any, settled: Any) -> list[QuarterStep]:
    start, end = context.programme.starts_on, min(context.as_of, context.programme.ends_on)
    if context.as_of < start:
        return []
    reported = _reported(context, counted)
    steps, total, approved = [], Decimal(0), Decimal(0)
    earlier = [key[0] for key in course if key[0] < month_index(start) // 3]
    if earlier:
        total = Decimal(course[max(earlier),])
    for quarter in range(month_index(start) // 3, month_index(end) // 3 + 1):
        total = Decimal(course.get((quarter,), total))
        approved = Decimal(settled.get((quarter,), approved))
        last = min(_quarter_end(quarter), end)
        where = context.slice.between(None, last + timedelta(days=1))
        steps.append(
            QuarterStep(
                last,
                context.figure(counted, _whole(counted, total), where),
                context.figure(counted, _whole(counted, approved), where.given(**APPROVED)),
                total - approved,
                reported.get(_quarter_end(quarter)),
            )
        )
    return steps


def _reported(context: ReadContext, counted: Measure) -> dict[date, Decimal]:
    rows = FrozenFigure.objects.filter(
        period__programme=context.programme, measure=counted.code, cumulative=True, partner=None, area=None
    )
    if context.slice.known_at is not None:
        rows = rows.filter(period__frozen_at__lte=context.slice.known_at)
    return dict(rows.values_list("period__last_day", "value"))


def _rule(context: ReadContext, counted: Measure) -> Rule | None:
    day = min(max(context.as_of, context.programme.starts_on), context.programme.ends_on)
    return next((rule for rule, m in indicators_of(context.programme.rule_set, day) if m.code == counted.code), None)


def _whole(counted: Measure, value: Decimal) -> int | Decimal:
    return value if counted.kind is MeasureKind.SUM else int(value)


def _quarter_end(quarter: int) -> date:
    year, index = divmod((quarter + 1) * 3, 12)
    return date(year, index + 1, 1) - timedelta(days=1)
