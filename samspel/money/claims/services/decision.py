"""What follows when a claim is sent: the authority's decision and the payments, split to the partners to the öre."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samspel.core import access, audit
from samspel.core.programmes.models import Programme
from samspel.money.claims.policy import ClaimAction
from samspel.money.claims.queries.rows import sums_of
from samspel.money.claims.rules.sums import Reckoned, Verdict
from samspel.money.claims.services.claim import ClaimError, following, locked
from samspel.money.claims.states import Step
from samspel.money.models import Claim, ClaimPayment, ClaimRow, PaymentShare
from samspel.money.plan.queries.terms import plan_of
from samspel.money.plan.rules.allocation import allocate

ZERO = Decimal(0)


@dataclass(frozen=True)
class Decided:
    """The authority's decision: day, reference, the support it certifies (None: as reckoned), and for rows what is
    deducted or parked: row id → (deducted, parked, reason)."""

    decided_on: date
    reference: str
    rows: Mapping[int, tuple[Decimal, Decimal, str]]
    support: Decimal | None = None


@transaction.atomic
def decide(actor: Any, claim: Claim, decided: Decided) -> Claim:
    """Record the authority's decision. Parked rows are free for a later claim; deducted ones are not."""
    claim = locked(claim)
    access.require(actor, ClaimAction.CHECK, claim)
    state = following(claim.state, Step.DECIDE)
    rows = {row.pk: row for row in ClaimRow.objects.filter(claim=claim, holds=True)}
    for pk, (deducted, parked, reason) in decided.rows.items():
        _judge(rows.get(pk), deducted, parked, reason)
    found = certified(claim)
    support = found.support if decided.support is None else decided.support
    if support < 0 or support > Decimal((claim.frozen or {})["support"]):
        raise ClaimError(_("The certified support cannot be more than what was claimed."))
    claim.decided_on, claim.reference, claim.state = decided.decided_on, decided.reference.strip()[:120], state
    claim.support_certified = support
    claim.save()
    told = {"reference": claim.reference, "support": str(support), "rows": len(decided.rows)}
    audit.write(actor, "claim.decided", claim, changes=told)
    return claim


def _judge(row: ClaimRow | None, deducted: Decimal, parked: Decimal, reason: str) -> None:
    """Write the authority's word on a row."""
    if row is None:
        raise ClaimError(_("A row of the decision is not in the claim."))
    verdict = Verdict(row.amount, deducted, parked)
    if not verdict.fits:
        raise ClaimError(_("Voucher %(voucher)s: deducted and parked are more than was declared.") % _of(row))
    if parked and parked != row.amount:
        raise ClaimError(_("Voucher %(voucher)s: a row is parked whole or not at all.") % _of(row))
    if (deducted or parked) and not reason.strip():
        raise ClaimError(_("Voucher %(voucher)s: give the authority's reason.") % _of(row))
    row.deducted, row.parked, row.reason, row.holds = deducted, parked, reason.strip()[:500], not parked
    row.save()


def _of(row: ClaimRow) -> dict[str, str]:
    return {"voucher": row.expenditure.voucher}


def certified(claim: Claim) -> Reckoned:
    """The sums of what the authority accepted."""
    rows = ClaimRow.objects.filter(claim=claim, holds=True).values_list(
        "part__partner_id", "expenditure__category__role", "amount", "deducted"
    )
    return sums_of(claim, [(partner, role, amount - deducted) for partner, role, amount, deducted in rows]).reckoned


@transaction.atomic
def pay(actor: Any, claim: Claim, received_on: date, amount: Decimal, reference: str) -> ClaimPayment:
    """Record the payment of a decided claim, split to the partners by their certified support, to the öre."""
    claim = locked(claim)
    access.require(actor, ClaimAction.CHECK, claim)
    state = following(claim.state, Step.PAY)
    if amount <= 0 or amount > (claim.support_certified or ZERO):
        raise ClaimError(_("The payment must be above zero and no more than the certified support."))
    kind = "final" if claim.kind == "final" else "interim"
    weights = {pk: max(part, ZERO) for pk, part in certified(claim).support_by_partner.items()}
    payment = _paid(actor, claim.programme, claim, kind, received_on, amount, reference, weights)
    claim.state = state
    claim.save(update_fields=["state"])
    return payment


@transaction.atomic
def advance(actor: Any, programme: Programme, received_on: date, amount: Decimal, reference: str) -> ClaimPayment:
    """Record an advance, split to the partners by what they finance in the plan."""
    made = ClaimPayment(programme=programme)
    access.require(actor, ClaimAction.CHECK, made)
    if amount <= 0:
        raise ClaimError(_("The payment must be above zero."))
    plan = plan_of(programme, received_on)
    financiers = {f.pk: f.partner_id for f in programme.financiers.all() if f.partner_id}
    weights = {partner: plan.financing.get(pk, ZERO) for pk, partner in financiers.items()}
    return _paid(actor, programme, None, "advance", received_on, amount, reference, weights)


def _paid(
    actor: Any, programme: Programme, claim: Claim | None, kind: str, on: date, amount: Decimal, reference: str,
    weights: Mapping[int, Decimal],
) -> ClaimPayment:  # fmt: skip
    payment = ClaimPayment.objects.create(
        programme=programme, claim=claim, kind=kind, received_on=on, amount=amount, reference=reference[:120],
        recorded_by=actor,
    )  # fmt: skip
    PaymentShare.objects.bulk_create(
        PaymentShare(payment=payment, partner_id=partner, amount=part)
        for partner, part in allocate(amount, weights).items()
    )
    audit.write(actor, "claim.paid", payment, changes={"amount": str(amount), "kind": kind, "on": on})
    return payment
