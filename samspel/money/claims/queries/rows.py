"""Which expenditure belongs in a claim, and as what the checks and sums see it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from samspel.core.programmes.rule_set import rules_of
from samspel.money.claims.rules import sums
from samspel.money.claims.rules.checks import Bounds, Finding, Line, check
from samspel.money.claims.rules.sums import Before, Cost, Reckoned, reckon
from samspel.money.models import Claim, ClaimRow, Expenditure, FinancierPart, Income, PartnerClaim
from samspel.money.plan.queries.terms import Agreed, Plan, agreed, plan_of, rule_values

ZERO = Decimal(0)
VAT_ACCOUNTS = ("264",)  # BAS: ingoing VAT


def free(programme_id: int, partner_id: int, claim: Claim) -> QuerySet[Expenditure]:
    """The partner's expenditure up to the claim's last day that no claim holds, and that this one has not set aside."""
    held = ClaimRow.objects.filter(expenditure=OuterRef("pk"), adjustment=False)
    rows: QuerySet[Expenditure] = Expenditure.objects.filter(
        ~Exists(held.filter(Q(holds=True) | Q(claim=claim))),
        programme_id=programme_id, partner_id=partner_id, voided_at=None, occurred_on__lte=claim.last_day,
    )  # fmt: skip
    return rows.order_by("occurred_on", "pk")


def corrected(programme_id: int, partner_id: int) -> QuerySet[ClaimRow]:
    """Rows of sent claims whose expenditure was voided since, and that no adjustment takes back yet."""
    taken_back = ClaimRow.objects.filter(expenditure=OuterRef("expenditure"), adjustment=True)
    return ClaimRow.objects.filter(
        ~Exists(taken_back), holds=True, adjustment=False, part__partner_id=partner_id,
        claim__programme_id=programme_id, expenditure__voided_at__isnull=False,
    ).exclude(claim__state="open")  # fmt: skip


def lines_of(rows: QuerySet[ClaimRow]) -> list[Line]:
    """The rows as the checks see them, adjustments left out; two statements."""
    # the same voucher in another programme's books of the same organisation: other public money on the same cost
    twin = Expenditure.objects.filter(
        partner__organisation_number=OuterRef("expenditure__partner__organisation_number"),
        fingerprint=OuterRef("expenditure__fingerprint"), voided_at=None,
    ).exclude(programme=OuterRef("expenditure__programme")).exclude(fingerprint="")  # fmt: skip
    found = (
        rows.filter(adjustment=False)
        .annotate(papers=Count("expenditure__evidence"), twin=twin.values("programme__code")[:1])
        .select_related("expenditure__category")
    )
    return [_line(row) for row in found.order_by("expenditure__occurred_on", "pk")]


def _line(row: Any) -> Line:
    cost: Expenditure = row.expenditure
    return Line(
        id=row.pk, partner=cost.partner_id, category=cost.category_id, role=cost.category.role,
        booked_on=cost.occurred_on, paid_on=cost.paid_on, amount=row.amount, voucher=cost.voucher,
        account=cost.account, invoice=cost.invoice, supplier=cost.supplier, text=f"{cost.text}{cost.row or ''}",
        evidence=row.papers, vat=cost.vat, procurement=cost.procurement,
        elsewhere=row.twin or "", person=cost.person, hours=cost.hours or ZERO,
    )  # fmt: skip


def bounds_of(claim: Claim, plan: Plan, counted: frozenset[str]) -> Bounds:
    """The limits that hold for the claim; what other claims hold counts against the ceilings."""
    programme = claim.programme
    value = rule_values(rules_of(programme), claim.last_day)
    other = ClaimRow.objects.filter(claim__programme=programme, holds=True).exclude(claim=claim)
    spent = other.values_list("expenditure__category").annotate(Sum("amount"))
    hours: Mapping[tuple[str, int], Decimal] = {
        (person, year): total
        for person, year, total in other.exclude(expenditure__person="")
        .values_list("expenditure__person", "expenditure__occurred_on__year")
        .annotate(Sum("expenditure__hours"))
    }
    return Bounds(
        programme=(programme.starts_on, programme.ends_on), period=(claim.first_day, claim.last_day),
        budget=plan.budget, spent=dict(spent), shift=value("claim.category-shift-max"),
        procurement_above=value("claim.procurement-question-above"), hours_max=value("claim.hours-year-max"),
        hours_before=hours, vat_accounts=VAT_ACCOUNTS, counted=counted,
    )  # fmt: skip


def findings(claim: Claim, part: PartnerClaim | None = None) -> list[Finding]:
    """What would be questioned, in the claim or in one partner's part."""
    plan = plan_of(claim.programme, claim.last_day)
    rows = ClaimRow.objects.filter(claim=claim, holds=True)
    if part is not None:
        rows = rows.filter(part=part)
    return check(lines_of(rows), bounds_of(claim, plan, agreed(claim.programme, plan).model.counted))


@dataclass(frozen=True)
class Sums:
    """A claim's sums with what they were worked out from."""

    reckoned: Reckoned
    agreed: Agreed
    plan: Plan
    before: Before
    income: Decimal
    declared: Decimal


def sums_of(claim: Claim, rows: Sequence[tuple[int, str, Decimal]] | None = None) -> Sums:
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
    costs = [Cost(partner, role, amount) for partner, role, amount in rows]
    costs += [Cost(partner, "other", -amount) for partner, amount in income.items()]
    before = before_of(claim)
    found = reckon(costs, terms.model, terms.terms, plan.union.pk, plan.weights, before)
    declared = sum((amount for _partner, _role, amount in rows), ZERO)
    return Sums(found, terms, plan, before, sum(income.values(), ZERO), declared)


def before_of(claim: Claim) -> Before:
    """What earlier claims came to: costs and financiers' parts as sent; support as certified where decided."""
    earlier = Claim.objects.filter(programme=claim.programme, number__lt=claim.number).exclude(state="open")
    support, costs = sums.ZERO, sums.ZERO
    for one in earlier:
        sent = one.frozen or {}
        support += Decimal(sent["support"]) if one.support_certified is None else one.support_certified
        costs += Decimal(sent["total"])
    parts = FinancierPart.objects.filter(claim__in=earlier).order_by().values_list("financier").annotate(Sum("amount"))
    return Before(support, costs, dict(parts))


def rows_by_part(claim: Claim) -> dict[int, dict[str, Any]]:
    """For each part of the claim: how many rows it holds and their sum; one statement."""
    found: dict[int, dict[str, Any]] = defaultdict(lambda: {"rows": 0, "total": ZERO})
    rows = ClaimRow.objects.filter(claim=claim, holds=True).values_list("part")
    for part, count, total in rows.annotate(Count("pk"), Sum(F("amount"))):
        found[part] = {"rows": count, "total": total}
    return found
