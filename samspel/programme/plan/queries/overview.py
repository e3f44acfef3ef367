"""The overview: five questions and their answers. One statement fetches every figure on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Any

from samspel.core.figures import Breakdown, Figure, Measure, MeasureKind, Request, fetch, measure
from samspel.core.models import Municipality
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Area, CostCategory, Financier, Partner
from samspel.core.programmes.policy import WorklistAction
from samspel.programme.initiatives.models import Initiative
from samspel.programme.initiatives.queries.initiatives import initiatives
from samspel.programme.initiatives.queries.work_list import waiting
from samspel.programme.plan.queries.goals import Goal, goals, requests_for
from samspel.programme.plan.rules.headline import headline
from samspel.ui.templatetags.formats import language
from samspel.web.worklist import Waiting

TODO_LENGTH = 4


@dataclass(frozen=True)
class Money:
    """Planned and spent, in all and by category, and who pays. `planned` is the plan's share up to the day."""

    budget: Figure
    spent: Figure
    by_category: Sequence[tuple[CostCategory, Figure, Figure]]
    by_financier: Sequence[tuple[Financier, Figure]]
    financing: Figure
    planned: Decimal

    @property
    def pace(self) -> float:
        """The share of the budget that the plan has spent by the day."""
        return float(self.planned / self.budget.value) if self.budget.value else 0.0

    @property
    def gap(self) -> Decimal:
        """Spent minus planned; negative when under plan."""
        return Decimal(self.spent.value) - self.planned

    @property
    def gap_size(self) -> Decimal:
        """The gap without its sign."""
        return abs(self.gap)


@dataclass(frozen=True)
class TerritoryReach:
    """How far over the territory the programme has come, by the measure of its first target that has places."""

    municipalities: Figure
    of: int
    by_municipality: Mapping[str, Figure]
    without: Sequence[Municipality]
    by_partner: Sequence[tuple[Partner, Figure]]


@dataclass(frozen=True)
class ProgrammeOverview:
    """Everything on the page."""

    heading: str
    todo: Sequence[Waiting]
    begun: Figure
    joint: Figure
    rows: Sequence[Initiative]
    goals: Sequence[Goal]
    money: Money
    reach: TerritoryReach | None
    pairs: Mapping[tuple[int, int], Figure]
    linked_pairs: int
    all_pairs: int
    unlinked: Sequence[tuple[Area, Area]]
    hub: Area | None

    @property
    def on_pace(self) -> int:
        """How many targets are as they should be."""
        return sum(goal.verdict.state.good for goal in self.goals)


def overview(context: ReadContext) -> ProgrammeOverview:
    """The overview of the page's programme on its day."""
    structure, targets = context.structure, context.structure.targets
    reached = reach_measure(targets)
    answers = _answers(context, targets, reached)
    judged = goals(context, targets, answers["targets"])
    pairs = _pairs(context, answers["pairs"])
    linked = {key for key in combinations([a.pk for a in structure.areas], 2) if pairs[key].value}
    unlinked = [(a, b) for a, b in combinations(structure.areas, 2) if (a.pk, b.pk) not in linked]
    return ProgrammeOverview(
        heading=headline([goal.standing for goal in judged], language(), context.as_of >= context.programme.starts_on),
        todo=waiting(context)[:TODO_LENGTH] if context.may(WorklistAction.VIEW) else [],
        begun=context.figure(measure("programme.initiatives"), answers["begun"].get((), 0)),
        joint=context.figure(measure("programme.joint_initiatives"), answers["joint"].get((), 0)),
        rows=initiatives(context),
        goals=judged,
        money=_money(context, answers),
        reach=_reach(context, reached, answers) if reached else None,
        pairs=pairs,
        linked_pairs=len(linked),
        all_pairs=len(linked) + len(unlinked),
        unlinked=unlinked,
        hub=_hub(structure.areas, linked),
    )


def money(context: ReadContext) -> Money:
    """The money part alone."""
    return _money(
        context, dict(zip(_money_requests(context), fetch(list(_money_requests(context).values())), strict=True))
    )


def reach_measure(targets: Sequence[Any]) -> Measure | None:
    """The first target's measure that counts things with a place."""
    counted = (measure(target.measure) for target in targets)
    return next((m for m in counted if m.kind is MeasureKind.DISTINCT and "municipality" in m.dimensions), None)


