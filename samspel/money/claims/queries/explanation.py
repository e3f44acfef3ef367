"""The sums of a claim, each with how it was worked out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from samspel.core.programmes.context import ReadContext
from samspel.money.claims.queries.sums import sums_of
from samspel.money.claims.rules.sums import ClaimTotals
from samspel.money.models import Claim
from samspel.money.plan.labels import ROLES

ZERO = Decimal(0)


@dataclass(frozen=True)
class SumLine:
    """A line of the sums: words, amount, and how it was worked out."""

    words: str
    amount: Decimal
    how: str = ""


@dataclass(frozen=True)
class ClaimExplanation:
    """The claim's sums, each explained."""

    booked: Decimal
    total: Decimal
    support: Decimal
    limit: str
    costs: Sequence[SumLine]
    financing: Sequence[SumLine]
    partners: Sequence[SumLine]


def claim_explanation(context: ReadContext, claim: Claim) -> ClaimExplanation:
    """The sums as they are now; of a sent claim as they were sent."""
    if claim.frozen and claim.state != "open":
        return _from_frozen(context, claim.frozen)
    sums = sums_of(claim)
    found = sums.reckoned
    partners = {p.pk: p.name for p in context.structure.partners}
    financiers = {f.pk: f.name for f in context.structure.financiers}
    share = f"{sums.agreed.terms.share_of_costs.normalize():f}"
    return ClaimExplanation(
        sums.declared,
        found.total,
        found.support,
        found.limit,
        _cost_lines(found, sums.income),
        [
            SumLine(financiers[pk], amount, _how(pk == sums.plan.union.pk, share))
            for pk, amount in found.by_financier.items()
        ],
        [SumLine(partners[pk], found.of_partner(pk)) for pk in partners if found.of_partner(pk)],
    )


def _how(union: bool, share: str) -> str:
    if union:
        return _("%(share)s per cent of the costs") % {"share": share}
    return _("the rest by the financing plan, to the öre")


def _cost_lines(found: ClaimTotals, income: Decimal) -> list[SumLine]:
    lines = []
    for role, name in ROLES.items():
        flat = sum((amount for (_who, at), amount in found.flat.items() if at == role), ZERO)
        total = found.of_role(role)
        if total:
            words = _("of which a flat rate %(flat)s") % {"flat": f"{flat:.2f}"} if flat else ""
            lines.append(SumLine(str(name), total, words))
    if income:
        lines.append(SumLine(_("Income, deducted in other costs"), -income))
    return lines


def _from_frozen(context: ReadContext, frozen: Mapping[str, Any]) -> ClaimExplanation:
    partners = {p.code: p.name for p in context.structure.partners}
    financiers = {f.code: f for f in context.structure.financiers}
    by_role: dict[str, Decimal] = {}
    by_partner: dict[str, Decimal] = {}
    for key, amount in frozen["costs"].items():
        partner, role = key.split("/")
        by_role[role] = by_role.get(role, ZERO) + Decimal(amount)
        by_partner[partner] = by_partner.get(partner, ZERO) + Decimal(amount)
    costs = [SumLine(str(ROLES[role]), by_role[role]) for role in ROLES if role in by_role]
    if Decimal(frozen["income"]):
        costs.append(SumLine(_("Income, deducted in other costs"), -Decimal(frozen["income"])))
    return ClaimExplanation(
        Decimal(frozen["declared"]),
        Decimal(frozen["total"]),
        Decimal(frozen["support"]),
        frozen["limit"],
        costs,
        [
            SumLine(
                financiers[code].name, Decimal(amount), _how(financiers[code].kind == "union", frozen["share_of_costs"])
            )
            for code, amount in ((c, frozen["by_financier"].get(c)) for c in financiers)
            if amount is not None
        ],
        [SumLine(partners[code], by_partner[code]) for code in partners if code in by_partner],
    )
