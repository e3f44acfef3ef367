"""What a region does with an application: check it, score it blind, propose, and record the committee's decision.

Nobody handles an application before declaring that they have no interest in it, nor one they wrote themselves; and the
decision is recorded by somebody else than who proposed it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.core import access, audit, clock
from samspel.core.assessment import HIGHEST, LOWEST, impartial
from samspel.core.facts import record, void
from samspel.money.funding.policy import FundingAction
from samspel.money.funding.rules import by_year
from samspel.money.funding.services.application import FundingError, content_of, locked, step
from samspel.money.funding.states import Step
from samspel.money.models import (
    Application,
    Assessment,
    DecidedAmount,
    FundingCondition,
    FundingDecision,
    Impartiality,
    Proposal,
    Rank,
    Requisition,
    Score,
)

WHY_NOT = {
    "own": gettext_lazy("You have written the application and cannot handle it."),
    "undeclared": gettext_lazy("Declare first whether you have an interest in the application."),
    "conflict": gettext_lazy("You have declared an interest in the application and cannot handle it."),
}


@dataclass(frozen=True)
class Verdict:
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
def declare(actor: Any, application: Application, conflict: bool, reason: str = "") -> None:
    """Declare an interest, or none. A conflict stands; FundingError for one without a reason."""
    found = locked(application)
    access.require(actor, FundingAction.ASSESS, found)
    if conflict and not reason.strip():
        raise FundingError(_("Say what the interest is."))
    row, new = Impartiality.objects.get_or_create(
        application=found, person=actor, defaults={"conflict": conflict, "reason": reason.strip()[:300],
                                                   "declared_at": clock.now()},
    )  # fmt: skip
    if not new:
        if row.conflict:
            raise FundingError(_("You have declared an interest. It stands."))
        row.conflict, row.reason, row.declared_at = conflict, reason.strip()[:300], clock.now()
        row.save()
    audit.write(actor, "impartiality.declared", found, changes={"conflict": conflict})


def why_not(person: Any, application: Application) -> str | None:
    """Why the person may not handle the application, in words; None where they may."""
    told = Impartiality.objects.filter(application=application, person=person).values_list("conflict", flat=True)
    writers = frozenset({application.made_by_id, application.submitted_by_id or application.made_by_id})
    reason = impartial(person.pk, writers, next(iter(told), None))
    return str(WHY_NOT[reason]) if reason else None


@transaction.atomic
def send_back(actor: Any, application: Application, comment: str) -> None:
    """Ask the applicant to complete it, saying what."""
    found = _handled(actor, FundingAction.HANDLE, application)
    if not comment.strip():
        raise FundingError(_("Say what is to be completed."))
    step(found, Step.RETURN)
    found.comment = comment.strip()[:500]
    found.save()
    audit.write(actor, "application.sent_back", found, changes={"comment": found.comment})


@transaction.atomic
def accept(actor: Any, application: Application, rank: Rank | None) -> None:
    """Find it complete, with its rank, and give it to the assessors."""
    found = _handled(actor, FundingAction.HANDLE, application)
    if rank is not None and rank.rule.partner_id != found.intake.partner_id:
        raise FundingError(_("The rank is another region's."))
    step(found, Step.ACCEPT)
    found.rank, found.comment = rank, ""
    found.save()
    audit.write(actor, "application.accepted", found, changes={"rank": rank.number if rank else None})


@transaction.atomic
def assess(
    actor: Any, application: Application, points: Mapping[int, int], reasons: Mapping[int, str], comment: str
) -> Assessment:
    """Hand in one's scores, by criterion. FundingError where some are missing, or they are handed in already."""
    found = _handled(actor, FundingAction.ASSESS, application)
    if found.state != "assessing":
        raise FundingError(_("The application is not being assessed."))
    criteria = list(found.intake.criteria.all())
    if any(not LOWEST <= points.get(c.pk, 0) <= HIGHEST for c in criteria):
        raise FundingError(_("Give points from 1 to 5 for each criterion."))
    made, new = Assessment.objects.get_or_create(
        application=found, assessor=actor, defaults={"comment": comment.strip(), "handed_in_at": clock.now()}
    )
    if not new:
        raise FundingError(_("You have handed in your scores already."))
    Score.objects.bulk_create(
        Score(assessment=made, criterion=c, points=points[c.pk], reason=reasons.get(c.pk, "").strip()[:500])
        for c in criteria
    )
    audit.write(
        actor, "application.assessed", found, changes={"points": {str(c.order): points[c.pk] for c in criteria}}
    )
    return made


@transaction.atomic
def propose(actor: Any, application: Application, verdict: Verdict) -> Proposal:
    """Propose to the committee, when enough have scored. FundingError otherwise, or for more than is asked for."""
    found = _handled(actor, FundingAction.HANDLE, application)
    missing = found.intake.assessors - found.assessments.count()
    if found.state == "assessing" and missing > 0:
        raise FundingError(_("%(n)s more must score the application first.") % {"n": missing})
    _check(found, verdict)
    step(found, Step.PROPOSE)
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
def decide(actor: Any, application: Application, meeting: Meeting, verdict: Verdict) -> FundingDecision:
    """Record the committee's decision; by somebody else than who proposed it."""
    found = _handled(actor, FundingAction.ASSESS, application)
    step(found, Step.DECIDE)
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
def undo_decision(actor: Any, decision: FundingDecision, reason: str) -> None:
    """Take a wrongly recorded decision back. FundingError where money is asked for under it."""
    found = locked(decision.application)
    if Requisition.objects.filter(decision=decision, voided_at=None).exists():
        raise FundingError(_("Money is asked for under the decision. Take the requisitions back first."))
    step(found, Step.REOPEN)
    found.save()
    void(decision, actor, reason)


def _handled(actor: Any, action: str, application: Application) -> Application:
    """The application, held, for somebody who may handle it. PermissionDenied or FundingError otherwise."""
    found = locked(application)
    access.require(actor, action, found)
    if reason := why_not(actor, found):
        raise FundingError(reason)
    return found


def _check(application: Application, verdict: Verdict) -> None:
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
