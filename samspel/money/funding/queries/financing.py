"""Co-financing in figures: planned, applied for, granted and paid in, by financier and year."""

from collections.abc import Sequence
from dataclasses import dataclass

from samspel.core.figures import Figure, Request, fetch, measure
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Financier

CODES = ("programme.financing", "money.funding_applied", "money.funding_decided", "money.funding_paid")


@dataclass(frozen=True)
class FinancierRow:
    """A financier: planned, applied for, granted and paid in."""

    financier: Financier
    figures: Sequence[Figure]


def financier_rows(context: ReadContext) -> list[FinancierRow]:
    """A row for each financier among the partners."""
    among = [f for f in context.structure.financiers if f.partner_id]
    found = fetch([Request(measure(code), context.slice, ("financier",)) for code in CODES])
    return [
        FinancierRow(
            one,
            [
                context.figure(measure(code), answer.get((one.pk,), 0), financier=one.pk)
                for code, answer in zip(CODES, found, strict=True)
            ],
        )
        for one in among
    ]


def year_figures(context: ReadContext) -> list[tuple[int, Sequence[Figure]]]:
    """Each year of the plan: applied for, granted and paid in."""
    found = fetch([Request(measure(code), context.slice, ("year",)) for code in CODES[1:]])
    return [
        (
            year,
            [
                context.figure(measure(code), answer.get((year,), 0), year=year)
                for code, answer in zip(CODES[1:], found, strict=True)
            ],
        )
        for year in range(context.programme.starts_on.year, context.programme.ends_on.year + 1)
    ]


def total_figures(context: ReadContext) -> Sequence[Figure]:
    """Applied for, granted and paid in, in all."""
    found = fetch([Request(measure(code), context.slice, ()) for code in CODES[1:]])
    return [context.figure(measure(code), answer.get((), 0)) for code, answer in zip(CODES[1:], found, strict=True)]
