"""The trial of a chosen submission: begun, and ended with a result."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samspel.core import access, audit, clock
from samspel.frontdoor.challenges.policy import ChallengeAction
from samspel.frontdoor.challenges.services.state import challenge_lock, challenge_move
from samspel.frontdoor.challenges.states import ChallengeStep
from samspel.frontdoor.models import ChosenSubmission, Pilot, Submission
from samspel.frontdoor.offers.rules.errors import FrontdoorError


@transaction.atomic
def pilot_begin(*, actor: Any, submission: Submission, place: str, starts_on: date, ends_on: date) -> Pilot:
    """Begin the trial of a chosen submission."""
    found = challenge_lock(challenge=submission.challenge)
    access.require(actor, ChallengeAction.MANAGE, found)
    if not ChosenSubmission.objects.filter(submission=submission, decision__voided_at=None).exists():
        raise FrontdoorError(_("The proposal is not chosen."))
    if Pilot.objects.filter(submission=submission).exists():
        raise FrontdoorError(_("Its trial is there already."))
    if ends_on < starts_on:
        raise FrontdoorError(_("The last day is before the first. Give the same day or a later one."))
    challenge_move(challenge=found, step=ChallengeStep.PILOT)
    found.save()
    made = Pilot.objects.create(
        submission=submission, place=place.strip()[:200], starts_on=starts_on, ends_on=ends_on, example=found.example
    )
    audit.write(actor, "pilot.begun", submission, changes={"place": made.place, "from": starts_on, "to": ends_on})
    return made


@transaction.atomic
def pilot_end(*, actor: Any, pilot: Pilot, outcome: str, result_sv: str, result_en: str, day: date) -> None:
    """Say what came of a trial; shown to everybody. Corrected later, the log keeps the first words."""
    challenge = challenge_lock(challenge=pilot.submission.challenge)
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
