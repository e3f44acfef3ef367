"""What waits in challenges, for the work list."""

from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from samspel.core import access
from samspel.core.programmes.context import ReadContext
from samspel.frontdoor.challenges.policy import ChallengeAction
from samspel.frontdoor.models import Challenge, ChallengeQuestion, JurorInterest, JurorScores, Submission
from samspel.web.worklist import Queue, WaitingRow

ANSWER_WITHIN, SCORE_WITHIN = timedelta(days=5), timedelta(days=21)


def challenge_work_list(context: ReadContext) -> list[Queue]:
    """Questions to answer and proposals to open, for those who answer for a challenge; proposals to score, for its
    jury."""
    reader = context.reader
    if not reader.is_authenticated:
        return []

    def to_answer(row: WaitingRow) -> tuple[str, str, date]:
        words = _("Answer a question about “%(title)s”") % {"title": row.name}
        return words, context.url("frontdoor:challenge", row.ident) + "#questions", row.day + ANSWER_WITHIN

    def to_open(row: WaitingRow) -> tuple[str, str, date]:
        words = _("Open the proposals to “%(title)s”") % {"title": row.name}
        return words, context.url("frontdoor:challenge", row.ident), row.day + ANSWER_WITHIN

    def to_score(row: WaitingRow) -> tuple[str, str, date]:
        words = _("Score the proposals to “%(title)s”") % {"title": row.name}
        return words, context.url("frontdoor:jury-table", row.ident), row.day + SCORE_WITHIN

    managed = access.visible(
        reader, ChallengeAction.MANAGE, Challenge.objects.filter(programme=context.programme, state="published")
    )
    asked = ChallengeQuestion.objects.filter(challenge__in=managed.values("pk"), answer="", put_aside_at=None)
    judged = Submission.objects.filter(
        ~Q(letter=""), withdrawn_at=None, challenge__programme=context.programme, challenge__state="judging",
        challenge__jury__person=reader,
    )  # fmt: skip
    judged = judged.exclude(pk__in=JurorScores.objects.filter(juror=reader).values("submission"))
    judged = judged.exclude(pk__in=JurorInterest.objects.filter(person=reader, conflict=True).values("submission"))
    return [
        Queue(asked, "challenge__number", "challenge__title_sv", "asked_at__date", to_answer),
        Queue(managed.filter(closes_on__lt=context.as_of), "number", "title_sv", "closes_on", to_open),
        Queue(judged, "challenge__number", "challenge__title_sv", "challenge__closes_on", to_score),
    ]
