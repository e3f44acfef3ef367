"""The jury of a challenge: who sits in it, what is before a juror, and which scores are still to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from samspel.core import access
from samspel.core.assessment import impartial
from samspel.core.models import User
from samspel.core.programmes.context import ReadContext
from samspel.frontdoor.challenges.labels import SCORING_OBSTACLES
from samspel.frontdoor.challenges.policy import ChallengeAction
from samspel.frontdoor.challenges.queries.submissions import counted_submissions
from samspel.frontdoor.models import Challenge, Juror, JurorInterest, JurorPoints, JurorScores, Submission


def is_juror(person: Any, challenge: Challenge) -> bool:
    """Whether the person is in the challenge's jury and still may judge."""
    appointed = Juror.objects.filter(challenge=challenge, person_id=person.pk).exists()
    return appointed and access.can(person, ChallengeAction.JUDGE, challenge)


def scoring_obstacle(person: Any, submission: Submission) -> str | None:
    """Why the juror may not judge the submission, in words; None where they may."""
    told = JurorInterest.objects.filter(submission=submission, person=person).values_list("conflict", flat=True)
    reason = impartial(person.pk, frozenset(), next(iter(told), None))
    return str(SCORING_OBSTACLES[reason]) if reason else None


def missing_scores(challenge: Challenge) -> int:
    """How many points are still to come before anything can be decided: each submission is scored by as many jurors
    as the challenge asks for, or by all who have no interest in it where they are fewer; never by none."""
    jury = set(challenge.jury.values_list("person", flat=True))
    lacking = 0
    for one in counted_submissions(challenge).prefetch_related("scores", "interests"):
        barred = {i.person_id for i in one.interests.all() if i.conflict}
        needed = max(min(challenge.jurors, len(jury - barred)), 1)
        lacking += max(needed - len(one.scores.all()), 0)
    return lacking


def challenges_to_judge(context: ReadContext) -> list[Challenge]:
    """The challenges in whose jury the reader sits, while it sits."""
    if not context.reader.is_authenticated:
        return []
    rows = Challenge.objects.filter(programme=context.programme, state="judging", jury__person=context.reader)
    return list(access.visible(context.reader, ChallengeAction.JUDGE, rows))


@dataclass(frozen=True)
class JuryRow:
    """A submission before a juror: their own declaration and points, and how many others have handed in."""

    submission: Submission
    interest: JurorInterest | None
    own: JurorScores | None
    others: int

    @property
    def readable(self) -> bool:
        """Whether the juror may read the proposal: once they have declared that they have no interest."""
        return self.interest is not None and not self.interest.conflict

    @property
    def given(self) -> Sequence[JurorPoints]:
        """The juror's own points, by criterion."""
        return list(self.own.points.all()) if self.own else []


def jury_rows(person: Any, challenge: Challenge) -> list[JuryRow]:
    """What a juror has before them."""
    rows = list(counted_submissions(challenge).annotate(handed_in=Count("scores")))
    interests = {i.submission_id: i for i in JurorInterest.objects.filter(submission__in=rows, person=person)}
    own = {s.submission_id: s for s in JurorScores.objects.filter(submission__in=rows, juror=person)}
    return [JuryRow(row, interests.get(row.pk), own.get(row.pk), row.handed_in - (row.pk in own)) for row in rows]


def jury_members(challenge: Challenge) -> QuerySet[Juror]:
    """Who is in the jury."""
    return challenge.jury.select_related("person")


def jury_people(challenge: Challenge) -> list[int]:
    """Ids of the people in the jury."""
    return list(challenge.jury.values_list("person", flat=True))


def jury_choices(challenge: Challenge) -> QuerySet[User]:
    """Who can be in the jury: active members of the programme in a role that may judge."""
    roles = access.roles_with(ChallengeAction.JUDGE)
    members = User.objects.filter(
        is_active=True, memberships__programme=challenge.programme, memberships__role__in=roles
    )
    return members.distinct().order_by("name")
