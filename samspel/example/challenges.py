"""Writes the example's challenges, from challenges.toml: one in dialogue, one open, one before its jury and one that
has been tried. The needs, questions, companies and proposals are invented."""

import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from samspel.actors.models import Organisation
from samspel.core.access import Role
from samspel.core.models import User
from samspel.core.programmes.models import Membership, Programme
from samspel.frontdoor.challenges.states import lettered
from samspel.frontdoor.models import (
    Challenge,
    ChallengeCriterion,
    ChallengeDecision,
    ChallengeQuestion,
    ChosenSubmission,
    Juror,
    JurorInterest,
    JurorPoints,
    JurorScores,
    Pilot,
    Submission,
)

if TYPE_CHECKING:
    from samspel.example.results import Writer

FILE = Path(__file__).parent / "challenges.toml"
DAY = date(2019, 9, 30)  # the example's last day, from which the file counts
KINDS = {"contest": "contest", "pre_commercial": "precommercial"}
DIALOGUE = timedelta(days=21)  # from publication to the first day for proposals
REWARD = Decimal(300_000)
JURY = (Role.AREA_LEAD, Role.STEERING, Role.EVALUATOR)  # so that a jury's work can be tried
POINTS = ((5, 4, 4, 4), (3, 4, 3, 3), (2, 3, 4, 3))  # of the tried one's proposals, by letter
REASONS = "Förslaget svarar bäst mot behovet och kan provas redan i vinter."
RESULT_SV = "Provet visade att lösningen fungerar i vardagen. Den införs nu i fler kommuner."
RESULT_EN = "The trial showed that the solution works in daily life. It is now put in place in more municipalities."


def write_challenges(writer: "Writer") -> None:
    """Everything but the sitting jury, who are people that sign in."""
    for number, told in enumerate(tomllib.loads(FILE.read_text(encoding="utf-8"))["challenges"], start=1):
        made = _challenge(writer, number, told)
        if made.state != "published" or made.opens_on <= DAY:
            _submissions(made, told)
        if made.state == "piloting":
            _tried(writer, made)


def seat_jury(programme: Programme) -> None:
    """Put the example's people in the juries that sit."""
    people = Membership.objects.filter(programme=programme, role__in=JURY, user__example=True)
    for challenge in Challenge.objects.filter(programme=programme, example=True, state="judging"):
        for person in people.values_list("user", flat=True):
            Juror.objects.get_or_create(challenge=challenge, person_id=person)


def challenges_removed(delete: Callable[[Any], int]) -> None:
    """Take the example's challenges away, with what real people have done in them; decisions go with the facts."""
    challenges = Challenge.objects.filter(example=True)
    submissions = Submission.objects.filter(challenge__in=challenges)
    for rows in (
        ChosenSubmission.objects.filter(submission__in=submissions),
        ChallengeDecision.objects.filter(challenge__in=challenges),
        JurorPoints.objects.filter(scores__submission__in=submissions),
        JurorScores.objects.filter(submission__in=submissions),
        Pilot.objects.filter(submission__in=submissions),
    ):
        delete(rows)
    submissions.delete()
    challenges.delete()


def _challenge(writer: "Writer", number: int, told: Mapping[str, Any]) -> Challenge:
    partner, published = writer.partners[told["owner"]], DAY - timedelta(days=told["published_days_ago"])
    closes = DAY + timedelta(days=told["closes_in_days"])
    owner, _new = Organisation.objects.get_or_create(
        name=partner.name_sv, kind="region", defaults={"example": True, "identity": "none"}
    )
    late = closes < DAY - timedelta(days=60)
    made = Challenge.objects.create(
        programme=writer.programme, partner=partner, number=number, owner=owner, area=writer.areas[told["areas"][0]],
        kind=KINDS[told["procedure"]], title_sv=told["title_sv"], title_en=told["title_en"], text_sv=told["text_sv"],
        text_en=told["text_en"], reward=REWARD, opens_on=published + DIALOGUE, closes_on=closes, jurors=2,
        state="piloting" if late else "judging" if closes < DAY else "published", made_by=writer.recorder,
        published_at=_noon(published), opened_at=_noon(closes + timedelta(days=1)) if closes < DAY else None,
        opened_by=writer.recorder if closes < DAY else None, example=True,
    )  # fmt: skip
    ChallengeCriterion.objects.bulk_create(
        ChallengeCriterion(challenge=made, order=n, question_sv=one["name_sv"], question_en=one["name_en"],
                           weight=one["weight"])
        for n, one in enumerate(told["criteria"], start=1)
    )  # fmt: skip
    ChallengeQuestion.objects.bulk_create(
        ChallengeQuestion(challenge=made, text=one["question_sv"], answer=one["answer_sv"], asked_at=_noon(published),
                          answered_at=_noon(published + timedelta(days=3)), answered_by=writer.recorder)
        for one in told["dialogue"]
    )  # fmt: skip
    return made


def _submissions(made: Challenge, told: Mapping[str, Any]) -> None:
    links = [f"exempel-{made.number}-{n}" for n in range(len(told["submissions"]))]
    letters = lettered(links) if made.state != "published" else {}
    sent = _noon(min(made.closes_on, DAY) - timedelta(days=4))
    Submission.objects.bulk_create(
        Submission(challenge=made, link=link, letter=letters.get(link, ""), company=one["company"], sent_at=sent,
                   title=one["text_sv"].split(".")[0][:140], text=one["text_sv"], confirmed_at=sent, example=True)
        for link, one in zip(links, told["submissions"], strict=True)
    )  # fmt: skip


def _tried(writer: "Writer", made: Challenge) -> None:
    """Scored by two, decided, tried and taken into use."""
    decided = made.closes_on + timedelta(days=14)
    rows, criteria = list(made.submissions.order_by("letter")), list(made.criteria.all())
    second = User.objects.get(email=writer.recorder.email.replace("exempel@", "exempel2@"))
    for juror in (writer.recorder, second):
        Juror.objects.create(challenge=made, person=juror)
        for row, points in zip(rows, POINTS, strict=True):
            JurorInterest.objects.create(submission=row, person=juror, conflict=False, declared_at=_noon(decided))
            scores = JurorScores.objects.create(submission=row, juror=juror, handed_in_at=_noon(decided))
            JurorPoints.objects.bulk_create(
                JurorPoints(scores=scores, criterion=c, points=p) for c, p in zip(criteria, points, strict=False)
            )
    decision = ChallengeDecision.objects.create(
        programme=made.programme, partner=made.partner, area=made.area, challenge=made, occurred_on=decided,
        reasons=REASONS, recorded_at=_noon(decided), recorded_by=writer.recorder, example=True,
    )  # fmt: skip
    ChosenSubmission.objects.create(decision=decision, submission=rows[0], amount=REWARD)
    Pilot.objects.create(
        submission=rows[0], place=made.owner.name, starts_on=decided + timedelta(days=7), example=True,
        ends_on=decided + timedelta(days=49), outcome="adopted", result_sv=RESULT_SV, result_en=RESULT_EN,
        ended_on=decided + timedelta(days=49),
    )  # fmt: skip


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
