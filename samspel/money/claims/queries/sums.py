"""What a claim comes to, with what it was worked out from."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from samspel.money.claims.rules.sums import Before, ClaimCost, ClaimTotals, claim_totals
from samspel.money.models import Claim, ClaimRow, FinancierPart, Income
from samspel.money.plan.queries.terms import Agreed, MoneyPlan, agreed, plan_of

ZERO = Decimal(0)


@dataclass(frozen=True)
class ClaimSums:
    """A claim's sums with what they were worked out from."""

    reckoned: ClaimTotals
    agreed: Agreed
    plan: MoneyPlan
    before: Before
    income: Decimal
    declared: Decimal


def sums_of(claim: Claim, rows: Sequence[tuple[int, str, Decimal]] | None = None) -> ClaimSums:
    """The claim's sums by its rows: (partner id, role, amount); those it holds when none are given.

    Income in the period is deducted from the costs of the partner that has it, in the role 'other'."""
    programme = claim.programme
    plan = plan_of(programme, claim.last_day)
    terms = agreed(programme, plan)
    if rows is None:
        held = ClaimRow.objects.filter(claim=claim, holds=True)
        rows = list(held.values_list("part__partner_id", "expenditure__category__role").annotate(Sum("amount")))
    earned = Income.objects.filter(
        programme=programme, voided_at=None, occurred_on__gte=claim.first_day, occurred_on__lte=claim.last_day
    )
    income = dict(earned.order_by().values_list("partner").annotate(Sum("amount")))
    costs = [ClaimCost(partner, role, amount) for partner, role, amount in rows]
    costs += [ClaimCost(partner, "other", -amount) for partner, amount in income.items()]
    before = before_of(claim)
    found = claim_totals(costs, terms.model, terms.terms, plan.union.pk, plan.weights, before)
    declared = sum((amount for _partner, _role, amount in rows), ZERO)
    return ClaimSums(found, terms, plan, before, sum(income.values(), ZERO), declared)


def before_of(claim: Claim) -> Before:
    """What earlier claims came to: costs and financiers' parts as sent; support as certified where decided."""
    earlier = Claim.objects.filter(programme=claim.programme, number__lt=claim.number).exclude(state="open")
    support, costs = ZERO, ZERO
    for one in earlier:
        sent = one.frozen or {}
        support += Decimal(sent["support"]) if one.support_certified is None else one.support_certified
        costs += Decimal(sent["total"])
    parts = FinancierPart.objects.filter(claim__in=earlier).order_by().values_list("financier").annotate(Sum("amount"))
    return Before(support, costs, dict(parts))


def certified_sums(claim: Claim) -> ClaimTotals:
    """The sums of what the authority accepted."""
    rows = ClaimRow.objects.filter(claim=claim, holds=True).values_list(
        "part__partner_id", "expenditure__category__role", "amount", "deducted"
    )
    return sums_of(claim, [(partner, role, amount - deducted) for partner, role, amount, deducted in rows]).reckoned
