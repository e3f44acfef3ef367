"""What a claim says from the moment it is sent: plain values, the same however often they are written out."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from samspel.core.programmes.structure import structure_of
from samspel.money.claims.queries.sums import ClaimSums, sums_of
from samspel.money.models import Claim, ClaimRow

VERSION = 1


def claim_snapshot(claim: Claim) -> dict[str, Any]:
    """Every figure and row of the claim, ready for JSON: amounts as texts with two decimals, dates as ISO."""
    sums = sums_of(claim)
    structure = structure_of(claim.programme)
    partners = {p.pk: p.code for p in structure.partners}
    financiers = {f.pk: f.code for f in structure.financiers}
    found = sums.reckoned
    return {
        "version": VERSION,
        "programme": claim.programme.code,
        "currency": claim.programme.currency,
        "number": claim.number,
        "kind": claim.kind,
        "first_day": claim.first_day.isoformat(),
        "last_day": claim.last_day.isoformat(),
        "cost_model": sums.agreed.model.code,
        "share_of_costs": f"{sums.agreed.terms.share_of_costs.normalize():f}",
        "declared": _text(sums.declared),
        "income": _text(sums.income),
        "total": _text(found.total),
        "support": _text(found.support),
        "support_before": _text(sums.before.support),
        "limit": found.limit,
        "flat": _by_two(found.flat, partners),
        "costs": _by_two(found.costs, partners),
        "support_by_partner": {partners[pk]: _text(amount) for pk, amount in found.support_by_partner.items()},
        "by_financier": {financiers[pk]: _text(amount) for pk, amount in found.by_financier.items()},
        "categories": _categories(claim, sums),
        "rows": _rows(claim, partners),
    }


def _categories(claim: Claim, sums: ClaimSums) -> list[dict[str, str]]:
    """Each category with its budget, what earlier claims declared, and what this one declares."""
    structure = structure_of(claim.programme)
    held = ClaimRow.objects.filter(claim__programme=claim.programme, holds=True)
    now = dict(held.filter(claim=claim).values_list("expenditure__category").annotate(Sum("amount")))
    past = held.filter(claim__number__lt=claim.number).exclude(claim__state="open")
    before = dict(past.values_list("expenditure__category").annotate(Sum("amount")))
    counted = sums.agreed.model.counted
    return [
        {
            "code": category.code,
            "role": category.role,
            "budget": _text(sums.plan.budget.get(category.pk, Decimal(0))),
            "before": _text(before.get(category.pk, Decimal(0))),
            "declared": _text(now.get(category.pk, Decimal(0))),
            "counted": "yes" if category.role in counted else "no",
        }
        for category in structure.categories
    ]


def _rows(claim: Claim, partners: Mapping[int, str]) -> list[dict[str, Any]]:
    rows = ClaimRow.objects.filter(claim=claim, holds=True)
    papers = defaultdict(list)
    through = rows.values_list("pk", "expenditure__evidence__title", "expenditure__evidence__reference")
    for pk, title, reference in through.order_by("pk", "expenditure__evidence"):
        if reference:
            papers[pk].append(f"{title}: {reference}")
    found = rows.select_related("expenditure__category", "part")
    return [
        {
            "id": row.pk,
            "partner": partners[row.part.partner_id],
            "category": row.expenditure.category.code,
            "voucher": row.expenditure.voucher,
            "booked_on": row.expenditure.occurred_on.isoformat(),
            "paid_on": row.expenditure.paid_on.isoformat() if row.expenditure.paid_on else "",
            "account": row.expenditure.account,
            "supplier": row.expenditure.supplier,
            "invoice": row.expenditure.invoice,
            "text": row.expenditure.text,
            "amount": _text(row.amount),
            "adjustment": row.adjustment,
            "evidence": papers[row.pk],
        }
        for row in found.order_by("part__partner__order", "expenditure__occurred_on", "expenditure__voucher", "pk")
    ]


def _by_two(found: Mapping[tuple[int, str], Decimal], partners: Mapping[int, str]) -> dict[str, str]:
    return {f"{partners[pk]}/{role}": _text(amount) for (pk, role), amount in found.items()}


def _text(amount: Decimal) -> str:
    return f"{amount.quantize(Decimal('0.01')):f}"
