"""What is done with a challenge, by whom, and what is refused."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from samspel.core import audit
from samspel.core.access import Role
from samspel.core.models import AuditEvent
from samspel.core.programmes.models import Programme
from samspel.frontdoor.challenges.queries.jury import jury_rows, missing_scores
from samspel.frontdoor.challenges.queries.submissions import submission_scores
from samspel.frontdoor.challenges.services import challenge, jury, submission
from samspel.frontdoor.challenges.services import decision as decision_services
from samspel.frontdoor.challenges.services.challenge import challenge_close
from samspel.frontdoor.challenges.services.decision import DecisionData
from samspel.frontdoor.challenges.services.jury import jury_appoint
from samspel.frontdoor.challenges.services.pilot import pilot_begin, pilot_end
from samspel.frontdoor.challenges.services.question import question_answer, question_ask, question_put_aside
from samspel.frontdoor.challenges.services.submission import submissions_open
from samspel.frontdoor.models import Challenge, ChallengeDecision, JurorScores, Pilot, Submission, SubmissionContact
from samspel.frontdoor.offers.rules.errors import FrontdoorError
from tests.frontdoor.challenges.world import DAY, World
from tests.money.samples import somebody

pytestmark = [pytest.mark.django_db, pytest.mark.english]
D = Decimal


@pytest.fixture
def world(ecs: Programme, settings: Any) -> World:
    return World(ecs, settings)


def test_a_challenge_goes_all_the_way(world: World, django_capture_on_commit_callbacks: Any) -> None:
    made = world.judged()
    best = made.submissions.get(letter="A")
    with django_capture_on_commit_callbacks(execute=True):
        decision_services.decision_record(
            actor=world.officer,
            challenge=made,
            data=DecisionData(world.settings.SAMSPEL_TODAY, "Bäst nytta.", {best.pk: D(60_000)}),
            url="/x/",
        )
    assert {m.subject for m in mail.outbox} == {"Decision on “Fewer falls at night”"}
    assert sorted("is chosen" in m.body for m in mail.outbox) == [False, False, True]
    pilot = pilot_begin(
        actor=world.officer,
        submission=best,
        place="Kronåsens äldreboende",
        starts_on=DAY,
        ends_on=DAY + timedelta(days=90),
    )
    assert world.fresh(made).state == "piloting"
    with pytest.raises(FrontdoorError, match="what came of the trial"):
        challenge_close(actor=world.officer, challenge=made)
    pilot_end(
        actor=world.officer,
        pilot=pilot,
        outcome="adopted",
        result_sv="Färre fall.",
        result_en="Fewer falls.",
        day=world.settings.SAMSPEL_TODAY,
    )
    challenge_close(actor=world.officer, challenge=made)
    assert world.fresh(made).state == "closed"
    actions = set(AuditEvent.objects.values_list("action", flat=True))
    assert {"challenge.drafted", "challenge.published", "challenge.opened", "submission.scored",
            "challenge_decision.recorded", "pilot.begun", "pilot.ended", "challenge.closed"} <= actions  # fmt: skip
    assert audit.first_broken_link() is None


def test_only_those_who_answer_for_the_region_write_it(world: World) -> None:
    made = world.draft()
    for other in (somebody(world.programme, Role.OFFICER, "orebro"), somebody(world.programme, Role.EVALUATOR)):
        for act in (
            lambda who: challenge.challenge_draft(actor=who, programme=world.programme, data=world.data()),
            lambda who: challenge.challenge_rewrite(actor=who, challenge=made, data=world.data()),
            lambda who: challenge.challenge_publish(actor=who, challenge=made),
            lambda who: challenge.challenge_cancel(actor=who, challenge=made, reason="Nej"),
            lambda who: jury_appoint(actor=who, challenge=made, people=world.jurors),
        ):
            with pytest.raises(PermissionDenied):
                act(other)
    with pytest.raises(PermissionDenied):  # nor can it be handed to another region
        challenge.challenge_rewrite(
            actor=world.officer, challenge=made, data=world.data(partner=world.programme.partners.get(code="orebro"))
        )


def test_what_is_published_stands(world: World) -> None:
    made = world.published()
    with pytest.raises(FrontdoorError, match="no longer be changed"):
        challenge.challenge_rewrite(actor=world.officer, challenge=made, data=world.data(title_sv="Annat"))
    with pytest.raises(FrontdoorError, match="later day"):
        challenge.challenge_extend(actor=world.officer, challenge=made, closes_on=made.closes_on)
    challenge.challenge_extend(actor=world.officer, challenge=made, closes_on=made.closes_on + timedelta(days=5))
    assert world.fresh(made).closes_on == made.closes_on + timedelta(days=5)
    with pytest.raises(FrontdoorError, match="moved on"):
        challenge.challenge_publish(actor=world.officer, challenge=made)


def test_a_challenge_that_has_closed_or_has_no_criteria_is_not_published(world: World) -> None:
    with pytest.raises(FrontdoorError, match="judged by"):
        challenge.challenge_publish(actor=world.officer, challenge=world.draft(criteria=[]))
    late = world.draft(opens_on=DAY - timedelta(days=9), closes_on=DAY - timedelta(days=1))
    with pytest.raises(FrontdoorError, match="last day has passed"):
        challenge.challenge_publish(actor=world.officer, challenge=late)


def test_proposals_are_sealed_until_the_last_day_has_passed(world: World) -> None:
    made = world.open()
    world.proposal(made)
    world.on(made.closes_on)
    with pytest.raises(FrontdoorError, match="sealed"):
        submissions_open(actor=world.officer, challenge=made)
    world.on(made.closes_on + timedelta(days=1))
    assert submissions_open(actor=world.officer, challenge=made) == 1
    with pytest.raises(FrontdoorError, match="sealed"):
        submissions_open(actor=world.officer, challenge=made)


def test_only_confirmed_proposals_that_are_not_withdrawn_count(world: World) -> None:
    made = world.open()
    world.proposal(made, "Aldrig AB", confirmed=False)
    gone = world.proposal(made, "Borta AB")
    submission.submission_withdraw(submission=gone)
    submission.submission_withdraw(submission=gone)
    kept = world.proposal(made, "Kvar AB")
    submission.submission_confirm(submission=kept)
    with pytest.raises(FrontdoorError, match="withdrawn"):
        submission.submission_change(submission=gone, title="Ny", text="Text")
    submission.submission_change(submission=kept, title="Bättre", text="Mer text")
    world.on(made.closes_on + timedelta(days=1))
    assert submissions_open(actor=world.officer, challenge=made) == 1
    assert Submission.objects.get(letter="A").title == "Bättre"
    for act in (
        lambda: submission.submission_change(submission=kept, title="Sent", text="x"),
        lambda: submission.submission_withdraw(submission=kept),
        lambda: world.proposal(made),
    ):
        with pytest.raises(FrontdoorError, match="not taken in"):
            act()


def test_the_same_proposal_sent_twice_is_one(world: World) -> None:
    made = world.open()
    assert world.proposal(made, confirmed=False).pk == world.proposal(made, confirmed=False).pk
    assert Submission.objects.count() == 1


def test_a_sole_traders_number_is_not_kept_and_a_wrong_number_is_told(world: World) -> None:
    made = world.open()
    told = submission.SubmissionData("Eget", "19640823-3234", "T", "X", "Ada", "a@x.test")
    assert (
        submission.submission_send(actor=None, challenge=made, data=told, organisation=None).organisation_number == ""
    )
    with pytest.raises(FrontdoorError, match="not a Swedish organisation number"):
        submission.submission_send(
            actor=None,
            challenge=made,
            data=submission.SubmissionData("Fel", "12345", "T2", "X", "Ada", "a@x.test"),
            organisation=None,
        )


def test_questions_are_answered_in_public_and_the_address_is_erased(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    made = world.published()
    asked = question_ask(challenge=made, text="Gäller det korttidsboenden?", email="fraga@x.test")
    spam = question_ask(challenge=made, text="Köp länkar", email="spam@x.test")
    with pytest.raises(PermissionDenied):
        question_answer(actor=somebody(world.programme, Role.OFFICER, "orebro"), question=asked, text="Nej", url="/x/")
    with django_capture_on_commit_callbacks(execute=True):
        question_answer(actor=world.officer, question=asked, text="Ja.", url="/p/x/")
    question_put_aside(actor=world.officer, question=spam)
    asked.refresh_from_db()
    spam.refresh_from_db()
    assert (asked.answer, asked.email, spam.email) == ("Ja.", "", "")
    assert [m.to for m in mail.outbox] == [["fraga@x.test"]]
    assert "Ja." in mail.outbox[0].body
    with pytest.raises(FrontdoorError, match="answered already"):
        question_put_aside(actor=world.officer, question=asked)
    world.on(made.closes_on + timedelta(days=1))
    with pytest.raises(FrontdoorError, match="has passed"):
        question_ask(challenge=made, text="För sent?", email="")


def test_a_juror_declares_first_and_does_not_judge_friends(world: World) -> None:
    made = world.judging()
    first, second, _third = made.submissions.order_by("letter")
    juror = world.jurors[0]
    points = {c.pk: 3 for c in made.criteria.all()}
    with pytest.raises(FrontdoorError, match="Declare first"):
        jury.scores_hand_in(actor=juror, submission=first, points=points, comment="")
    with pytest.raises(FrontdoorError, match="what the interest is"):
        jury.interest_declare(actor=juror, submission=first, conflict=True, reason=" ")
    jury.interest_declare(actor=juror, submission=first, conflict=True, reason="Min syster äger det")
    with pytest.raises(FrontdoorError, match="It stands"):
        jury.interest_declare(actor=juror, submission=first, conflict=False)
    with pytest.raises(FrontdoorError, match="cannot judge"):
        jury.scores_hand_in(actor=juror, submission=first, points=points, comment="")
    jury.interest_declare(actor=juror, submission=second, conflict=False)
    with pytest.raises(FrontdoorError, match="each criterion"):
        jury.scores_hand_in(actor=juror, submission=second, points={next(iter(points)): 3}, comment="")
    jury.scores_hand_in(actor=juror, submission=second, points=points, comment="Bra")
    with pytest.raises(FrontdoorError, match="already"):
        jury.scores_hand_in(actor=juror, submission=second, points=points, comment="Igen")
    with pytest.raises(FrontdoorError, match="not in the jury"):
        jury.interest_declare(actor=world.officer, submission=first, conflict=False)
    assert not any(row.readable for row in jury_rows(juror, made) if row.submission.pk == first.pk)


def test_a_juror_never_sees_the_others_points(world: World) -> None:
    made = world.judging()
    one = made.submissions.get(letter="A")
    world.score(world.jurors[0], one, 5, 5)
    row = next(r for r in jury_rows(world.jurors[1], made) if r.submission.pk == one.pk)
    assert (row.own, row.others) == (None, 1)
    assert JurorScores.objects.filter(submission=one).count() == 1


def test_nothing_is_decided_before_the_jury_is_done_and_conflicts_lower_what_is_asked_for(world: World) -> None:
    made = world.judging(("Ett AB",))
    only = made.submissions.get()
    assert missing_scores(made) == 2
    verdict = DecisionData(world.settings.SAMSPEL_TODAY, "Skäl", {})
    with pytest.raises(FrontdoorError, match="2 more"):
        decision_services.decision_record(actor=world.officer, challenge=made, data=verdict, url="/x/")
    jury.interest_declare(actor=world.jurors[0], submission=only, conflict=True, reason="Jäv")
    world.score(world.jurors[1], only, 4, 4)
    assert missing_scores(made) == 0
    decision_services.decision_record(actor=world.officer, challenge=made, data=verdict, url="/x/")
    assert ChallengeDecision.objects.get().chosen.count() == 0


def test_what_can_be_decided(world: World) -> None:
    made = world.judged()
    best = made.submissions.get(letter="A")
    today = world.settings.SAMSPEL_TODAY
    for verdict, words in (
        (DecisionData(today, " ", {}), "Give the reasons"),
        (DecisionData(today + timedelta(days=1), "Skäl", {}), "not come yet"),
        (DecisionData(today, "Skäl", {best.pk: D(100_001)}), "More is given"),
        (DecisionData(today, "Skäl", {999_999: D(0)}), "Only proposals"),
    ):
        with pytest.raises(FrontdoorError, match=words):
            decision_services.decision_record(actor=world.officer, challenge=made, data=verdict, url="/x/")
    decision_services.decision_record(
        actor=world.officer, challenge=made, data=DecisionData(today, "Skäl", {best.pk: D(1)}), url="/x/"
    )
    with pytest.raises(FrontdoorError, match="moved on"):
        decision_services.decision_record(
            actor=world.officer, challenge=made, data=DecisionData(today, "Igen", {}), url="/x/"
        )
    decision = ChallengeDecision.objects.get(voided_at=None)
    decision_services.decision_undo(actor=world.officer, decision=decision, reason="Fel belopp")
    assert world.fresh(made).state == "judging"
    decision_services.decision_record(
        actor=world.officer, challenge=made, data=DecisionData(today, "Rätt", {best.pk: D(2)}), url="/x/"
    )
    with pytest.raises(FrontdoorError, match="not chosen"):
        pilot_begin(
            actor=world.officer, submission=made.submissions.get(letter="B"), place="Här", starts_on=DAY, ends_on=DAY
        )
    pilot_begin(actor=world.officer, submission=best, place="Här", starts_on=DAY, ends_on=DAY)
    with pytest.raises(FrontdoorError, match="there already"):
        pilot_begin(actor=world.officer, submission=best, place="Här", starts_on=DAY, ends_on=DAY)
    assert Pilot.objects.count() == 1


def test_the_points_order_the_proposals(world: World) -> None:
    made = world.judged()
    rows = submission_scores(made)
    assert [row.submission.letter for row in rows] == ["A", "B", "C"]
    assert rows[0].together == D("4.75")  # (5·3 + 4·1) / 4


def test_a_decision_is_kept_by_the_database(world: World) -> None:
    made = world.judged()
    decision_services.decision_record(
        actor=world.officer, challenge=made, data=DecisionData(world.settings.SAMSPEL_TODAY, "Skäl", {}), url="/x/"
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        ChallengeDecision.objects.update(reasons="Andra skäl")


def test_called_off_with_a_reason(world: World) -> None:
    made = world.published()
    with pytest.raises(FrontdoorError, match="why it is called off"):
        challenge.challenge_cancel(actor=world.officer, challenge=made, reason="")
    challenge.challenge_cancel(actor=world.officer, challenge=made, reason="Behovet är löst")
    assert world.fresh(made).state == "cancelled"


def test_senders_are_erased_when_their_time_is_over(world: World) -> None:
    made = world.open()
    sent = world.proposal(made)
    keep = SubmissionContact.objects.get().keep_until
    assert submission.submission_contacts_erase(today=keep) == 0
    assert submission.submission_contacts_erase(today=keep + timedelta(days=1)) == 1
    assert Submission.objects.filter(pk=sent.pk).exists()
    assert not SubmissionContact.objects.exists()


def test_the_jury_is_of_those_who_may_judge(world: World) -> None:
    made = world.draft()
    with pytest.raises(FrontdoorError, match="may not judge"):
        jury_appoint(actor=world.officer, challenge=made, people=[somebody(world.programme, Role.ADMINISTRATOR)])
    judged = world.judging()
    world.score(world.jurors[0], judged.submissions.get(letter="A"), 3, 3)
    with pytest.raises(FrontdoorError, match="handed in points"):
        jury_appoint(actor=world.officer, challenge=judged, people=world.jurors[1:])
    assert Challenge.objects.get(pk=judged.pk).jury.count() == 2
