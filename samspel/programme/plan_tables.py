"""Budget and financing as tables of figures: a row per category or financier, a column per year, sums all round."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from samspel.kernel.figures import Breakdown, Figure, measure
from samspel.programme.page import Page


@dataclass(frozen=True)
class PlanRow:
    """A row: its name, a figure per year, and its sum."""

    name: str
    years: Sequence[Figure]
    total: Figure


@dataclass(frozen=True)
class PlanTable:
    """The whole table; the last row is the sum."""

    years: Sequence[int]
    rows: Sequence[PlanRow]
    sum: PlanRow


def budget_table(page: Page, found: Breakdown) -> PlanTable:
    """Costs by category and year."""
    return _table(page, "programme.budget", "category", [(c.pk, c.name) for c in page.structure.categories], found)


def financing_table(page: Page, found: Breakdown) -> PlanTable:
    """Financing by financier and year."""
    return _table(page, "programme.financing", "financier", [(f.pk, f.name) for f in page.structure.financiers], found)


def _table(page: Page, code: str, key: str, members: Sequence[tuple[int, str]], found: Breakdown) -> PlanTable:
    counted = measure(code)
    years = list(range(page.programme.starts_on.year, page.programme.ends_on.year + 1))
    amount = {(pk, year): Decimal(found.get((pk, year), 0)) for pk, _name in members for year in years}
    rows = [
        PlanRow(
            name,
            [page.figure(counted, amount[pk, year], None, **{key: pk, "year": year}) for year in years],
            page.figure(counted, sum((amount[pk, year] for year in years), Decimal(0)), None, **{key: pk}),
        )
        for pk, name in members
    ]
    by_year = [sum((amount[pk, year] for pk, _name in members), Decimal(0)) for year in years]
    return PlanTable(
        years,
        rows,
        PlanRow(
            _("Sum"),
            [page.figure(counted, value, year=year) for value, year in zip(by_year, years, strict=True)],
            page.figure(counted, sum(by_year, Decimal(0))),
        ),
    )
