"""Which expenditure a claim can take in, and which corrections it is to take back."""

from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet

from samspel.money.models import Claim, ClaimRow, Expenditure

ZERO = Decimal(0)


def free(programme_id: int, partner_id: int, claim: Claim) -> QuerySet[Expenditure]:
    """The partner's expenditure up to the claim's last day that no claim holds, and that this one has not set aside."""
    held = ClaimRow.objects.filter(expenditure=OuterRef("pk"), adjustment=False)
    rows: QuerySet[Expenditure] = Expenditure.objects.filter(
        ~Exists(held.filter(Q(holds=True) | Q(claim=claim))),
        programme_id=programme_id, partner_id=partner_id, voided_at=None, occurred_on__lte=claim.last_day,
    )  # fmt: skip
    return rows.order_by("occurred_on", "pk")


def corrected(programme_id: int, partner_id: int, claim: Claim) -> QuerySet[ClaimRow]:
    """Rows of sent claims whose expenditure was voided since, and that no adjustment takes back yet: neither one that
    a claim holds, nor one that this claim has set aside."""
    taken_back = ClaimRow.objects.filter(expenditure=OuterRef("expenditure"), adjustment=True)
    return ClaimRow.objects.filter(
        ~Exists(taken_back.filter(Q(holds=True) | Q(claim=claim))),
        holds=True, adjustment=False, part__partner_id=partner_id, claim__programme_id=programme_id,
        expenditure__voided_at__isnull=False,
    ).exclude(claim__state="open")  # fmt: skip