def planned_until(day: date, start: date, end: date, by_year: Mapping[int, Decimal]) -> Decimal:
    """The plan's money up to and including the day, each year's spread evenly over its days in the programme. Pure."""
    total = Decimal(0)
    for year, amount in by_year.items():
        first, last = max(date(year, 1, 1), start), min(date(year, 12, 31), end)
        days = (last - first).days + 1
        passed = min(max((day - first).days + 1, 0), days)
        total += amount * passed / days if days > 0 else Decimal(0)
    return total.quantize(Decimal("0.01"))


def _answers(context: ReadContext, targets: Sequence[Any], reached: Measure | None) -> dict[str, Any]:
    here = context.slice
    named = {
        "begun": Request(measure("programme.initiatives"), here),
        "joint": Request(measure("programme.joint_initiatives"), here),
        "pairs": Request(measure("programme.shared_initiatives"), here, ("area", "other_area")),
        **_money_requests(context),
    }
    if reached:
        named["reach"] = Request(reached, here, ("municipality",))
        named["home"] = Request(reached, here, ("home",))
        named["municipalities"] = Request(measure("results.municipalities"), here)
    first = requests_for(context, targets)
    found = fetch([*first, *named.values()])
    return {"targets": found[: len(first)], **dict(zip(named, found[len(first) :], strict=True))}


def _money_requests(context: ReadContext) -> dict[str, Request]:
    return {
        "budget": Request(measure("programme.budget"), context.slice, ("category", "year")),
        "financing": Request(measure("programme.financing"), context.slice, ("financier",)),
        "spent": Request(measure("money.worked_up"), context.slice, ("category",)),
    }


def _money(context: ReadContext, answers: Mapping[str, Breakdown]) -> Money:
    budget, spent, financing = answers["budget"], answers["spent"], answers["financing"]
    planned, worked_up, financed = (measure(c) for c in ("programme.budget", "money.worked_up", "programme.financing"))
    by_year: dict[int, Decimal] = {}
    by_category: dict[int, Decimal] = {}
    for (category, year), amount in budget.items():
        by_year[year] = by_year.get(year, Decimal(0)) + amount
        by_category[category] = by_category.get(category, Decimal(0)) + amount
    programme = context.programme
    return Money(
        budget=context.figure(planned, sum(by_year.values(), Decimal(0))),
        spent=context.figure(worked_up, sum(spent.values(), Decimal(0))),
        by_category=[
            (
                category,
                context.figure(planned, by_category.get(category.pk, Decimal(0)), category=category.pk),
                context.figure(worked_up, spent.get((category.pk,), Decimal(0)), category=category.pk),
            )
            for category in context.structure.categories
        ],
        by_financier=[
            (
                financier,
                context.figure(financed, financing.get((financier.pk,), Decimal(0)), financier=financier.pk),
            )
            for financier in context.structure.financiers
        ],
        financing=context.figure(financed, sum(financing.values(), Decimal(0))),
        planned=planned_until(context.as_of, programme.starts_on, programme.ends_on, by_year),
    )


def _reach(context: ReadContext, reached: Measure, answers: Mapping[str, Breakdown]) -> TerritoryReach:
    found, places = answers["reach"], context.structure.municipalities
    by_place = {m.code: context.figure(reached, found.get((m.code,), 0), municipality=m.code) for m in places}
    by_home = answers["home"]
    return TerritoryReach(
        municipalities=context.figure(measure("results.municipalities"), answers["municipalities"].get((), 0)),
        of=len(places),
        by_municipality=by_place,
        without=[m for m in places if not by_place[m.code].value],
        by_partner=[
            (partner, context.figure(reached, by_home.get((partner.pk,), 0), home=partner.pk))
            for partner in context.structure.partners
        ],
    )


def _pairs(context: ReadContext, found: Breakdown) -> dict[tuple[int, int], Figure]:
    shared = measure("programme.shared_initiatives")
    return {
        (a.pk, b.pk): context.figure(shared, found.get((a.pk, b.pk), 0), area=a.pk, other_area=b.pk)
        for a in context.structure.areas
        for b in context.structure.areas
    }


def _hub(areas: Sequence[Area], linked: set[tuple[int, int]]) -> Area | None:
    """The one area linked to every other, where there is exactly one and not all are."""
    degrees = {area.pk: sum(area.pk in pair for pair in linked) for area in areas}
    full = [area for area in areas if len(areas) > 2 and degrees[area.pk] == len(areas) - 1]
    return full[0] if len(full) == 1 else None
