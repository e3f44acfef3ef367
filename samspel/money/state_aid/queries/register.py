"""What the state aid pages show: who has got de minimis aid, what waits, and what is to be registered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import holidays
from django.db.models import Count, Max, Min, Q

from samspel.actors.models import Organisation
from samspel.core import clock
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.rule_set import rules_of
from samspel.core.rules import RuleSet
from samspel.money.models import AidDeclaration, AidRequest, ExchangeRate
from samspel.money.state_aid.queries.ledger import DE_MINIMIS, NoRate, declarations_of, ledger, members_of, rate_on
from samspel.money.state_aid.rules import kept_until, register_by, to_eur
from samspel.results.models import Support

REGISTER = "state-aid.de-minimis-register"


def receivers(context: ReadContext) -> Any:
    """Organisations that the programme has given de minimis aid or that have declared, by name: a queryset with the
    number of grants, the first and the last day, and the day of the latest declaration."""
    aid = Q(support_facts__programme=context.programme, support_facts__aid_basis=DE_MINIMIS, support_facts__voided_at=None,
            support_facts__amount__gt=0)  # fmt: skip
    own = Q(aid_declarations__programme=context.programme, aid_declarations__voided_at=None)
    rows = Organisation.objects.filter(aid | own).annotate(
        grants=Count("support_facts", filter=aid, distinct=True),
        first=Min("support_facts__occurred_on", filter=aid),
        last=Max("support_facts__occurred_on", filter=aid),
        declared=Max("aid_declarations__occurred_on", filter=own),
    )
    return rows.order_by("name", "pk")


def undecided(context: ReadContext) -> Any:
    """Supports held at the ceiling, oldest first."""
    rows = AidRequest.objects.filter(programme=context.programme, state="pending")
    return rows.select_related("organisation", "partner", "asked_by").order_by("asked_at")


def unapproved(context: ReadContext) -> Any:
    """Declarations that nobody has approved, oldest first."""
    rows = AidDeclaration.objects.filter(programme=context.programme, voided_at=None, approval=None)
    return rows.select_related("organisation", "recorded_by").order_by("occurred_on", "pk")


def rates(context: ReadContext) -> Any:
    """The rates of the programme's currency, the latest first."""
    return ExchangeRate.objects.filter(currency=context.programme.currency).select_related("recorded_by")


@dataclass(frozen=True)
class Line:
    """A grant in a ledger: in the programme's currency where it is recorded here, in EUR always."""

    on: date
    giver: str
    what: str
    amount: Decimal | None
    currency: str
    eur: Decimal
    counts: bool
    kept_until: date
    support: Support | None


@dataclass(frozen=True)
class Standing:
    """An undertaking's ledger as a page shows it."""

    found: Any
    lines: list[Line]
    declarations: list[AidDeclaration]


def standing(context: ReadContext, organisation: Organisation, day: date, amount: Decimal = Decimal(0)) -> Standing:
    """The ledger on the day with a verdict on the amount (EUR). NoRate where a grant cannot be converted."""
    found = ledger(context.programme, organisation, day, amount)
    counted = set(map(id, found.verdict.counted))
    lines = []
    for grant in found.grants:
        support = grant.about if isinstance(grant.about, Support) else None
        lines.append(
            Line(
                on=grant.on,
                giver=grant.giver,
                what=support.organisation.name if support else "",
                amount=support.amount if support else None,
                currency=support.programme.currency if support else "EUR",
                eur=grant.amount,
                counts=id(grant) in counted,
                kept_until=kept_until(grant.on),
                support=support,
            )
        )
    return Standing(found, lines, list(declarations_of(members_of(organisation, day))))


@dataclass(frozen=True)
class Entry:
    """A grant for the register: the last day for it, and its entry where it is made."""

    support: Support
    eur: Decimal | None
    due: date
    entry: Any

    @property
    def late(self) -> bool:
        """Whether the day has passed with no entry."""
        return self.entry is None and self.due < clock.today()


def registrable(context: ReadContext) -> Any:
    """The programme's de minimis support from the day the duty begins, as a queryset; empty where there is none."""
    begins = _begins(rules_of(context.programme))
    rows = Support.objects.filter(
        programme=context.programme, aid_basis=DE_MINIMIS, voided_at=None, amount__gt=0,
    )  # fmt: skip
    rows = rows.none() if begins is None else rows.filter(occurred_on__gte=begins)
    return rows.select_related("organisation", "partner", "aid_entry__entered_by").order_by("occurred_on", "pk")


def entries(context: ReadContext, rows: Any) -> Iterator[Entry]:
    """Each support of `rows` with its last day, and EUR where the rate is known."""
    rules, free = rules_of(context.programme), holidays.Sweden(include_sundays=False)
    by_day: dict[date, Decimal | None] = {}
    for support in rows:
        day = support.occurred_on
        if day not in by_day:
            by_day[day] = _rate(context.programme.currency, day)
        rate = by_day[day]
        days = int(rules.number(REGISTER, day))
        yield Entry(
            support,
            None if rate is None else to_eur(support.amount, rate),
            register_by(day, days, free),
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
