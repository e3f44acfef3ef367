"""The results overview: are the targets reached, what was counted, where, and who works across borders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement
from typing import Any

from samspel.core.figures import Figure, Measure, MeasureKind, Request, Slice, fetch
from samspel.core.models import Municipality
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Partner
from samspel.core.rules import Rule
from samspel.programme.plan.queries.goals import Goal, goals, requests_for
from samspel.results.indicators.figures import indicators_of
from samspel.results.indicators.figures.programme_figures import cooperating, hours, municipalities, private_investment

APPROVED = {"approved": "1"}


@dataclass(frozen=True)
class IndicatorLine:
    """A figure with the part of it that approved reports stand for."""

    code: str
    figure: Figure
    approved: Figure
    pending: Any


@dataclass(frozen=True)
class Across:
    """Enterprises by the region that gave the support and the region they are in; and by pairs of areas."""

    by_region: Mapping[tuple[int, int], Figure]
    by_area: Mapping[tuple[int, int], Figure]


@dataclass(frozen=True)
class IndicatorOverview:
    """Everything on the page."""

    goals: Sequence[Goal]
    lines: Sequence[IndicatorLine]
    reach: Figure
    places: Mapping[str, Figure]
    without: Sequence[Municipality]
    by_partner: Sequence[tuple[Partner, Figure]]
    across: Across
    hours: Figure


def indicators(context: ReadContext) -> Sequence[tuple[Rule | None, Measure]]:
    """What the programme is followed up by: the fund's indicators in force, then its own."""
    found: list[tuple[Rule | None, Measure]] = list(
        indicators_of(
            context.programme.rule_set, min(max(context.as_of, context.programme.starts_on), context.programme.ends_on)
        )
    )
    return [*found, (None, cooperating), (None, private_investment)]


def first_indicator(context: ReadContext) -> Measure:
    """The fund's first indicator: enterprises supported in any form."""
    return next(m for _rule, m in indicators(context) if m.kind is MeasureKind.DISTINCT)


def overview(context: ReadContext) -> IndicatorOverview:
    """The results of the page's programme on its day."""
    structure, here, main = context.structure, context.slice, first_indicator(context)
    measures = [m for _rule, m in indicators(context)]
    pairs = list(combinations_with_replacement([a.pk for a in structure.areas], 2))
    asked: dict[Any, Request] = {("goal", i): r for i, r in enumerate(requests_for(context, structure.targets))}
    asked |= {("all", m.code): Request(m, here) for m in measures}
    asked |= {("approved", m.code): Request(m, here.given(**APPROVED)) for m in measures}
    asked |= {
        "places": Request(main, here, ("municipality",)),
        "home": Request(main, here, ("home",)),
        "across": Request(main, here, ("partner", "home")),
        "reach": Request(municipalities, here),
        "hours": Request(hours, here),
    }
    asked |= {("pair", pair): Request(main, shared_slice(here, pair)) for pair in pairs}
    found = dict(zip(asked, fetch(list(asked.values())), strict=True))
    places = {
        m.code: context.figure(main, found["places"].get((m.code,), 0), municipality=m.code)
        for m in structure.municipalities
    }
    return IndicatorOverview(
        goals=goals(context, structure.targets, [found["goal", i] for i in range(len(structure.targets))]),
        lines=[_line(context, m, found["all", m.code], found["approved", m.code]) for m in measures],
        reach=context.figure(municipalities, found["reach"].get((), 0)),
        places=places,
        without=[m for m in structure.municipalities if not places[m.code].value],
        by_partner=[(p, context.figure(main, found["home"].get((p.pk,), 0), home=p.pk)) for p in structure.partners],
        across=Across(
            {
                (giver.pk, home.pk): context.figure(
                    main, found["across"].get((giver.pk, home.pk), 0), partner=giver.pk, home=home.pk
                )
                for giver in structure.partners
                for home in structure.partners
            },
            _area_pairs(context, main, {pair: found["pair", pair].get((), 0) for pair in pairs}),
        ),
        hours=context.figure(hours, found["hours"].get((), 0)),
    )


def shared_slice(here: Slice, pair: tuple[int, int]) -> Slice:
    """Enterprises of the first area that are in the second too; one area's own where they are the same."""
    first, second = pair
    return here.of(area=first) if first == second else here.of(area=first).given(also_area=second)


def _area_pairs(
    context: ReadContext, main: Measure, values: Mapping[tuple[int, int], Any]
) -> dict[tuple[int, int], Figure]:
    found = {}
    for pair, value in values.items():
        figure = context.figure(main, value, shared_slice(context.slice, pair))
        found[pair] = found[pair[1], pair[0]] = figure
    return found


def _line(
    context: ReadContext, counted: Measure, every: Mapping[Any, Any], approved: Mapping[Any, Any]
) -> IndicatorLine:
    value, settled = every.get((), 0), approved.get((), 0)
    return IndicatorLine(
        counted.code,
        context.figure(counted, value),
        context.figure(counted, settled, context.slice.given(**APPROVED)),
        value - settled,
    )
