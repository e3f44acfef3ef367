"""Budget and financing as tables of figures: a row per category or financier, a column per year, sums all round."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from samspel.core.figures import Breakdown, Figure, Request, fetch, measure
from samspel.core.programmes.context import ReadContext


@dataclass(frozen=True)
class PlanTableRow:
    """A row: its name, a figure per year, and its sum."""

    name: str
    years: Sequence[Figure]
    total: Figure


@dataclass(frozen=True)
class PlanTable:
    """The whole table; the last row is the sum."""

    years: Sequence[int]
    rows: Sequence[PlanTableRow]
    sum: PlanTableRow


def plan_tables(context: ReadContext) -> tuple[PlanTable, PlanTable]:
    """Budget and financing by year, both fetched in one statement."""
    budget, financing = fetch(
        [
            Request(measure("programme.budget"), context.slice, ("category", "year")),
            Request(measure("programme.financing"), context.slice, ("financier", "year")),
        ]
    )
    return budget_table(context, budget), financing_table(context, financing)


def budget_table(context: ReadContext, found: Breakdown) -> PlanTable:
    """Costs by category and year."""
    return _table(
        context, "programme.budget", "category", [(c.pk, c.name) for c in context.structure.categories], found
    )


def financing_table(context: ReadContext, found: Breakdown) -> PlanTable:
    """Financing by financier and year."""
    return _table(
        context, "programme.financing", "financier", [(f.pk, f.name) for f in context.structure.financiers], found
    )


def _table(
    context: ReadContext, code: str, key: str, members: Sequence[tuple[int, str]], found: Breakdown
) -> PlanTable:
    counted = measure(code)
    years = list(range(context.programme.starts_on.year, context.programme.ends_on.year + 1))
    amount = {(pk, year): Decimal(found.get((pk, year), 0)) for pk, _name in members for year in years}
    rows = [
        PlanTableRow(
            name,
            [context.figure(counted, amount[pk, year], None, **{key: pk, "year": year}) for year in years],
            context.figure(counted, sum((amount[pk, year] for year in years), Decimal(0)), None, **{key: pk}),
        )
        for pk, name in members
    ]
    by_year = [sum((amount[pk, year] for pk, _name in members), Decimal(0)) for year in years]
    return PlanTable(
        years,
        rows,
        PlanTableRow(
            _("Sum"),
            [context.figure(counted, value, year=year) for value, year in zip(by_year, years, strict=True)],
            context.figure(counted, sum(by_year, Decimal(0))),
        ),
    )
