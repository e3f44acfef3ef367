"""A claim's rows as the checks see them, the limits that hold, and what is found."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Sum

from samspel.core.programmes.rule_set import rules_of
from samspel.core.rules import RuleSet
from samspel.money.claims.rules.checks import Bounds, ClaimFinding, ClaimLine, check
from samspel.money.models import Claim, ClaimRow, Expenditure, PartnerClaim
from samspel.money.plan.queries.terms import MoneyPlan, agreed, plan_of, rule_values

ZERO = Decimal(0)


def claim_lines(rows: QuerySet[ClaimRow]) -> list[ClaimLine]:
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


def _line(row: Any) -> ClaimLine:
    cost: Expenditure = row.expenditure
    return ClaimLine(
        id=row.pk, partner=cost.partner_id, category=cost.category_id, role=cost.category.role,
        booked_on=cost.occurred_on, paid_on=cost.paid_on, amount=row.amount, voucher=cost.voucher,
        account=cost.account, invoice=cost.invoice, supplier=cost.supplier, text=f"{cost.text}{cost.row or ''}",
        evidence=row.papers, vat=cost.vat, procurement=cost.procurement,
        elsewhere=row.twin or "", person=cost.person, hours=cost.hours or ZERO,
    )  # fmt: skip


def bounds_of(claim: Claim, plan: MoneyPlan, counted: frozenset[str]) -> Bounds:
    """The limits that hold for the claim; what other claims hold counts against the ceilings."""
    programme = claim.programme
    rules = rules_of(programme)
    value = rule_values(rules, claim.last_day)
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
        hours_before=hours, vat_accounts=_vat_accounts(rules, claim.last_day), counted=counted,
    )  # fmt: skip


def _vat_accounts(rules: RuleSet, day: date) -> tuple[str, ...]:
    """What the numbers of accounts for input VAT begin with; none where the rules name none."""
    rule = next((r for r in rules.history("cost.input-vat-accounts") if r.holds(day)), None)
    return tuple(str(number) for number in rule.value) if rule and isinstance(rule.value, tuple) else ()


def findings(claim: Claim, part: PartnerClaim | None = None) -> list[ClaimFinding]:
    """What would be questioned, in the claim or in one partner's part."""
    plan = plan_of(claim.programme, claim.last_day)
    rows = ClaimRow.objects.filter(claim=claim, holds=True)
    if part is not None:
        rows = rows.filter(part=part)
    return check(claim_lines(rows), bounds_of(claim, plan, agreed(claim.programme, plan).model.counted))
