"""Payments of support, split to the partners to the öre."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samspel.core import access, audit
from samspel.core.programmes.models import Programme
from samspel.money.claims.policy import ClaimAction
from samspel.money.claims.queries.sums import certified_sums
from samspel.money.claims.services.claim import ClaimError, claim_lock, claim_step
from samspel.money.claims.states import ClaimStep
from samspel.money.models import Claim, ClaimPayment, PaymentShare
from samspel.money.plan.queries.terms import plan_of
from samspel.money.plan.rules.allocation import allocate

ZERO = Decimal(0)


@transaction.atomic
def claim_pay(*, actor: Any, claim: Claim, received_on: date, amount: Decimal, reference: str) -> ClaimPayment:
    """Record the payment of a decided claim, split to the partners by their certified support, to the öre."""
    claim = claim_lock(claim=claim)
    access.require(actor, ClaimAction.CHECK, claim)
    state = claim_step(claim=claim, step=ClaimStep.PAY)
    if amount <= 0 or amount > (claim.support_certified or ZERO):
        raise ClaimError(_("The payment must be above zero and no more than the certified support."))
    kind = "final" if claim.kind == "final" else "interim"
    weights = {pk: max(part, ZERO) for pk, part in certified_sums(claim).support_by_partner.items()}
    payment = _paid(actor, claim.programme, claim, kind, received_on, amount, reference, weights)
    claim.state = state
    claim.save(update_fields=["state"])
    return payment


@transaction.atomic
def advance_record(
    *, actor: Any, programme: Programme, received_on: date, amount: Decimal, reference: str
) -> ClaimPayment:
    """Record an advance, split to the partners by what they finance in the plan."""
    made = ClaimPayment(programme=programme)
    access.require(actor, ClaimAction.CHECK, made)
    if amount <= 0:
        raise ClaimError(_("The payment must be above zero."))
    plan = plan_of(programme, received_on)
    weights: dict[int, Decimal] = {}
    for financier in programme.financiers.all():
        if partner := financier.partner_id:
            weights[partner] = weights.get(partner, ZERO) + plan.financing.get(financier.pk, ZERO)
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
