"""The decision on a challenge, the trials of what was chosen, and their results."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samspel.core import access, audit, clock
from samspel.core.facts import record, void
from samspel.frontdoor.challenges.policy import ChallengeAction
from samspel.frontdoor.challenges.services.challenge import locked, step, valid
from samspel.frontdoor.challenges.services.jury import missing_scores
from samspel.frontdoor.challenges.states import Step
from samspel.frontdoor.models import (
    Challenge,
    ChallengeDecision,
    ChosenSubmission,
    JurorInterest,
    Pilot,
    Submission,
)
from samspel.frontdoor.offers.notifications.mail import absolute, mail
from samspel.frontdoor.offers.rules.errors import FrontdoorError


@dataclass(frozen=True)
class Verdict:
    """What is decided: the day, why, and what each chosen submission (by id) is given. None may be chosen."""

    day: date
    reasons: str
    chosen: Mapping[int, Decimal] = field(default_factory=dict)


@transaction.atomic
def decide(actor: Any, challenge: Challenge, verdict: Verdict, url: str) -> ChallengeDecision:
    """Record what was decided, when the jury is done; those who submitted are told. FrontdoorError otherwise, or where
    the actor has an interest in what is chosen."""
    found = locked(challenge)
    access.require(actor, ChallengeAction.MANAGE, found)
    if found.state == "judging" and (lacking := missing_scores(found)):
        raise FrontdoorError(_("%(n)s more assessments must be handed in first.") % {"n": lacking})
    submissions = {row.pk: row for row in valid(found).select_related("contact")}
    _check(actor, found, verdict, submissions)
    step(found, Step.DECIDE)
    found.save()
    made = ChallengeDecision(
        programme=found.programme, partner=found.partner, area=found.area, challenge=found, occurred_on=verdict.day,
        reasons=verdict.reasons.strip(), example=found.example,
    )  # fmt: skip
    record(made, actor)
    ChosenSubmission.objects.bulk_create(
        ChosenSubmission(decision=made, submission_id=pk, amount=amount) for pk, amount in verdict.chosen.items()
    )
    for row in submissions.values():
        if hasattr(row, "contact"):
            told = {"challenge": found, "submission": row, "chosen": row.pk in verdict.chosen, "url": absolute(url)}
            mail("challenge_decided", [row.contact.email], row.contact.language, told)
    return made


@transaction.atomic
def undo(actor: Any, decision: ChallengeDecision, reason: str) -> None:
    """Take a wrongly recorded decision back; not once a trial has begun under it."""
    found = locked(decision.challenge)
    access.require(actor, ChallengeAction.MANAGE, found)
    step(found, Step.REOPEN)
    found.save()
    void(decision, actor, reason)


@transaction.atomic
def begin_pilot(actor: Any, submission: Submission, place: str, starts_on: date, ends_on: date) -> Pilot:
    """Begin the trial of a chosen submission."""
    found = locked(submission.challenge)
    access.require(actor, ChallengeAction.MANAGE, found)
    if not ChosenSubmission.objects.filter(submission=submission, decision__voided_at=None).exists():
        raise FrontdoorError(_("The proposal is not chosen."))
    if Pilot.objects.filter(submission=submission).exists():
        raise FrontdoorError(_("Its trial is there already."))
    if ends_on < starts_on:
        raise FrontdoorError(_("The last day is before the first. Give the same day or a later one."))
    step(found, Step.PILOT)
    found.save()
    made = Pilot.objects.create(
        submission=submission, place=place.strip()[:200], starts_on=starts_on, ends_on=ends_on, example=found.example
    )
    audit.write(actor, "pilot.begun", submission, changes={"place": made.place, "from": starts_on, "to": ends_on})
    return made


@transaction.atomic
def end_pilot(actor: Any, pilot: Pilot, outcome: str, result_sv: str, result_en: str, day: date) -> None:
    """Say what came of a trial; shown to everybody. Corrected later, the log keeps the first words."""
    challenge = locked(pilot.submission.challenge)
    access.require(actor, ChallengeAction.MANAGE, challenge)
    found = Pilot.objects.select_for_update().get(pk=pilot.pk)
    if day < found.starts_on or day > clock.today():
        raise FrontdoorError(_("Give a day between the trial's first day and today."))
    before = [found.outcome, found.result_sv]
    found.outcome, found.ended_on = outcome, day
    found.result_sv, found.result_en = result_sv.strip(), result_en.strip()
    found.save()
    told = {"outcome": [before[0], outcome], "result": [before[1], found.result_sv]}
    audit.write(actor, "pilot.ended", pilot.submission, changes=told)


@transaction.atomic
def close(actor: Any, challenge: Challenge) -> None:
    """Close a challenge: nothing more is to come. FrontdoorError while a trial has no result."""
    found = locked(challenge)
    access.require(actor, ChallengeAction.MANAGE, found)
    if Pilot.objects.filter(submission__challenge=found, outcome="").exists():
        raise FrontdoorError(_("Write first what came of the trial."))
    step(found, Step.CLOSE)
    found.save()
    audit.write(actor, "challenge.closed", found, changes={})


def _check(actor: Any, challenge: Challenge, verdict: Verdict, submissions: Mapping[int, Submission]) -> None:
    if not verdict.reasons.strip():
        raise FrontdoorError(_("Give the reasons."))
    if verdict.day > clock.today():
        raise FrontdoorError(_("The day has not come yet."))
    if not set(verdict.chosen) <= set(submissions):
        raise FrontdoorError(_("Only proposals to this challenge can be chosen."))
    if any(amount < 0 for amount in verdict.chosen.values()) or sum(verdict.chosen.values()) > challenge.reward:
        raise FrontdoorError(_("More is given than the challenge has to give."))
    conflicts = JurorInterest.objects.filter(person=actor, conflict=True, submission__in=list(submissions))
    if conflicts.exists():
        raise FrontdoorError(_("You have declared an interest in a company here. Somebody else records the decision."))
