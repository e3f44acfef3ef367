"""The jury's work: declare interests, then score each submission by its letter, without seeing the others' points.

A juror first sees which companies have submitted, to say whether they have an interest in any. Only then do they read
the proposals, by letter; those of a company they have an interest in never."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samspel.core import access, audit, clock
from samspel.core.assessment import HIGHEST, LOWEST
from samspel.core.models import User
from samspel.frontdoor.challenges.policy import ChallengeAction
from samspel.frontdoor.challenges.queries.jury import scoring_obstacle
from samspel.frontdoor.challenges.services.state import challenge_lock
from samspel.frontdoor.models import Challenge, Juror, JurorInterest, JurorPoints, JurorScores, Submission
from samspel.frontdoor.offers.rules.errors import FrontdoorError


@transaction.atomic
def interest_declare(*, actor: Any, submission: Submission, conflict: bool, reason: str = "") -> None:
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


@transaction.atomic
def scores_hand_in(*, actor: Any, submission: Submission, points: Mapping[int, int], comment: str) -> JurorScores:
    """Hand in one's points by criterion. FrontdoorError where some are missing, or they are handed in already."""
    challenge = _sitting(actor, submission)
    if reason := scoring_obstacle(actor, submission):
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


def _sitting(actor: Any, submission: Submission) -> Challenge:
    """The challenge, held, while its jury sits and the actor is in it."""
    challenge = challenge_lock(challenge=submission.challenge)
    access.require(actor, ChallengeAction.JUDGE, challenge)
    if not Juror.objects.filter(challenge=challenge, person=actor).exists():
        raise FrontdoorError(_("You are not in the jury."))
    if challenge.state != "judging" or not submission.letter:
        raise FrontdoorError(_("The proposal is not being judged."))
    return challenge


@transaction.atomic
def jury_appoint(*, actor: Any, challenge: Challenge, people: Sequence[User]) -> None:
    """Say who the jury is. Nobody who has handed in points can be taken out; everybody must be allowed to judge."""
    found = challenge_lock(challenge=challenge)
    access.require(actor, ChallengeAction.MANAGE, found)
    if found.state not in {"draft", "published", "judging"}:
        raise FrontdoorError(_("The challenge is decided. Its jury can no longer be changed."))
    for person in people:
        if not access.can(person, ChallengeAction.JUDGE, found):
            raise FrontdoorError(_("%(name)s may not judge in this programme.") % {"name": person.name})
    chosen = {person.pk for person in people}
    scored = set(found.submissions.values_list("scores__juror", flat=True)) - {None}
    if scored - chosen:
        raise FrontdoorError(_("Somebody you take out has already handed in points."))
    found.jury.exclude(person__in=chosen).delete()
    present = set(found.jury.values_list("person", flat=True))
    Juror.objects.bulk_create(Juror(challenge=found, person_id=pk) for pk in sorted(chosen - present))
    audit.write(actor, "challenge.jury_appointed", found, changes={"jurors": sorted(chosen)})
