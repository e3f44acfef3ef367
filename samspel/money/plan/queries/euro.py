"""The money plan in euro: each amount and its euro, which add up to the converted sum."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from samspel.core.figures import Figure, Request, fetch, measure
from samspel.core.programmes.context import ReadContext
from samspel.money.plan.queries.terms import planning_rate
from samspel.money.plan.rules.allocation import allocate
from samspel.money.state_aid.queries.rate import NoRate, rate_on

ZERO = Decimal(0)


@dataclass(frozen=True)
class EuroTable:
    """A table of the plan: (name, amount, EUR) of each row, and the sums."""

    rows: Sequence[tuple[str, Figure, Decimal]]
    total: Figure
    euro: Decimal


def rate_for(context: ReadContext, day: date | None) -> tuple[Decimal | None, str]:
    """The day's rate, or the grant's planning rate where no day is given; None and why where there is none."""
    if day is None:
        if planned := planning_rate(context.programme):
            return planned, ""
        return None, _("The grant's terms name no planning rate. Choose a day instead.")
    try:
        return rate_on(context.programme.currency, day), ""
    except NoRate as missing:
        return None, str(missing)


def plan_in_euro(context: ReadContext, rate: Decimal) -> tuple[EuroTable, EuroTable]:
    """Budget and financing at the rate; two statements in one round."""
    budget, financing = fetch([
        Request(measure("programme.budget"), context.slice, ("category",)),
        Request(measure("programme.financing"), context.slice, ("financier",)),
    ])  # fmt: skip
    structure = context.structure
    return (
        _table(context, "programme.budget", "category", structure.categories, budget, rate),
        _table(context, "programme.financing", "financier", structure.financiers, financing, rate),
    )


def _table(context: ReadContext, code: str, key: str, members: Sequence[Any], found: Any, rate: Decimal) -> EuroTable:
    amounts = {m.pk: Decimal(found.get((m.pk,), 0)) for m in members}
    total = sum(amounts.values(), ZERO)
    euro = (total / rate).quantize(Decimal("0.01"))
    parts = allocate(euro, amounts) if total else dict.fromkeys(amounts, ZERO)
    rows = [(m.name, context.figure(measure(code), amounts[m.pk], **{key: m.pk}), parts[m.pk]) for m in members]
    return EuroTable(rows, context.figure(measure(code), total), euro)
