"""One indicator: its course in steps, approved and pending apart, against the target; by area, region and size."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from samspel.kernel.figures import Figure, Kind, Measure, Member, Request, dimension, fetch, month_index
from samspel.kernel.rules import Rule
from samspel.programme.goals import Goal, goals, requests_for
from samspel.programme.page import Page
from samspel.results.figures import indicators_of
from samspel.results.models import FrozenFigure
from samspel.results.overview import APPROVED

BREAKDOWNS = ("area", "partner", "home", "size")


@dataclass(frozen=True)
class Step:
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
    steps: Sequence[Step]
    breakdowns: Sequence[tuple[str, Sequence[tuple[Member, Figure]]]]
    adds_up: bool


def indicator(page: Page, counted: Measure) -> Indicator:
    """The indicator on the page's day."""
    here = page.slice
    target = next((t for t in page.structure.targets if t.measure == counted.code), None)
    keys = [key for key in BREAKDOWNS if key in counted.dimensions]
    asked: dict[Any, Request] = {key: Request(counted, here, (key,)) for key in keys}
    asked |= {
        "all": Request(counted, here),
        "approved": Request(counted, here.given(**APPROVED)),
        "course": Request(counted, here, ("quarter",), running=True),
        "settled": Request(counted, here.given(**APPROVED), ("quarter",), running=True),
    }
    if target:
        asked["goal"] = requests_for(page, [target])[0]
    found = dict(zip(asked, fetch(list(asked.values())), strict=True))
    return Indicator(
        measure=counted,
        rule=_rule(page, counted),
        figure=page.figure(counted, found["all"].get((), 0)),
        approved=page.figure(counted, found["approved"].get((), 0), here.given(**APPROVED)),
        goal=goals(page, [target], [found["goal"]])[0] if target else None,
        steps=_steps(page, counted, found["course"], found["settled"]),
        breakdowns=[(str(dimension(key).name), _members(page, counted, key, found[key])) for key in keys],
        adds_up=counted.kind is not Kind.DISTINCT,
    )


def _members(page: Page, counted: Measure, key: str, answer: Any) -> list[tuple[Member, Figure]]:
    rows = [(m, page.figure(counted, answer.get((m.id,), 0), **{key: m.id})) for m in page.members(key)]
    return [(member, figure) for member, figure in rows if figure.value or key in {"area", "partner"}]


def _steps(page: Page, counted: Measure, course: Any, settled: Any) -> list[Step]:
    start, end = page.programme.starts_on, min(page.day, page.programme.ends_on)
    if page.day < start:
        return []
    reported = _reported(page, counted)
    steps, total, approved = [], Decimal(0), Decimal(0)
    earlier = [key[0] for key in course if key[0] < month_index(start) // 3]
    if earlier:
        total = Decimal(course[max(earlier),])
    for quarter in range(month_index(start) // 3, month_index(end) // 3 + 1):
        total = Decimal(course.get((quarter,), total))
        approved = Decimal(settled.get((quarter,), approved))
        last = min(_quarter_end(quarter), end)
        where = page.slice.between(None, last + timedelta(days=1))
        steps.append(
            Step(
                last,
                page.figure(counted, _whole(counted, total), where),
                page.figure(counted, _whole(counted, approved), where.given(**APPROVED)),
                total - approved,
                reported.get(_quarter_end(quarter)),
            )
        )
    return steps


def _reported(page: Page, counted: Measure) -> dict[date, Decimal]:
    rows = FrozenFigure.objects.filter(
        period__programme=page.programme, measure=counted.code, cumulative=True, partner=None, area=None
    )
    if page.slice.known_at is not None:
        rows = rows.filter(period__frozen_at__lte=page.slice.known_at)
    return dict(rows.values_list("period__last_day", "value"))


def _rule(page: Page, counted: Measure) -> Rule | None:
    day = min(max(page.day, page.programme.starts_on), page.programme.ends_on)
    return next((rule for rule, m in indicators_of(page.programme.rule_set, day) if m.code == counted.code), None)


def _whole(counted: Measure, value: Decimal) -> int | Decimal:
    return value if counted.kind is Kind.SUM else int(value)


def _quarter_end(quarter: int) -> date:
    year, index = divmod((quarter + 1) * 3, 12)
    return date(year, index + 1, 1) - timedelta(days=1)
