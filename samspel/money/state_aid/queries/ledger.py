"""The ledger of an undertaking: who is in it, what it has got and declared, and what is left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from samspel.actors.models import Identity, Organisation
from samspel.actors.ownership.queries import holdings_around
from samspel.actors.ownership.rules import undertaking
from samspel.core.programmes.models import Programme
from samspel.core.programmes.rule_set import rules_of
from samspel.core.rules import RuleSet
from samspel.money.models import AidDeclaration, ExchangeRate
from samspel.money.state_aid.rules import CeilingVerdict, Grant, Regime, assess_all, to_eur
from samspel.results.models import Support

DE_MINIMIS = "de_minimis"
KEPT = "retention.state-aid-years"
FRESH = 7  # days a published rate stands in for a day without one, such as a weekend


class NoRate(Exception):  # noqa: N818  named after what is the case
    """No exchange rate is known for the day; the message is for the user."""


def regime_on(rules: RuleSet, day: date) -> Regime:
    """The regime of the day, from the rule set."""
    return Regime(
        rules.number("state-aid.de-minimis-ceiling", day),
        str(rules.value("state-aid.de-minimis-window", day)),
        int(rules.number("state-aid.de-minimis-window-years", day)),
    )


def rate_on(currency: str, day: date) -> Decimal:
    """Units of the currency for one EUR on the day: as published then, or on the nearest day of the week before."""
    if currency == "EUR":
        return Decimal(1)
    since = day - timedelta(days=FRESH)
    row = ExchangeRate.objects.filter(currency=currency, day__lte=day, day__gt=since).order_by("-day").first()
    if row is None:
        told = _("No exchange rate for %(currency)s is put in for %(day)s. Put it in under State aid, Exchange rates.")
        raise NoRate(told % {"currency": currency, "day": day.isoformat()})
    return row.rate


def members_of(organisation: Organisation, day: date) -> set[int]:
    """Ids of everyone that is one undertaking with the organisation on the day, merged ones included."""
    found: set[int] = set()
    new = _same_as({organisation.pk})
    while new:
        found |= new
        reached: set[Any] = set()
        for pk in new:
            reached |= undertaking(pk, holdings_around(pk), day)
        new = _same_as(reached) - found
    return found


def _same_as(ids: set[int]) -> set[int]:
    """The ids of all that count as the same organisations as these."""
    ends = Identity.objects.filter(organisation__in=ids, known_until=None).values("counts_as")
    rows = Identity.objects.filter(counts_as__in=ends, known_until=None)
    return set(rows.values_list("organisation", flat=True))


def supports_of(members: set[int]) -> Any:
    """The de minimis support of the members, in every programme."""
    rows = Support.objects.filter(organisation__in=members, aid_basis=DE_MINIMIS, voided_at=None, amount__gt=0)
    return rows.select_related("programme", "organisation", "partner").order_by("occurred_on", "pk")


def declarations_of(members: set[int]) -> Any:
    """The declarations that stand, the latest first."""
    rows = AidDeclaration.objects.filter(organisation__in=members, voided_at=None)
    return rows.select_related("approval__approved_by", "organisation", "programme").order_by("-occurred_on", "-pk")


def grants_of(members: set[int], but: Support | None = None) -> list[Grant]:
    """What the undertaking has got: support recorded here, and what it has declared of others, from its latest
    approved declaration. NoRate where an amount cannot be converted."""
    found = [
        Grant(s.occurred_on, to_eur(s.amount, rate_on(s.programme.currency, s.occurred_on)), s.partner.name, s)
        for s in supports_of(members)
        if but is None or s.pk != but.pk
    ]
    latest = declarations_of(members).filter(approval__isnull=False).first()
    if latest is not None:
        found += [Grant(line.granted_on, line.amount, line.giver, line) for line in latest.lines.all()]
    return sorted(found, key=lambda grant: (grant.on, grant.giver))


@dataclass(frozen=True)
class Ledger:
    """An undertaking's ledger on a day."""

    organisation: Organisation
    day: date
    members: Sequence[Organisation]
    grants: Sequence[Grant]
    verdict: CeilingVerdict
    declaration: AidDeclaration | None


def ledger(programme: Programme, organisation: Organisation, day: date, amount: Decimal = Decimal(0),
           but: Support | None = None) -> Ledger:  # fmt: skip
    """The ledger as it stands, with a verdict on an amount in EUR on the day (zero: what is left).

    `but` is a support that is being replaced, and left out."""
    members = members_of(organisation, day)
    latest = declarations_of(members).filter(approval__isnull=False, occurred_on__lte=day).first()
    rules = rules_of(programme)
    grants = grants_of(members, but)
    month = latest.fiscal_year_month if latest else 1
    verdict = assess_all(amount, day, grants, lambda on: regime_on(rules, on), month)
    rows = Organisation.objects.filter(pk__in=members).order_by("name")
    return Ledger(organisation, day, list(rows), grants, verdict, latest)
