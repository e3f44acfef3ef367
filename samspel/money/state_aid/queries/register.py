"""The register of de minimis aid: grants that the duty to register covers, each with its last day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from samspel.core import clock
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.rule_set import free_days_of, rules_of
from samspel.core.rules import RuleSet
from samspel.money.state_aid.queries.ledger import DE_MINIMIS, KEPT
from samspel.money.state_aid.queries.rate import NoRate, rate_on
from samspel.money.state_aid.rules import kept_until, register_by, to_eur
from samspel.results.models import Support

REGISTER = "state-aid.de-minimis-register"


@dataclass(frozen=True)
class RegisterRow:
    """A grant for the register: the last day for it, the day until which its records are kept, and its entry where it
    is made."""

    support: Support
    eur: Decimal | None
    due: date
    kept_until: date
    entry: Any

    @property
    def late(self) -> bool:
        """Whether the day has passed with no entry."""
        return self.entry is None and self.due < clock.today()


def registrable_support(context: ReadContext) -> Any:
    """The programme's de minimis support from the day the duty begins, as a queryset; empty where there is none."""
    begins = _begins(rules_of(context.programme))
    rows = Support.objects.filter(
        programme=context.programme, aid_basis=DE_MINIMIS, voided_at=None, amount__gt=0,
    )  # fmt: skip
    rows = rows.none() if begins is None else rows.filter(occurred_on__gte=begins)
    return rows.select_related("organisation", "partner", "aid_entry__entered_by").order_by("occurred_on", "pk")


def register_rows(context: ReadContext, rows: Any) -> Iterator[RegisterRow]:
    """Each support of `rows` with its last day, and EUR where the rate is known."""
    rules = rules_of(context.programme)
    by_day: dict[date, tuple[Decimal | None, date, date]] = {}
    for support in rows:
        day = support.occurred_on
        if day not in by_day:
            last = register_by(day, int(rules.number(REGISTER, day)), free_days_of(context.programme, day))
            kept = kept_until(day, int(rules.number(KEPT, day)))
            by_day[day] = _rate(context.programme.currency, day), last, kept
        rate, last, kept = by_day[day]
        yield RegisterRow(
            support,
            None if rate is None else to_eur(support.amount, rate),
            last,
            kept,
            getattr(support, "aid_entry", None),
        )


def _rate(currency: str, day: date) -> Decimal | None:
    try:
        return rate_on(currency, day)
    except NoRate:
        return None


def _begins(rules: RuleSet) -> date | None:
    """The first day that the duty to register holds."""
    days = [rule.valid_from for rule in rules.rules if rule.code == REGISTER and rule.valid_from]
    return min(days, default=None)


def support_of(context: ReadContext, pk: int) -> Support | None:
    """A support of the programme that stands."""
    found: Support | None = Support.objects.filter(programme=context.programme, pk=pk, voided_at=None).first()
    return found
