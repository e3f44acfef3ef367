"""The ledger of an undertaking: who is in it, what it has got and declared, and what is left."""

from collections.abc import Collection, Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain
from math import inf
from typing import Any

from samspel.actors.models import Organisation
from samspel.core.bulk import in_parts
from samspel.core.programmes.models import Programme
from samspel.core.programmes.rule_set import rules_of
from samspel.core.rules import RuleSet
from samspel.money.models import AidDeclaration
from samspel.money.state_aid.queries.rate import Rates
from samspel.money.state_aid.queries.undertakings import members_of
from samspel.money.state_aid.rules import AidGrant, CeilingVerdict, Regime, assess_all, to_eur
from samspel.results.models import Support

DE_MINIMIS = "de_minimis"
KEPT = "retention.state-aid-years"


def regime_on(rules: RuleSet, day: date) -> Regime:
    """The regime of the day, from the rule set."""
    return Regime(
        rules.number("state-aid.de-minimis-ceiling", day),
        str(rules.value("state-aid.de-minimis-window", day)),
        int(rules.number("state-aid.de-minimis-window-years", day)),
    )


def supports_of(members: Collection[int]) -> Any:
    """The de minimis support of the members, in every programme."""
    rows = Support.objects.filter(organisation__in=members, aid_basis=DE_MINIMIS, voided_at=None, amount__gt=0)
    return rows.select_related("programme", "organisation", "partner").order_by("occurred_on", "pk")


def declarations_of(members: Collection[int]) -> Any:
    """The declarations that stand, the latest first."""
    rows = AidDeclaration.objects.filter(organisation__in=members, voided_at=None)
    return rows.select_related("approval__approved_by", "organisation", "programme").order_by("-occurred_on", "-pk")


@dataclass(frozen=True)
class AidStanding:
    """What an undertaking has got, a verdict on an amount on a day, and its declaration signed by then."""

    grants: Sequence[AidGrant]
    verdict: CeilingVerdict
    declaration: AidDeclaration | None


@dataclass(frozen=True)
class Ledger(AidStanding):
    """An undertaking's ledger on a day, with who is in it."""

    organisation: Organisation
    day: date
    members: Sequence[Organisation]


class Ledgers:
    """What organisations have got and declared, read in a few statements; asked for the members of an undertaking.

    `days` are (currency, day) that are to be converted too; `but` is a support that is being replaced, and left out."""

    def __init__(
        self, organisations: Collection[int], days: Iterable[tuple[str, date]] = (), but: Support | None = None
    ) -> None:
        self._supports: dict[int, list[Support]] = {}
        self._declarations: dict[int, list[AidDeclaration]] = {}
        for part in in_parts(sorted(organisations)):
            for support in supports_of(part):
                if but is None or support.pk != but.pk:
                    self.add(support)
            for declaration in declarations_of(part).filter(approval__isnull=False).prefetch_related("lines"):
                self._declarations.setdefault(declaration.organisation_id, []).append(declaration)
        supports = chain.from_iterable(self._supports.values())
        self.rates = Rates([*days, *((support.programme.currency, support.occurred_on) for support in supports)])

    def add(self, support: Support) -> None:
        """Count a support from now on, such as one that is about to be written. Its day is one of `days`."""
        self._supports.setdefault(support.organisation_id, []).append(support)

    def standing(self, programme: Programme, members: Set[int], day: date, amount: Decimal) -> AidStanding:
        """How the undertaking stands on the day, with a verdict on so many EUR by the rules of the programme. NoRate
        where a grant cannot be converted."""
        rules, signed = rules_of(programme), self._latest(members, day)
        grants = self.grants(members)
        month = signed.fiscal_year_month if signed else 1
        verdict = assess_all(amount, day, grants, lambda on: regime_on(rules, on), month)
        return AidStanding(grants, verdict, signed)

    def grants(self, members: Set[int]) -> list[AidGrant]:
        """What the undertaking has got: support recorded here, and what it has declared of others, from its latest
        approved declaration. NoRate where an amount cannot be converted."""
        supports = [support for pk in members for support in self._supports.get(pk, ())]
        found = [self._grant(one) for one in sorted(supports, key=lambda one: (one.occurred_on, one.pk or inf))]
        latest = self._latest(members)
        if latest is not None:
            found += [AidGrant(line.granted_on, line.amount, line.giver, line) for line in latest.lines.all()]
        return sorted(found, key=lambda grant: (grant.on, grant.giver))

    def _grant(self, support: Support) -> AidGrant:
        rate = self.rates.on(support.programme.currency, support.occurred_on)
        return AidGrant(support.occurred_on, to_eur(support.amount, rate), support.partner.name, support)

    def _latest(self, members: Set[int], by: date = date.max) -> AidDeclaration | None:
        """The members' latest approved declaration signed by the day."""
        found = (row for pk in members for row in self._declarations.get(pk, ()) if row.occurred_on <= by)
        return max(found, key=lambda row: (row.occurred_on, row.pk), default=None)


def ledger(programme: Programme, organisation: Organisation, day: date, amount: Decimal = Decimal(0)) -> Ledger:
    """The ledger as it stands, with a verdict on an amount in EUR on the day (zero: what is left)."""
    members = members_of(organisation, day)
    found = Ledgers(members).standing(programme, members, day, amount)
    rows = Organisation.objects.filter(pk__in=members).order_by("name")
    return Ledger(found.grants, found.verdict, found.declaration, organisation, day, list(rows))
