"""The results overview: are the targets reached, what was counted, where, and who works across borders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement
from typing import Any

from samspel.kernel.figures import Figure, Kind, Measure, Request, Slice, fetch
from samspel.kernel.models import Municipality
from samspel.kernel.rules import Rule
from samspel.programme.goals import Goal, goals, requests_for
from samspel.programme.models import Partner
from samspel.programme.page import Page
from samspel.results.figures import indicators_of
from samspel.results.figures.own import cooperating, hours, municipalities, private_investment

APPROVED = {"approved": "1"}


@dataclass(frozen=True)
class Line:
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
class Overview:
    """Everything on the page."""

    goals: Sequence[Goal]
    lines: Sequence[Line]
    reach: Figure
    places: Mapping[str, Figure]
    without: Sequence[Municipality]
    by_partner: Sequence[tuple[Partner, Figure]]
    across: Across
    hours: Figure


def indicators(page: Page) -> Sequence[tuple[Rule | None, Measure]]:
    """What the programme is followed up by: the fund's indicators in force, then its own."""
    found: list[tuple[Rule | None, Measure]] = list(
        indicators_of(page.programme.rule_set, min(max(page.day, page.programme.starts_on), page.programme.ends_on))
    )
    return [*found, (None, cooperating), (None, private_investment)]


def first_indicator(page: Page) -> Measure:
    """The fund's first indicator: enterprises supported in any form."""
    return next(m for _rule, m in indicators(page) if m.kind is Kind.DISTINCT)


def overview(page: Page) -> Overview:
    """The results of the page's programme on its day."""
    structure, here, main = page.structure, page.slice, first_indicator(page)
    measures = [m for _rule, m in indicators(page)]
    pairs = list(combinations_with_replacement([a.pk for a in structure.areas], 2))
    asked: dict[Any, Request] = {("goal", i): r for i, r in enumerate(requests_for(page, structure.targets))}
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
        m.code: page.figure(main, found["places"].get((m.code,), 0), municipality=m.code)
        for m in structure.municipalities
    }
    return Overview(
        goals=goals(page, structure.targets, [found["goal", i] for i in range(len(structure.targets))]),
        lines=[_line(page, m, found["all", m.code], found["approved", m.code]) for m in measures],
        reach=page.figure(municipalities, found["reach"].get((), 0)),
        places=places,
        without=[m for m in structure.municipalities if not places[m.code].value],
        by_partner=[(p, page.figure(main, found["home"].get((p.pk,), 0), home=p.pk)) for p in structure.partners],
        across=Across(
            {
                (giver.pk, home.pk): page.figure(
                    main, found["across"].get((giver.pk, home.pk), 0), partner=giver.pk, home=home.pk
                )
                for giver in structure.partners
                for home in structure.partners
            },
            _area_pairs(page, main, {pair: found["pair", pair].get((), 0) for pair in pairs}),
        ),
        hours=page.figure(hours, found["hours"].get((), 0)),
    )


def shared_slice(here: Slice, pair: tuple[int, int]) -> Slice:
    """Enterprises of the first area that are in the second too; one area's own where they are the same."""
    first, second = pair
    return here.of(area=first) if first == second else here.of(area=first).given(also_area=second)


def _area_pairs(page: Page, main: Measure, values: Mapping[tuple[int, int], Any]) -> dict[tuple[int, int], Figure]:
    found = {}
    for pair, value in values.items():
        figure = page.figure(main, value, shared_slice(page.slice, pair))
        found[pair] = found[pair[1], pair[0]] = figure
    return found


def _line(page: Page, counted: Measure, every: Mapping[Any, Any], approved: Mapping[Any, Any]) -> Line:
    value, settled = every.get((), 0), approved.get((), 0)
    return Line(
        counted.code,
        page.figure(counted, value),
        page.figure(counted, settled, page.slice.given(**APPROVED)),
        value - settled,
    )
