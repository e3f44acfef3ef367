"""What a region does with an application: check it, score it blind, propose, and record the committee's decision.

Nobody handles an application before declaring that they have no interest in it, nor one they wrote themselves; and the
decision is recorded by somebody else than who proposed it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samspel.core import access, audit, clock
from samspel.core.assessment import HIGHEST, LOWEST
from samspel.money.funding.policy import FundingAction
from samspel.money.funding.queries.impartiality import why_not
from samspel.money.funding.services.application import FundingError, application_lock, application_move
from samspel.money.funding.states import ApplicationStep
from samspel.money.models import (
    Application,
    Assessment,
    Impartiality,
    Rank,
    Score,
)


@transaction.atomic
def impartiality_declare(*, actor: Any, application: Application, conflict: bool, reason: str = "") -> None:
    """Declare an interest, or none. A conflict stands; FundingError for one without a reason."""
    found = application_lock(application=application)
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


@transaction.atomic
def application_return(*, actor: Any, application: Application, comment: str) -> None:
    """Ask the applicant to complete it, saying what."""
    found = _handled(actor, FundingAction.HANDLE, application)
    if not comment.strip():
        raise FundingError(_("Say what is to be completed."))
    application_move(application=found, taken=ApplicationStep.RETURN)
    found.comment = comment.strip()[:500]
    found.save()
    audit.write(actor, "application.sent_back", found, changes={"comment": found.comment})


@transaction.atomic
def application_accept(*, actor: Any, application: Application, rank: Rank | None) -> None:
    """Find it complete, with its rank, and give it to the assessors."""
    found = _handled(actor, FundingAction.HANDLE, application)
    if rank is not None and rank.rule.partner_id != found.intake.partner_id:
        raise FundingError(_("The rank is another region's."))
    application_move(application=found, taken=ApplicationStep.ACCEPT)
    found.rank, found.comment = rank, ""
    found.save()
    audit.write(actor, "application.accepted", found, changes={"rank": rank.number if rank else None})


@transaction.atomic
def assessment_record(
    *, actor: Any, application: Application, points: Mapping[int, int], reasons: Mapping[int, str], comment: str
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


def _handled(actor: Any, action: str, application: Application) -> Application:
    """The application, held, for somebody who may handle it. PermissionDenied or FundingError otherwise."""
    found = application_lock(application=application)
    access.require(actor, action, found)
    if reason := why_not(actor, found):
        raise FundingError(reason)
    return found
