"""What a claim comes to: from rows to costs by partner and role, the support, and each financier's part. Pure.

Rules `claim.decision-percentages` and `claim.support-within-decision`: the support is a share of the eligible costs, at
most a share of the total financing, and over all claims never more than the amount decided.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal
from typing import Any

from samspel.money.plan.rules.allocation import ORE, allocate, percent_of
from samspel.money.plan.rules.cost_models import ROLES, CostModel, eligible, flat_part
from samspel.money.plan.rules.terms import Terms

Id = Any
ZERO = Decimal("0.00")


@dataclass(frozen=True)
class ClaimCost:
    """A cost of a claim: whose, of which role, how much. A credit or a correction is negative."""

    partner: Id
    role: str
    amount: Decimal


@dataclass(frozen=True)
class Before:
    """What earlier claims came to: the support, their costs and the financiers' parts as sent, and the co-financing
    reported to the authority by now."""

    support: Decimal = ZERO
    costs: Decimal = ZERO
    by_financier: Mapping[Id, Decimal] = field(default_factory=dict)
    cofinancing: Decimal | None = None  # all that is paid in up to this claim; None where it is not limited by it


@dataclass(frozen=True)
class ClaimTotals:
    """A claim's sums. `booked`, `flat` and `costs` are (partner, role) → amount; costs = booked that counts + flat.

    `limit` names what held the support back: '' , 'decision' (amount decided) or 'financing' (share of financing)."""

    booked: Mapping[tuple[Id, str], Decimal]
    flat: Mapping[tuple[Id, str], Decimal]
    costs: Mapping[tuple[Id, str], Decimal]
    support: Decimal
    limit: str
    by_financier: Mapping[Id, Decimal]
    support_by_partner: Mapping[Id, Decimal] = field(default_factory=dict)

    @property
    def total(self) -> Decimal:
        """All eligible costs."""
        return sum(self.costs.values(), ZERO)

    def of_partner(self, partner: Id) -> Decimal:
        """The partner's eligible costs."""
        return sum((amount for (who, _role), amount in self.costs.items() if who == partner), ZERO)

    def of_role(self, role: str) -> Decimal:
        """The eligible costs of a role."""
        return sum((amount for (_who, at), amount in self.costs.items() if at == role), ZERO)


def claim_totals(
    costs: Iterable[ClaimCost],
    model: CostModel,
    terms: Terms,
    union: Id,
    weights: Mapping[Id, Decimal],
    before: Before = Before(),
) -> ClaimTotals:
    """The claim's sums. `union` is the financier that gives the support; `weights` the other financiers' planned
    amounts, by which the rest is divided to the öre (largest remainder).

    What is rounded is the sum since the first claim, so that the claims together are as if they were one."""
    booked: dict[tuple[Id, str], Decimal] = {}
    for cost in costs:
        key = (cost.partner, cost.role)
        booked[key] = booked.get(key, ZERO) + cost.amount
    partners = list(dict.fromkeys(partner for partner, _role in booked))
    counted: dict[tuple[Id, str], Decimal] = {}
    flats: dict[tuple[Id, str], Decimal] = {}
    for partner in partners:
        own = {role: booked.get((partner, role), ZERO) for role in ROLES}
        counted |= {(partner, role): amount for role, amount in eligible(model, own).items() if amount}
        flats |= {(partner, role): amount for role, amount in flat_part(model, own).items() if amount}
    total = sum(counted.values(), ZERO)
    support, limit = support_of(total, terms, before)
    shares = {p: max(sum((a for (who, _r), a in counted.items() if who == p), ZERO), ZERO) for p in partners}
    by_partner = allocate(support, shares) if shares else {}
    rest = _rest(total - support, weights, before.by_financier) if weights else {}
    return ClaimTotals(booked, flats, counted, support, limit, {union: support, **rest}, by_partner)


def _rest(rest: Decimal, weights: Mapping[Id, Decimal], before: Mapping[Id, Decimal]) -> dict[Id, Decimal]:
    """What the other financiers pay of this claim: their parts of all claims, less what they had before it."""
    earlier = {key: before.get(key, ZERO) for key in weights}
    whole = allocate(rest + sum(earlier.values(), ZERO), weights)
    return {key: part - earlier[key] for key, part in whole.items()}


def support_of(total: Decimal, terms: Terms, before: Before) -> tuple[Decimal, str]:
    """The support for eligible costs, and what limited it. A negative total (a correction) gives negative support."""
    share = terms.share_of_costs
    support, limit = percent_of(share, before.costs + total) - percent_of(share, before.costs), ""
    if terms.share_of_financing is not None and before.cofinancing is not None:
        most = _within_financing(terms.share_of_financing, before.cofinancing) - before.support
        if support > most:
            support, limit = max(most, ZERO), "financing"
    if terms.support_max is not None and support > terms.support_max - before.support:
        support, limit = max(terms.support_max - before.support, ZERO), "decision"
    return support, limit


def _within_financing(share: Decimal, cofinancing: Decimal) -> Decimal:
    """The most support that is no larger share of support and co-financing together than `share` per cent."""
    if share >= 100:
        return Decimal("Infinity")
    return (cofinancing * share / (100 - share)).quantize(ORE, ROUND_DOWN)


@dataclass(frozen=True)
class RowVerdict:
    """What the authority said of a declared amount: declared = certified + deducted + parked."""

    declared: Decimal
    deducted: Decimal = ZERO
    parked: Decimal = ZERO

    @property
    def certified(self) -> Decimal:
        """What is left."""
        return self.declared - self.deducted - self.parked

    @property
    def fits(self) -> bool:
        """Whether deducted and parked are parts of the declared, with its sign, and together no more than it."""
        sign = -1 if self.declared < 0 else 1
        parts = (self.deducted * sign, self.parked * sign, self.certified * sign)
        return all(part >= 0 for part in parts)
