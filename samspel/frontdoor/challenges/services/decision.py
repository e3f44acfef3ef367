"""The decision on a challenge: recorded, and taken back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samspel.core import access, clock
from samspel.core.facts import record, void
from samspel.frontdoor.challenges.policy import ChallengeAction
from samspel.frontdoor.challenges.queries.jury import missing_scores
from samspel.frontdoor.challenges.queries.submissions import counted_submissions
from samspel.frontdoor.challenges.services.state import challenge_lock, challenge_move
from samspel.frontdoor.challenges.states import ChallengeStep
from samspel.frontdoor.models import (
    Challenge,
    ChallengeDecision,
    ChosenSubmission,
    JurorInterest,
    Submission,
)
from samspel.frontdoor.offers.notifications.mail import absolute, mail
from samspel.frontdoor.offers.rules.errors import FrontdoorError


@dataclass(frozen=True)
class DecisionData:
    """What is decided: the day, why, and what each chosen submission (by id) is given. None may be chosen."""

    day: date
    reasons: str
    chosen: Mapping[int, Decimal] = field(default_factory=dict)


@transaction.atomic
def decision_record(*, actor: Any, challenge: Challenge, data: DecisionData, url: str) -> ChallengeDecision:
    """Record what was decided, when the jury is done; those who submitted are told. FrontdoorError otherwise, or where
    the actor has an interest in what is chosen."""
    found = challenge_lock(challenge=challenge)
    access.require(actor, ChallengeAction.MANAGE, found)
    if found.state == "judging" and (lacking := missing_scores(found)):
        raise FrontdoorError(_("%(n)s more assessments must be handed in first.") % {"n": lacking})
    submissions = {row.pk: row for row in counted_submissions(found).select_related("contact")}
    _check(actor, found, data, submissions)
    challenge_move(challenge=found, step=ChallengeStep.DECIDE)
    found.save()
    made = ChallengeDecision(
        programme=found.programme, partner=found.partner, area=found.area, challenge=found, occurred_on=data.day,
        reasons=data.reasons.strip(), example=found.example,
    )  # fmt: skip
    record(made, actor)
    ChosenSubmission.objects.bulk_create(
        ChosenSubmission(decision=made, submission_id=pk, amount=amount) for pk, amount in data.chosen.items()
    )
    for row in submissions.values():
        if hasattr(row, "contact"):
            told = {"challenge": found, "submission": row, "chosen": row.pk in data.chosen, "url": absolute(url)}
            mail("challenges/mail/challenge_decided", [row.contact.email], row.contact.language, told)
    return made


@transaction.atomic
def decision_undo(*, actor: Any, decision: ChallengeDecision, reason: str) -> None:
    """Take a wrongly recorded decision back; not once a trial has begun under it."""
    found = challenge_lock(challenge=decision.challenge)
    access.require(actor, ChallengeAction.MANAGE, found)
    challenge_move(challenge=found, step=ChallengeStep.REOPEN)
    found.save()
    void(decision, actor, reason)


def _check(actor: Any, challenge: Challenge, data: DecisionData, submissions: Mapping[int, Submission]) -> None:
    if not data.reasons.strip():
        raise FrontdoorError(_("Give the reasons."))
    if data.day > clock.today():
        raise FrontdoorError(_("The day has not come yet."))
    if not set(data.chosen) <= set(submissions):
        raise FrontdoorError(_("Only proposals to this challenge can be chosen."))
    if any(amount < 0 for amount in data.chosen.values()) or sum(data.chosen.values()) > challenge.reward:
        raise FrontdoorError(_("More is given than the challenge has to give."))
    conflicts = JurorInterest.objects.filter(person=actor, conflict=True, submission__in=list(submissions))
    if conflicts.exists():
        raise FrontdoorError(_("You have declared an interest in a company here. Somebody else records the decision."))
