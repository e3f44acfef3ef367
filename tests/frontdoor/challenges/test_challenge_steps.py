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
from samspel.frontdoor.challenges.queries import challenges
from samspel.frontdoor.challenges.services import challenge, jury, questions, submission
from samspel.frontdoor.challenges.services import decision as decision_services
from samspel.frontdoor.challenges.services.decision import Verdict
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
        decision_services.decide(
            world.officer, made, Verdict(world.settings.SAMSPEL_TODAY, "Bäst nytta.", {best.pk: D(60_000)}), "/x/"
        )
    assert {m.subject for m in mail.outbox} == {"Decision on “Fewer falls at night”"}
    assert sorted("is chosen" in m.body for m in mail.outbox) == [False, False, True]
    pilot = decision_services.begin_pilot(world.officer, best, "Kronåsens äldreboende", DAY, DAY + timedelta(days=90))
    assert world.fresh(made).state == "piloting"
    with pytest.raises(FrontdoorError, match="what came of the trial"):
        decision_services.close(world.officer, made)
    decision_services.end_pilot(
        world.officer, pilot, "adopted", "Färre fall.", "Fewer falls.", world.settings.SAMSPEL_TODAY
    )
    decision_services.close(world.officer, made)
    assert world.fresh(made).state == "closed"
    actions = set(AuditEvent.objects.values_list("action", flat=True))
    assert {"challenge.drafted", "challenge.published", "challenge.opened", "submission.scored",
            "challenge_decision.recorded", "pilot.begun", "pilot.ended", "challenge.closed"} <= actions  # fmt: skip
    assert audit.first_broken_link() is None


def test_only_those_who_answer_for_the_region_write_it(world: World) -> None:
    made = world.draft()
    for other in (somebody(world.programme, Role.OFFICER, "orebro"), somebody(world.programme, Role.EVALUATOR)):
        for act in (
            lambda who: challenge.draft(who, world.programme, world.data()),
            lambda who: challenge.rewrite(who, made, world.data()),
            lambda who: challenge.publish(who, made),
            lambda who: challenge.cancel(who, made, "Nej"),
            lambda who: challenge.appoint(who, made, world.jurors),
        ):
            with pytest.raises(PermissionDenied):
                act(other)
    with pytest.raises(PermissionDenied):  # nor can it be handed to another region
        challenge.rewrite(world.officer, made, world.data(partner=world.programme.partners.get(code="orebro")))


def test_what_is_published_stands(world: World) -> None:
    made = world.published()
    with pytest.raises(FrontdoorError, match="no longer be changed"):
        challenge.rewrite(world.officer, made, world.data(title_sv="Annat"))
    with pytest.raises(FrontdoorError, match="later day"):
        challenge.extend(world.officer, made, made.closes_on)
    challenge.extend(world.officer, made, made.closes_on + timedelta(days=5))
    assert world.fresh(made).closes_on == made.closes_on + timedelta(days=5)
    with pytest.raises(FrontdoorError, match="moved on"):
        challenge.publish(world.officer, made)


def test_a_challenge_that_has_closed_or_has_no_criteria_is_not_published(world: World) -> None:
    with pytest.raises(FrontdoorError, match="judged by"):
        challenge.publish(world.officer, world.draft(criteria=[]))
    late = world.draft(opens_on=DAY - timedelta(days=9), closes_on=DAY - timedelta(days=1))
    with pytest.raises(FrontdoorError, match="last day has passed"):
        challenge.publish(world.officer, late)


def test_proposals_are_sealed_until_the_last_day_has_passed(world: World) -> None:
    made = world.open()
    world.proposal(made)
    world.on(made.closes_on)
    with pytest.raises(FrontdoorError, match="sealed"):
        challenge.open_submissions(world.officer, made)
    world.on(made.closes_on + timedelta(days=1))
    assert challenge.open_submissions(world.officer, made) == 1
    with pytest.raises(FrontdoorError, match="sealed"):
        challenge.open_submissions(world.officer, made)


