"""What the pages of challenges show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q

from samspel.core import access, assessment
from samspel.core.programmes.context import ReadContext
from samspel.frontdoor.challenges.policy import ChallengeAction
from samspel.frontdoor.challenges.services.challenge import valid
from samspel.frontdoor.challenges.services.jury import is_juror, missing_scores
from samspel.frontdoor.challenges.states import PUBLIC, REVEALED, Phase, may_open, phase
from samspel.frontdoor.models import (
    Challenge,
    ChallengeDecision,
    ChallengeQuestion,
    JurorInterest,
    JurorScores,
    Pilot,
    Submission,
)


@dataclass(frozen=True)
class Listed:
    """A challenge in the list."""

    challenge: Challenge
    phase: Phase


@dataclass(frozen=True)
class Scored:
    """A submission with what the jury gave it: the mean, and each juror's weighted points and comment."""

    submission: Submission
    together: Decimal | None
    jurors: Sequence[tuple[Any, Decimal, str]]


@dataclass(frozen=True)
class Standing:
    """All that a challenge's page needs to know of the reader and of what can be done."""

    phase: Phase
    manages: bool
    judges: bool
    may_open: bool
    sealed: int
    questions: Sequence[ChallengeQuestion]
    waiting: Sequence[ChallengeQuestion]
    lacking: int
    scored: Sequence[Scored]
    decision: ChallengeDecision | None
    pilots: Mapping[int, Pilot]


def listed(context: ReadContext) -> list[Listed]:
    """The challenges the reader may see: published ones, and drafts for those who write them."""
    rows = Challenge.objects.filter(programme=context.programme).select_related("partner", "area", "owner")
    own = access.visible(context.reader, ChallengeAction.MANAGE, rows).values("pk")
    rows = rows.filter(Q(state__in=PUBLIC) | Q(pk__in=own))
    return [Listed(row, phase(row.state, row.opens_on, row.closes_on, context.as_of)) for row in rows]


def to_judge(context: ReadContext) -> list[Challenge]:
    """The challenges in whose jury the reader sits, while it sits."""
    if not context.reader.is_authenticated:
        return []
    rows = Challenge.objects.filter(programme=context.programme, state="judging", jury__person=context.reader)
    return list(access.visible(context.reader, ChallengeAction.JUDGE, rows))


def may_see(context: ReadContext, challenge: Challenge) -> bool:
    """Whether the challenge has a page for the reader."""
    return challenge.state in PUBLIC or context.may(ChallengeAction.MANAGE, challenge)


def standing(context: ReadContext, challenge: Challenge) -> Standing:
    """How the challenge stands, for the reader."""
    manages = context.may(ChallengeAction.MANAGE, challenge)
    questions = list(challenge.questions.filter(put_aside_at=None))
    decision = (
        challenge.decisions.filter(voided_at=None).prefetch_related("chosen__submission").first()
        if challenge.state in REVEALED
        else None
    )
    lacking = missing_scores(challenge) if manages and challenge.state == "judging" else 0
    done = challenge.state in REVEALED or (challenge.state == "judging" and not lacking)
    pilots = Pilot.objects.filter(submission__challenge=challenge).select_related("submission")
    return Standing(
        phase=phase(challenge.state, challenge.opens_on, challenge.closes_on, context.as_of),
        manages=manages,
        judges=context.reader.is_authenticated and is_juror(context.reader, challenge),
        may_open=manages and may_open(challenge.state, challenge.closes_on, context.as_of),
        sealed=valid(challenge).count() if manages and challenge.state == "published" else 0,
        questions=[q for q in questions if q.answer],
        waiting=[q for q in questions if not q.answer] if manages else [],
        lacking=lacking,
        scored=scored(challenge) if manages and done else [],
        decision=decision,
        pilots={pilot.submission_id: pilot for pilot in pilots} if challenge.state in REVEALED else {},
    )


def scored(challenge: Challenge) -> list[Scored]:
    """The submissions in the order of their points, with what each juror gave."""
    weights = {c.pk: c.weight for c in challenge.criteria.all()}
    rows = valid(challenge).prefetch_related("scores__points", "scores__juror").select_related("organisation")
    found = []
    for row in rows:
        given = [(s.juror, _weighted(s, weights), s.comment) for s in row.scores.all()]
        found.append(Scored(row, assessment.together([points for _juror, points, _comment in given]), given))
    return assessment.in_order((one, None, one.together, one.submission.letter) for one in found)


@dataclass(frozen=True)
class OnTable:
    """A submission before a juror: their own declaration and points, and how many others have handed in."""

    submission: Submission
    interest: JurorInterest | None
    own: JurorScores | None
    others: int

    @property
    def readable(self) -> bool:
        """Whether the juror may read the proposal: once they have declared that they have no interest."""
        return self.interest is not None and not self.interest.conflict


def on_table(person: Any, challenge: Challenge) -> list[OnTable]:
    """What a juror has before them."""
    rows = list(valid(challenge).annotate(handed_in=Count("scores")))
    interests = {i.submission_id: i for i in JurorInterest.objects.filter(submission__in=rows, person=person)}
    own = {s.submission_id: s for s in JurorScores.objects.filter(submission__in=rows, juror=person)}
    return [OnTable(row, interests.get(row.pk), own.get(row.pk), row.handed_in - (row.pk in own)) for row in rows]


def _weighted(scores: JurorScores, weights: Mapping[int, int]) -> Decimal:
    points = {p.criterion_id: p.points for p in scores.points.all()}
    return assessment.weighted(points, weights).quantize(assessment.HUNDREDTH)
