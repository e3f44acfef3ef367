"""The programme's claims: the list, one of them, the advances, and the period of the next."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum

from samspel.core import access
from samspel.core.figures import Figure, Request, fetch, measure
from samspel.core.programmes.context import ReadContext
from samspel.money.claims.labels import CLAIM_KINDS, CLAIM_STATES
from samspel.money.expenditure.policy import ExpenditureAction
from samspel.money.models import Claim, ClaimPayment, ClaimRow, Expenditure
from samspel.results.reporting_periods.rules import Span, proposal

ZERO = Decimal(0)
MONTHS = 6


@dataclass(frozen=True)
class ClaimListRow:
    """A claim in the list, with its figures once it is sent."""

    claim: Claim
    state: str
    kind: str
    declared: Figure | None
    certified: Figure | None
    support: Decimal | None
    paid: Decimal | None


def claim_rows(context: ReadContext) -> list[ClaimListRow]:
    """The programme's claims, the latest first."""
    rows = list(Claim.objects.filter(programme=context.programme).order_by("-number"))
    declared, certified = fetch(
        [Request(measure(code), context.slice, ("claim",)) for code in ("money.claimed", "money.certified")]
    )
    paid = dict(
        ClaimPayment.objects.filter(programme=context.programme, claim__isnull=False)
        .order_by()
        .values_list("claim")
        .annotate(Sum("amount"))
    )
    return [
        ClaimListRow(
            claim,
            str(CLAIM_STATES[claim.state]),
            str(CLAIM_KINDS[claim.kind]),
            context.figure(measure("money.claimed"), declared.get((claim.pk,), 0), claim=claim.pk)
            if claim.frozen and claim.state != "open"
            else None,
            context.figure(measure("money.certified"), certified.get((claim.pk,), 0), claim=claim.pk)
            if claim.decided_on
            else None,
            Decimal(claim.frozen["support"]) if claim.frozen and claim.state != "open" else None,
            paid.get(claim.pk),
        )
        for claim in rows
    ]


def advances_of(context: ReadContext) -> list[ClaimPayment]:
    """Advances received, with their shares."""
    rows = ClaimPayment.objects.filter(programme=context.programme, kind="advance")
    return list(rows.prefetch_related("shares__partner"))


def next_period(context: ReadContext) -> Span | None:
    """The period that a next claim would have."""
    others = [Span(c.first_day, c.last_day) for c in context.programme.claims.all()]
    return proposal(others, Span(context.programme.starts_on, context.programme.ends_on), MONTHS)


def unclaimed(context: ReadContext) -> tuple[int, Decimal]:
    """How many costs by today no claim holds, and their sum, of those the reader may see."""
    held = ClaimRow.objects.filter(holds=True, adjustment=False).values("expenditure")
    rows: Any = Expenditure.objects.as_of(None).filter(programme=context.programme).exclude(pk__in=held)
    seen = access.visible(context.reader, ExpenditureAction.VIEW, rows)
    found = seen.aggregate(n=Count("pk"), total=Sum("amount"))
    return found["n"], found["total"] or ZERO


def claim_of(context: ReadContext, number: int) -> Claim | None:
    """The programme's claim with the number."""
    rows = Claim.objects.filter(programme=context.programme, number=number)
    return rows.select_related("programme", "sent_by").first()


def latest_claims(context: ReadContext, most: int) -> list[Claim]:
    """The latest claims, the last one first."""
    return list(Claim.objects.filter(programme=context.programme).order_by("-number")[:most])


def has_claims(context: ReadContext) -> bool:
    """Whether the programme has made a claim."""
    return Claim.objects.filter(programme=context.programme).exists()


def payments_of(claim: Claim) -> list[ClaimPayment]:
    """The claim's payments with the partners' shares."""
    return list(claim.payments.prefetch_related("shares__partner"))
