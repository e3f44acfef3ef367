"""Writes claims: one paid, one decided with a deduction and a parked row, one on its way; invented."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from samspel.core.models import User
from samspel.money.claims.queries.rows import free
from samspel.money.claims.queries.snapshot import claim_snapshot
from samspel.money.claims.queries.sums import sums_of
from samspel.money.models import Claim, ClaimPayment, ClaimRow, FinancierPart, PartnerClaim, PaymentShare
from samspel.money.plan.rules.allocation import allocate

if TYPE_CHECKING:
    from samspel.example.results import Writer

CLAIMS = (
    (date(2018, 1, 1), date(2018, 6, 30), "paid"),
    (date(2018, 7, 1), date(2018, 12, 31), "decided"),
    (date(2019, 1, 1), date(2019, 6, 30), "open"),
)
PARTS = {"vastmanland": "checked", "uppsala": "submitted", "orebro": "submitted"}
DEDUCTED = "Moms som kan dras av"
PARKED = "Upphandlingens dokument begärs in"
REPORT = "Kostnaderna följer planen. Strategiarbetet har börjat i alla fyra områdena."


def write_claims(writer: "Writer") -> None:
    """Everything. Needs the example's costs and reporting periods."""
    checker = User.objects.get(email=writer.recorder.email.replace("exempel@", "exempel2@"))
    for number, (first, last, state) in enumerate(CLAIMS, start=1):
        claim = Claim.objects.create(
            programme=writer.programme, number=number, first_day=first, last_day=last, made_by=checker, example=True
        )
        for code, partner in writer.partners.items():
            found = "checked" if state != "open" else PARTS.get(code, "draft")
            part = PartnerClaim.objects.create(claim=claim, partner=partner, **_steps(writer, checker, found, last))
            if found != "draft" or code == "sormland":
                _gather(claim, part)
        if state != "open":
            _send(claim, checker)
            _decide(claim, number)
        if state == "paid":
            _pay(claim, checker)


def claims_removed(delete: Callable[[Any], int]) -> int:
    """Take the example's claims away; returns how many."""
    claims = Claim.objects.filter(example=True)
    payments = ClaimPayment.objects.filter(example=True)
    delete(PaymentShare.objects.filter(payment__in=payments))
    delete(payments)
    for rows in (FinancierPart.objects.filter(claim__in=claims), ClaimRow.objects.filter(claim__in=claims)):
        delete(rows)
    delete(PartnerClaim.objects.filter(claim__in=claims))
    return delete(claims)


def _steps(writer: "Writer", checker: User, state: str, last: date) -> dict[str, Any]:
    if state == "draft":
        return {}
    sent = {"state": state, "submitted_at": _noon(last + timedelta(days=25)), "submitted_by": writer.recorder}
    return {**sent, "checked_by": checker} if state == "checked" else sent


def _gather(claim: Claim, part: PartnerClaim) -> None:
    ClaimRow.objects.bulk_create(
        ClaimRow(claim=claim, part=part, expenditure=cost, amount=cost.amount)
        for cost in free(claim.programme_id, part.partner_id, claim)
    )


def _send(claim: Claim, checker: User) -> None:
    sums = sums_of(claim)
    claim.frozen, claim.report, claim.signed_by = claim_snapshot(claim), REPORT, "Exempelpersonen"
    claim.sent_at, claim.sent_by, claim.state = _noon(claim.last_day + timedelta(days=45)), checker, "sent"
    claim.save()
    ClaimRow.objects.filter(claim=claim).update(declared=True)
    FinancierPart.objects.bulk_create(
        FinancierPart(claim=claim, financier_id=pk, amount=amount) for pk, amount in sums.reckoned.by_financier.items()
    )


def _decide(claim: Claim, number: int) -> None:
    if number == 2:
        rows = ClaimRow.objects.filter(claim=claim, amount__gt=5000)
        first, second = rows.filter(expenditure__category__code="external").order_by("pk")[:2]
        ClaimRow.objects.filter(pk=first.pk).update(deducted=Decimal("1250.00"), reason=DEDUCTED)
        ClaimRow.objects.filter(pk=second.pk).update(parked=second.amount, reason=PARKED, holds=False)
    held = ClaimRow.objects.filter(claim=claim, holds=True)
    accepted = held.values_list("part__partner_id", "expenditure__category__role", "amount", "deducted")
    found = sums_of(claim, [(partner, role, amount - less) for partner, role, amount, less in accepted]).reckoned
    claim.decided_on, claim.reference = claim.last_day + timedelta(days=100), f"Exempelbeslut {number}"
    claim.support_certified, claim.state = found.support, "decided"
    claim.save()


def _pay(claim: Claim, checker: User) -> None:
    amount = claim.support_certified or Decimal(0)
    payment = ClaimPayment.objects.create(
        programme=claim.programme, claim=claim, kind="interim", received_on=claim.last_day + timedelta(days=120),
        amount=amount, reference="Exempel", recorded_by=checker, example=True,
    )  # fmt: skip
    weights = sums_of(claim).reckoned.support_by_partner
    PaymentShare.objects.bulk_create(
        PaymentShare(payment=payment, partner_id=partner, amount=part)
        for partner, part in allocate(amount, weights).items()
    )
    claim.state = "paid"
    claim.save()


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
