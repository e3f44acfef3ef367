"""A partner's part of a claim: its rows, its sum, and what the reader may do."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum

from samspel.core.programmes.context import ReadContext
from samspel.money.claims.labels import PART_STATES
from samspel.money.claims.policy import ClaimAction
from samspel.money.models import Claim, ClaimRow, PartnerClaim

ZERO = Decimal(0)


@dataclass(frozen=True)
class PartRow:
    """A partner's part: state, rows and sum, and what the reader may do."""

    part: PartnerClaim
    state: str
    rows: int
    total: Decimal
    may_prepare: bool


def part_rows(context: ReadContext, claim: Claim) -> list[PartRow]:
    """The claim's parts in the partners' order; two statements."""
    held = ClaimRow.objects.filter(claim=claim, holds=True).order_by().values_list("part")
    sums = {pk: (count, total) for pk, count, total in held.annotate(Count("pk"), Sum("amount"))}
    rows = claim.parts.select_related("partner", "claim__programme", "submitted_by", "checked_by")
    return [
        PartRow(
            part,
            str(PART_STATES[part.state]),
            sums.get(part.pk, (0, ZERO))[0],
            sums.get(part.pk, (0, ZERO))[1],
            context.may(ClaimAction.PREPARE, part),
        )
        for part in rows
    ]


def expenditure_rows_of(part: PartnerClaim) -> Any:
    """The part's rows with their costs."""
    rows = ClaimRow.objects.filter(part=part).select_related("expenditure__category")
    return rows.annotate(papers=Count("expenditure__evidence")).order_by("-holds", "expenditure__occurred_on", "pk")


def part_of(context: ReadContext, number: int, partner: str) -> PartnerClaim | None:
    """The part of the partner with the code in the programme's claim with the number."""
    rows: Any = PartnerClaim.objects.filter(claim__programme=context.programme, claim__number=number)
    found: PartnerClaim | None = (
        rows.filter(partner__code=partner).select_related("claim__programme", "partner", "submitted_by").first()
    )
    return found


def claim_row_of(context: ReadContext, pk: int) -> ClaimRow | None:
    """A row of the programme's claims."""
    rows = ClaimRow.objects.filter(claim__programme=context.programme, pk=pk)
    return rows.select_related("claim", "part__partner").first()


def rows_held(claim: Claim, text: str = "") -> Any:
    """The rows the claim holds, those whose voucher has the text where one is given: a queryset."""
    rows = ClaimRow.objects.filter(claim=claim, holds=True).select_related("expenditure__partner")
    return rows.filter(expenditure__voucher__icontains=text) if text else rows