def test_only_confirmed_proposals_that_are_not_withdrawn_count(world: World) -> None:
    made = world.open()
    world.proposal(made, "Aldrig AB", confirmed=False)
    gone = world.proposal(made, "Borta AB")
    submission.withdraw(gone)
    submission.withdraw(gone)
    kept = world.proposal(made, "Kvar AB")
    submission.confirm(kept)
    with pytest.raises(FrontdoorError, match="withdrawn"):
        submission.change(gone, "Ny", "Text")
    submission.change(kept, "Bättre", "Mer text")
    world.on(made.closes_on + timedelta(days=1))
    assert challenge.open_submissions(world.officer, made) == 1
    assert Submission.objects.get(letter="A").title == "Bättre"
    for act in (
        lambda: submission.change(kept, "Sent", "x"),
        lambda: submission.withdraw(kept),
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
    assert submission.submit(None, made, told, None).organisation_number == ""
    with pytest.raises(FrontdoorError, match="not a Swedish organisation number"):
        submission.submit(None, made, submission.SubmissionData("Fel", "12345", "T2", "X", "Ada", "a@x.test"), None)


def test_questions_are_answered_in_public_and_the_address_is_erased(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    made = world.published()
    asked = questions.ask(made, "Gäller det korttidsboenden?", "fraga@x.test")
    spam = questions.ask(made, "Köp länkar", "spam@x.test")
    with pytest.raises(PermissionDenied):
        questions.answer(somebody(world.programme, Role.OFFICER, "orebro"), asked, "Nej", "/x/")
    with django_capture_on_commit_callbacks(execute=True):
        questions.answer(world.officer, asked, "Ja.", "/p/x/")
    questions.put_aside(world.officer, spam)
    asked.refresh_from_db()
    spam.refresh_from_db()
    assert (asked.answer, asked.email, spam.email) == ("Ja.", "", "")
    assert [m.to for m in mail.outbox] == [["fraga@x.test"]]
    assert "Ja." in mail.outbox[0].body
    with pytest.raises(FrontdoorError, match="answered already"):
        questions.put_aside(world.officer, asked)
    world.on(made.closes_on + timedelta(days=1))
    with pytest.raises(FrontdoorError, match="has passed"):
        questions.ask(made, "För sent?", "")


def test_a_juror_declares_first_and_does_not_judge_friends(world: World) -> None:
    made = world.judging()
    first, second, _third = made.submissions.order_by("letter")
    juror = world.jurors[0]
    points = {c.pk: 3 for c in made.criteria.all()}
    with pytest.raises(FrontdoorError, match="Declare first"):
        jury.score(juror, first, points, "")
    with pytest.raises(FrontdoorError, match="what the interest is"):
        jury.declare(juror, first, conflict=True, reason=" ")
    jury.declare(juror, first, conflict=True, reason="Min syster äger det")
    with pytest.raises(FrontdoorError, match="It stands"):
        jury.declare(juror, first, conflict=False)
    with pytest.raises(FrontdoorError, match="cannot judge"):
        jury.score(juror, first, points, "")
    jury.declare(juror, second, conflict=False)
    with pytest.raises(FrontdoorError, match="each criterion"):
        jury.score(juror, second, {next(iter(points)): 3}, "")
    jury.score(juror, second, points, "Bra")
    with pytest.raises(FrontdoorError, match="already"):
        jury.score(juror, second, points, "Igen")
    with pytest.raises(FrontdoorError, match="not in the jury"):
        jury.declare(world.officer, first, conflict=False)
    assert not any(row.readable for row in challenges.on_table(juror, made) if row.submission.pk == first.pk)


def test_a_juror_never_sees_the_others_points(world: World) -> None:
    made = world.judging()
    one = made.submissions.get(letter="A")
    world.score(world.jurors[0], one, 5, 5)
    row = next(r for r in challenges.on_table(world.jurors[1], made) if r.submission.pk == one.pk)
    assert (row.own, row.others) == (None, 1)
    assert JurorScores.objects.filter(submission=one).count() == 1


def test_nothing_is_decided_before_the_jury_is_done_and_conflicts_lower_what_is_asked_for(world: World) -> None:
    made = world.judging(("Ett AB",))
    only = made.submissions.get()
    assert jury.missing_scores(made) == 2
    verdict = Verdict(world.settings.SAMSPEL_TODAY, "Skäl", {})
    with pytest.raises(FrontdoorError, match="2 more"):
        decision_services.decide(world.officer, made, verdict, "/x/")
    jury.declare(world.jurors[0], only, conflict=True, reason="Jäv")
    world.score(world.jurors[1], only, 4, 4)
    assert jury.missing_scores(made) == 0
    decision_services.decide(world.officer, made, verdict, "/x/")
    assert ChallengeDecision.objects.get().chosen.count() == 0


def test_what_can_be_decided(world: World) -> None:
    made = world.judged()
    best = made.submissions.get(letter="A")
    today = world.settings.SAMSPEL_TODAY
    for verdict, words in (
        (Verdict(today, " ", {}), "Give the reasons"),
        (Verdict(today + timedelta(days=1), "Skäl", {}), "not come yet"),
        (Verdict(today, "Skäl", {best.pk: D(100_001)}), "More is given"),
        (Verdict(today, "Skäl", {999_999: D(0)}), "Only proposals"),
    ):
        with pytest.raises(FrontdoorError, match=words):
            decision_services.decide(world.officer, made, verdict, "/x/")
    decision_services.decide(world.officer, made, Verdict(today, "Skäl", {best.pk: D(1)}), "/x/")
    with pytest.raises(FrontdoorError, match="moved on"):
        decision_services.decide(world.officer, made, Verdict(today, "Igen", {}), "/x/")
    decision = ChallengeDecision.objects.get(voided_at=None)
    decision_services.undo(world.officer, decision, "Fel belopp")
    assert world.fresh(made).state == "judging"
    decision_services.decide(world.officer, made, Verdict(today, "Rätt", {best.pk: D(2)}), "/x/")
    with pytest.raises(FrontdoorError, match="not chosen"):
        decision_services.begin_pilot(world.officer, made.submissions.get(letter="B"), "Här", DAY, DAY)
    decision_services.begin_pilot(world.officer, best, "Här", DAY, DAY)
    with pytest.raises(FrontdoorError, match="there already"):
        decision_services.begin_pilot(world.officer, best, "Här", DAY, DAY)
    assert Pilot.objects.count() == 1


def test_the_points_order_the_proposals(world: World) -> None:
    made = world.judged()
    rows = challenges.scored(made)
    assert [row.submission.letter for row in rows] == ["A", "B", "C"]
    assert rows[0].together == D("4.75")  # (5·3 + 4·1) / 4


def test_a_decision_is_kept_by_the_database(world: World) -> None:
    made = world.judged()
    decision_services.decide(world.officer, made, Verdict(world.settings.SAMSPEL_TODAY, "Skäl", {}), "/x/")
    with pytest.raises(IntegrityError), transaction.atomic():
        ChallengeDecision.objects.update(reasons="Andra skäl")


def test_called_off_with_a_reason(world: World) -> None:
    made = world.published()
    with pytest.raises(FrontdoorError, match="why it is called off"):
        challenge.cancel(world.officer, made, "")
    challenge.cancel(world.officer, made, "Behovet är löst")
    assert world.fresh(made).state == "cancelled"


def test_senders_are_erased_when_their_time_is_over(world: World) -> None:
    made = world.open()
    sent = world.proposal(made)
    keep = SubmissionContact.objects.get().keep_until
    assert submission.erase_expired(keep) == 0
    assert submission.erase_expired(keep + timedelta(days=1)) == 1
    assert Submission.objects.filter(pk=sent.pk).exists()
    assert not SubmissionContact.objects.exists()


def test_the_jury_is_of_those_who_may_judge(world: World) -> None:
    made = world.draft()
    with pytest.raises(FrontdoorError, match="may not judge"):
        challenge.appoint(world.officer, made, [somebody(world.programme, Role.ADMINISTRATOR)])
    judged = world.judging()
    world.score(world.jurors[0], judged.submissions.get(letter="A"), 3, 3)
    with pytest.raises(FrontdoorError, match="handed in points"):
        challenge.appoint(world.officer, judged, world.jurors[1:])
    assert Challenge.objects.get(pk=judged.pk).jury.count() == 2
