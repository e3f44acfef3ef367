"""Challenges: the list, one by its number, and all that its page shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from samspel.actors.models import Organisation
from samspel.core import access
from samspel.core.programmes.context import ReadContext
from samspel.frontdoor.challenges.policy import ChallengeAction, may_see_challenge
from samspel.frontdoor.challenges.queries.jury import is_juror, missing_scores
from samspel.frontdoor.challenges.queries.submissions import SubmissionScores, counted_submissions, submission_scores
from samspel.frontdoor.challenges.states import PUBLIC, REVEALED, Phase, may_open, phase
from samspel.frontdoor.models import (
    Challenge,
    ChallengeCriterion,
    ChallengeDecision,
    ChallengeQuestion,
    ChosenSubmission,
    Pilot,
)


@dataclass(frozen=True)
class ChallengeRow:
    """A challenge in the list."""

    challenge: Challenge
    phase: Phase


@dataclass(frozen=True)
class ChallengeOverview:
    """All that a challenge's page needs to know of the reader and of what can be done."""

    phase: Phase
    manages: bool
    judges: bool
    may_open: bool
    sealed: int
    questions: Sequence[ChallengeQuestion]
    waiting: Sequence[ChallengeQuestion]
    lacking: int
    scored: Sequence[SubmissionScores]
    decision: ChallengeDecision | None
    pilots: Mapping[int, Pilot]

    @property
    def chosen(self) -> Sequence[ChosenSubmission]:
        """What the decision chose; nothing where there is none."""
        return list(self.decision.chosen.all()) if self.decision else []


def challenge_list(context: ReadContext) -> list[ChallengeRow]:
    """The challenges the reader may see: published ones, and drafts for those who write them."""
    rows = Challenge.objects.filter(programme=context.programme).select_related("partner", "area", "owner")
    own = access.visible(context.reader, ChallengeAction.MANAGE, rows).values("pk")
    rows = rows.filter(Q(state__in=PUBLIC) | Q(pk__in=own))
    return [ChallengeRow(row, phase(row.state, row.opens_on, row.closes_on, context.as_of)) for row in rows]


def challenge_overview(context: ReadContext, challenge: Challenge) -> ChallengeOverview:
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
    return ChallengeOverview(
        phase=phase(challenge.state, challenge.opens_on, challenge.closes_on, context.as_of),
        manages=manages,
        judges=context.reader.is_authenticated and is_juror(context.reader, challenge),
        may_open=manages and may_open(challenge.state, challenge.closes_on, context.as_of),
        sealed=counted_submissions(challenge).count() if manages and challenge.state == "published" else 0,
        questions=[q for q in questions if q.answer],
        waiting=[q for q in questions if not q.answer] if manages else [],
        lacking=lacking,
        scored=submission_scores(challenge) if manages and done else [],
        decision=decision,
        pilots={pilot.submission_id: pilot for pilot in pilots} if challenge.state in REVEALED else {},
    )


def challenge_by_number(context: ReadContext, number: int) -> Challenge | None:
    """The programme's challenge with the number; None where there is none, or the reader may not see it."""
    rows = Challenge.objects.select_related("programme", "partner", "owner", "area")
    found = rows.filter(programme=context.programme, number=number).first()
    return found if found is not None and may_see_challenge(context, found) else None


def challenge_criteria(challenge: Challenge) -> list[ChallengeCriterion]:
    """What its submissions are judged by, in order."""
    return list(challenge.criteria.all())


def criterion_values(challenge: Challenge) -> list[dict[str, Any]]:
    """The criteria as their form takes them."""
    return [dict(row) for row in challenge.criteria.values("question_sv", "question_en", "weight")]


def question_of_challenge(challenge: Challenge, pk: int) -> ChallengeQuestion | None:
    """The challenge's question with the id."""
    return ChallengeQuestion.objects.filter(pk=pk, challenge=challenge).first()


def decision_in_force(challenge: Challenge) -> ChallengeDecision:
    """The decision that has not been taken back. DoesNotExist where there is none."""
    return ChallengeDecision.objects.get(challenge=challenge, voided_at=None)


def pilot_of_challenge(challenge: Challenge, pk: int) -> Pilot | None:
    """The challenge's trial with the id."""
    rows = Pilot.objects.select_related("submission__challenge")
    return rows.filter(pk=pk, submission__challenge=challenge).first()


def challenge_owner_choices() -> QuerySet[Organisation]:
    """Whose need a challenge can be: every organisation but companies."""
    return Organisation.objects.exclude(kind="company").order_by("name")
