"""The jury's work: declare interests, then score each submission by its letter, without seeing the others' points.

A juror first sees which companies have submitted, to say whether they have an interest in any. Only then do they read
the proposals, by letter; those of a company they have an interest in never."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.core import access, audit, clock
from samspel.core.assessment import HIGHEST, LOWEST, impartial
from samspel.frontdoor.challenges.policy import ChallengeAction
from samspel.frontdoor.challenges.services.challenge import locked, valid
from samspel.frontdoor.models import Challenge, Juror, JurorInterest, JurorPoints, JurorScores, Submission
from samspel.frontdoor.offers.rules.errors import FrontdoorError

WHY_NOT = {
    "undeclared": gettext_lazy("Declare first whether you have an interest in the company."),
    "conflict": gettext_lazy("You have declared an interest in the company behind the proposal, and cannot judge it."),
}


def is_juror(person: Any, challenge: Challenge) -> bool:
    """Whether the person is in the challenge's jury and still may judge."""
    appointed = Juror.objects.filter(challenge=challenge, person_id=person.pk).exists()
    return appointed and access.can(person, ChallengeAction.JUDGE, challenge)


@transaction.atomic
def declare(actor: Any, submission: Submission, conflict: bool, reason: str = "") -> None:
    """Declare an interest in the company behind a submission, or none. A conflict stands."""
    _sitting(actor, submission)
    if conflict and not reason.strip():
        raise FrontdoorError(_("Say what the interest is."))
    told = {"conflict": conflict, "reason": reason.strip()[:300] if conflict else "", "declared_at": clock.now()}
    row, new = JurorInterest.objects.get_or_create(submission=submission, person=actor, defaults=told)
    if not new:
        if row.conflict and not conflict:
            raise FrontdoorError(_("You have declared an interest. It stands."))
        if JurorScores.objects.filter(submission=submission, juror=actor).exists():
            raise FrontdoorError(_("You have handed in your points already."))
        JurorInterest.objects.filter(pk=row.pk).update(**told)
    audit.write(actor, "submission.interest_declared", submission, changes={"conflict": conflict})


def why_not(person: Any, submission: Submission) -> str | None:
    """Why the juror may not judge the submission, in words; None where they may."""
    told = JurorInterest.objects.filter(submission=submission, person=person).values_list("conflict", flat=True)
    reason = impartial(person.pk, frozenset(), next(iter(told), None))
    return str(WHY_NOT[reason]) if reason else None


@transaction.atomic
def score(actor: Any, submission: Submission, points: Mapping[int, int], comment: str) -> JurorScores:
    """Hand in one's points by criterion. FrontdoorError where some are missing, or they are handed in already."""
    challenge = _sitting(actor, submission)
    if reason := why_not(actor, submission):
        raise FrontdoorError(reason)
    criteria = list(challenge.criteria.all())
    if any(not LOWEST <= points.get(c.pk, 0) <= HIGHEST for c in criteria):
        raise FrontdoorError(_("Give points from 1 to 5 for each criterion."))
    made, new = JurorScores.objects.get_or_create(
        submission=submission, juror=actor, defaults={"comment": comment.strip(), "handed_in_at": clock.now()}
    )
    if not new:
        raise FrontdoorError(_("You have handed in your points already."))
    JurorPoints.objects.bulk_create(JurorPoints(scores=made, criterion=c, points=points[c.pk]) for c in criteria)
    told = {str(c.order): points[c.pk] for c in criteria}
    audit.write(actor, "submission.scored", submission, changes={"points": told})
    return made


def missing_scores(challenge: Challenge) -> int:
    """How many points are still to come before anything can be decided: each submission is scored by as many jurors
    as the challenge asks for, or by all who have no interest in it where they are fewer; never by none."""
    jury = set(challenge.jury.values_list("person", flat=True))
    lacking = 0
    for one in valid(challenge).prefetch_related("scores", "interests"):
        barred = {i.person_id for i in one.interests.all() if i.conflict}
        needed = max(min(challenge.jurors, len(jury - barred)), 1)
        lacking += max(needed - len(one.scores.all()), 0)
    return lacking


def _sitting(actor: Any, submission: Submission) -> Challenge:
    """The challenge, held, while its jury sits and the actor is in it."""
    challenge = locked(submission.challenge)
    access.require(actor, ChallengeAction.JUDGE, challenge)
    if not Juror.objects.filter(challenge=challenge, person=actor).exists():
        raise FrontdoorError(_("You are not in the jury."))
    if challenge.state != "judging" or not submission.letter:
        raise FrontdoorError(_("The proposal is not being judged."))
    return challenge
