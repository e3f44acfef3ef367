"""Submissions to a challenge: those that count, and what the jury gave them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from samspel.actors.models import Organisation
from samspel.core import access, assessment
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Programme
from samspel.frontdoor.challenges.policy import ChallengeAction
from samspel.frontdoor.models import Challenge, JurorScores, Submission


def counted_submissions(challenge: Challenge) -> Any:
    """The submissions that count: confirmed and not withdrawn."""
    return challenge.submissions.filter(confirmed_at__isnull=False, withdrawn_at=None)


@dataclass(frozen=True)
class SubmissionScores:
    """A submission with what the jury gave it: the mean, and each juror's weighted points and comment."""

    submission: Submission
    together: Decimal | None
    jurors: Sequence[tuple[Any, Decimal, str]]


def submission_scores(challenge: Challenge) -> list[SubmissionScores]:
    """The submissions in the order of their points, with what each juror gave."""
    weights = {c.pk: c.weight for c in challenge.criteria.all()}
    rows = (
        counted_submissions(challenge)
        .prefetch_related("scores__points", "scores__juror")
        .select_related("organisation")
    )
    found = []
    for row in rows:
        given = [(s.juror, _weighted(s, weights), s.comment) for s in row.scores.all()]
        found.append(SubmissionScores(row, assessment.together([points for _juror, points, _comment in given]), given))
    return assessment.in_order((one, None, one.together, one.submission.letter) for one in found)


def _weighted(scores: JurorScores, weights: Mapping[int, int]) -> Decimal:
    points = {p.criterion_id: p.points for p in scores.points.all()}
    return assessment.weighted(points, weights).quantize(assessment.HUNDREDTH)


def submission_by_link(programme: Programme, link: str) -> Submission | None:
    """The submission with the unguessable link, to a challenge of the programme."""
    rows = Submission.objects.select_related("challenge__programme", "challenge__partner", "challenge__area")
    return rows.filter(challenge__programme=programme, link=link).first()


def counted_submission(challenge: Challenge, pk: int) -> Submission | None:
    """The challenge's submission with the id, where it counts."""
    found: Submission | None = counted_submissions(challenge).filter(pk=pk).first()
    return found


def submissions_to_try(challenge: Challenge) -> QuerySet[Submission]:
    """Chosen submissions, by the decision in force, that have no trial yet."""
    return Submission.objects.filter(
        chosen_in__decision__challenge=challenge, chosen_in__decision__voided_at=None, pilot=None
    )


def own_company(context: ReadContext) -> Organisation | None:
    """The signed-in reader's own company in the programme."""
    if not context.reader.is_authenticated:
        return None
    own = access.own(context.reader, ChallengeAction.ANSWER, context.programme.pk)
    return Organisation.objects.filter(pk=own[0]).first() if own else None
