"""What is proposed to the committee, and what it decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samspel.core import access, audit, clock
from samspel.core.facts import record, void
from samspel.money.funding.policy import FundingAction
from samspel.money.funding.queries.content import content_of
from samspel.money.funding.rules import by_year
from samspel.money.funding.services.application import FundingError, application_lock, application_move
from samspel.money.funding.services.assessment import _handled
from samspel.money.funding.states import ApplicationStep
from samspel.money.models import Application, DecidedAmount, FundingCondition, FundingDecision, Proposal, Requisition


@dataclass(frozen=True)
class FundingVerdict:
    """What is proposed or decided: whether to grant, why, how much each year, and on what conditions."""

    grant: bool
    reasons: str
    amounts: Mapping[int, Decimal] = field(default_factory=dict)
    conditions: Sequence[str] = field(default_factory=tuple)


@dataclass(frozen=True)
class Meeting:
    """Where it was decided."""

    committee: str
    day: date
    paragraph: str


@transaction.atomic
def proposal_make(*, actor: Any, application: Application, verdict: FundingVerdict) -> Proposal:
    """Propose to the committee, when enough have scored. FundingError otherwise, or for more than is asked for."""
    found = _handled(actor, FundingAction.HANDLE, application)
    missing = found.intake.assessors - found.assessments.count()
    if found.state == "assessing" and missing > 0:
        raise FundingError(_("%(n)s more must score the application first.") % {"n": missing})
    _check(found, verdict)
    application_move(application=found, taken=ApplicationStep.PROPOSE)
    found.save()
    told = {
        "grant": verdict.grant, "reasons": verdict.reasons.strip(), "made_by": actor, "made_at": clock.now(),
        "amounts": {str(year): str(amount) for year, amount in verdict.amounts.items() if verdict.grant},
        "conditions": [text.strip() for text in verdict.conditions if text.strip()],
    }  # fmt: skip
    made, _new = Proposal.objects.update_or_create(application=found, defaults=told)
    audit.write(actor, "application.proposed", found, changes={"grant": verdict.grant, "amounts": made.amounts})
    return made


@transaction.atomic
def decision_record(
    *, actor: Any, application: Application, meeting: Meeting, verdict: FundingVerdict
) -> FundingDecision:
    """Record the committee's decision; by somebody else than who proposed it."""
    found = _handled(actor, FundingAction.ASSESS, application)
    application_move(application=found, taken=ApplicationStep.DECIDE)
    proposal = Proposal.objects.get(application=found)
    access.require_other(actor, proposal.made_by)
    _check(found, verdict)
    if meeting.day > clock.today():
        raise FundingError(_("The day has not come yet."))
    found.save()
    made = FundingDecision(
        programme=found.programme, partner=found.intake.partner, application=found, occurred_on=meeting.day,
        committee=meeting.committee.strip()[:120], paragraph=meeting.paragraph.strip()[:40], grant=verdict.grant,
        reasons=verdict.reasons.strip(), example=found.example,
    )  # fmt: skip
    record(made, actor)
    if verdict.grant:
        DecidedAmount.objects.bulk_create(
            DecidedAmount(decision=made, year=year, amount=amount) for year, amount in sorted(verdict.amounts.items())
        )
        FundingCondition.objects.bulk_create(
            FundingCondition(decision=made, order=n, text=text.strip()[:500])
            for n, text in enumerate(verdict.conditions, start=1)
            if text.strip()
        )
    return made


@transaction.atomic
def decision_void(*, actor: Any, decision: FundingDecision, reason: str) -> None:
    """Take a wrongly recorded decision back. FundingError where money is asked for under it."""
    found = application_lock(application=decision.application)
    if Requisition.objects.filter(decision=decision, voided_at=None).exists():
        raise FundingError(_("Money is asked for under the decision. Take the requisitions back first."))
    application_move(application=found, taken=ApplicationStep.REOPEN)
    found.save()
    void(decision, actor, reason)


def _check(application: Application, verdict: FundingVerdict) -> None:
    if not verdict.reasons.strip():
        raise FundingError(_("Give the reasons."))
    if not verdict.grant:
        return
    asked = by_year([line for line in content_of(application).money if line.asked])
    if not any(amount > 0 for amount in verdict.amounts.values()):
        raise FundingError(_("Give an amount for at least one year."))
    for year, amount in verdict.amounts.items():
        if amount < 0 or amount > asked.get(year, Decimal(0)):
            raise FundingError(_("More is granted for %(year)s than is asked for.") % {"year": year})
