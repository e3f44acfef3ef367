"""What follows a decision: money is asked for and paid, and conditions are met."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samspel.core import access, audit, clock
from samspel.core.facts import record, void
from samspel.core.programmes.models import Financier
from samspel.money.funding.policy import FundingAction
from samspel.money.funding.queries.grant import amounts_left
from samspel.money.funding.services.application import FundingError, application_lock
from samspel.money.models import (
    CofinancingPayment,
    ConditionMet,
    FundingCondition,
    FundingDecision,
    Requisition,
)

ZERO = Decimal(0)


@transaction.atomic
def requisition_make(
    *, actor: Any, decision: FundingDecision, year: int, amount: Decimal, reference: str
) -> Requisition:
    """Ask for granted money. FundingError for more than is left of the year."""
    application = application_lock(application=decision.application)
    found = FundingDecision.objects.get(pk=decision.pk)
    if found.voided_at is not None:
        raise FundingError(_("The decision is taken back."))
    if amount <= 0 or amount > amounts_left(found).get(year, ZERO):
        raise FundingError(_("More is asked for than is left of the grant for %(year)s.") % {"year": year})
    made = Requisition(
        programme=application.programme, partner=found.partner, decision=found, occurred_on=clock.today(), year=year,
        amount=amount, reference=reference.strip()[:120], example=found.example,
    )  # fmt: skip
    record(made, actor)
    return made


@transaction.atomic
def requisition_void(*, actor: Any, requisition: Requisition, reason: str) -> None:
    """Take a requisition back. FundingError once it is paid."""
    application_lock(application=requisition.decision.application)
    if requisition.payments.filter(voided_at=None).exists():
        raise FundingError(_("The requisition is paid."))
    void(requisition, actor, reason)


@transaction.atomic
def requisition_pay(*, actor: Any, requisition: Requisition, on: date, reference: str) -> CofinancingPayment:
    """Note that a requisition is paid, whole. FundingError where it is paid already or taken back."""
    application_lock(application=requisition.decision.application)
    found = Requisition.objects.select_related("decision__application__intake").get(pk=requisition.pk)
    access.require_other(actor, found.recorded_by)
    if found.voided_at is not None or found.payments.filter(voided_at=None).exists():
        raise FundingError(_("The requisition is paid or taken back already."))
    if not found.occurred_on <= on <= clock.today():
        raise FundingError(_("Give a day from the requisition up to today."))
    made = CofinancingPayment(
        programme=found.programme, partner=found.partner, financier=found.decision.application.intake.financier,
        requisition=found, occurred_on=on, year=found.year, amount=found.amount, reference=reference.strip()[:120],
        example=found.example,
    )  # fmt: skip
    record(made, actor)
    return made


@transaction.atomic
def payment_record(*, actor: Any, financier: Financier, on: date, year: int, amount: Decimal, reference: str) -> Any:
    """Note co-financing that came in without a requisition, such as a partner's own money."""
    if financier.partner is None:
        raise FundingError(_("Choose a financier that is one of the partners."))
    if amount <= 0 or on > clock.today():
        raise FundingError(_("Give an amount above zero and a day up to today."))
    made = CofinancingPayment(
        programme=financier.programme, partner=financier.partner, financier=financier, occurred_on=on, year=year,
        amount=amount, reference=reference.strip()[:120],
    )  # fmt: skip
    record(made, actor)
    return made


@transaction.atomic
def condition_meet(*, actor: Any, condition: FundingCondition, on: date, note: str) -> None:
    """Note that a condition is met, and how it is known. FundingError where it is noted already."""
    application = application_lock(application=condition.decision.application)
    access.require(actor, FundingAction.HANDLE, application)
    if on > clock.today() or not note.strip():
        raise FundingError(_("Give a day up to today, and how it is known."))
    _made, new = ConditionMet.objects.get_or_create(
        condition=condition, defaults={"met_on": on, "note": note.strip()[:500], "recorded_by": actor}
    )
    if not new:
        raise FundingError(_("It is noted already."))
    audit.write(actor, "condition.met", application, changes={"condition": condition.text, "note": note})
