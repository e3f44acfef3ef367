"""Each read of challenges beside a neighbour that must not count: another challenge's, a draft, one taken back."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from samspel.actors.models import Organisation
from samspel.core.access import Role
from samspel.core.models import User
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Membership, Programme
from samspel.core.programmes.structure import structure_of
from samspel.frontdoor.challenges.notifications import challenge_work_list
from samspel.frontdoor.challenges.queries import challenges, jury, submissions
from samspel.frontdoor.challenges.services.decision import DecisionData, decision_record, decision_undo
from samspel.frontdoor.challenges.services.jury import interest_declare
from samspel.frontdoor.challenges.services.pilot import pilot_begin
from samspel.frontdoor.challenges.services.question import question_answer, question_ask, question_put_aside
from samspel.frontdoor.challenges.services.submission import submission_contacts_erase, submission_withdraw
from samspel.frontdoor.models import Challenge, ChallengeDecision, Submission, SubmissionContact
from tests.frontdoor.challenges.world import DAY, World
from tests.money.samples import somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(ecs: Programme, settings: Any) -> World:
    """A world of challenges."""
    return World(ecs, settings)


def reads(world: World, reader: Any = None) -> ReadContext:
    """The reader's view of the programme, as of today."""
    return ReadContext(structure_of(world.programme), reader or AnonymousUser(), world.settings.SAMSPEL_TODAY)


def test_the_list_has_published_ones_and_the_readers_own_drafts(world: World, nordmark: Programme) -> None:
    draft, public = world.draft(), world.published()
    other = Challenge.objects.get(pk=public.pk)
    other.pk, other.programme, other.partner = None, nordmark, nordmark.partners.all()[0]
    other.area = nordmark.areas.all()[0]
    other.save()

    def listed(reader: Any) -> set[int]:
        return {row.challenge.pk for row in challenges.challenge_list(reads(world, reader))}

    assert listed(None) == {public.pk}
    assert listed(world.officer) == {draft.pk, public.pk}
    assert listed(somebody(world.programme, Role.OFFICER, "orebro", name="annan")) == {public.pk}
    assert challenges.challenge_by_number(reads(world), public.number) == public
    assert challenges.challenge_by_number(reads(world), draft.number) is None
    assert challenges.challenge_by_number(reads(world, world.officer), draft.number) == draft


def test_submissions_count_once_confirmed_and_while_they_stand(world: World) -> None:
    challenge, other = world.open(), world.draft()
    counted, sent = world.proposal(challenge), world.proposal(challenge, "Sena AB", confirmed=False)
    gone = world.proposal(challenge, "Borta AB")
    submission_withdraw(submission=gone)
    assert list(submissions.counted_submissions(challenge)) == [counted]
    assert submissions.counted_submission(challenge, counted.pk) == counted
    assert [submissions.counted_submission(challenge, each.pk) for each in (sent, gone)] == [None, None]
    assert submissions.counted_submission(other, counted.pk) is None


def test_a_link_leads_to_a_submission_of_its_own_programme(world: World, nordmark: Programme) -> None:
    made = world.proposal(world.open())
    assert submissions.submission_by_link(world.programme, made.link) == made
    assert submissions.submission_by_link(nordmark, made.link) is None
    assert submissions.submission_by_link(world.programme, made.link[:-1]) is None


def test_scores_are_of_the_challenges_own_submissions(world: World) -> None:
    challenge = world.judged()
    world.on(DAY)
    other = world.judged()
    first, second = submissions.submission_scores(challenge), submissions.submission_scores(other)
    assert not {row.submission.pk for row in first} & {row.submission.pk for row in second}
    assert len(first) == len(second) == 3
    best = first[0]
    assert best.submission.letter == "A"
    assert best.together == Decimal("4.75")
    assert [points for _juror, points, _comment in best.jurors] == [Decimal("4.75")] * 2


def test_missing_scores_count_what_this_jury_has_left(world: World) -> None:
    world.judged()
    world.on(DAY)
    challenge = world.judging(("Nattljus AB", "Steg AB"))
    assert jury.missing_scores(challenge) == 4
    first, _second = challenge.submissions.order_by("letter")
    world.score(world.jurors[0], first, 3, 3)
    assert jury.missing_scores(challenge) == 3
    interest_declare(actor=world.jurors[1], submission=first, conflict=True, reason="Kusin")
    assert jury.missing_scores(challenge) == 2


def test_a_juror_sits_in_the_challenges_they_are_appointed_to(world: World) -> None:
    challenge = world.judging()
    outsider = somebody(world.programme, Role.STEERING, name="utanför")
    former, _second = world.jurors
    assert jury.challenges_to_judge(reads(world, former)) == [challenge]
    assert jury.challenges_to_judge(reads(world, outsider)) == []
    assert jury.challenges_to_judge(reads(world)) == []
    assert [jury.is_juror(each, challenge) for each in (former, outsider)] == [True, False]
    assert set(jury.jury_people(challenge)) == {each.pk for each in world.jurors}
    assert {member.person for member in jury.jury_members(challenge)} == set(world.jurors)
    former.memberships.all().delete()
    assert not jury.is_juror(User.objects.get(pk=former.pk), challenge)
    world.on(DAY)
    published = world.published()
    assert published not in jury.challenges_to_judge(reads(world, world.jurors[1]))


def test_a_juror_sees_their_own_points_and_only_the_number_of_others(world: World) -> None:
    challenge = world.judging(("Nattljus AB",))
    first, second = world.jurors
    submission = challenge.submissions.get()
    world.score(second, submission, 5, 1)
    (row,) = jury.jury_rows(first, challenge)
    assert (row.interest, row.own, row.others, list(row.given)) == (None, None, 1, [])
    (own,) = jury.jury_rows(second, challenge)
    assert (own.others, sorted(points.points for points in own.given)) == (0, [1, 5])
    assert jury.scoring_obstacle(first, submission)
    assert jury.scoring_obstacle(second, submission) is None


def test_the_jury_is_chosen_among_active_members_who_may_judge(world: World, nordmark: Programme) -> None:
    challenge = world.draft()
    resting = somebody(world.programme, Role.STEERING, name="vilar")
    resting.is_active = False
    resting.save()
    administrator = somebody(world.programme, Role.ADMINISTRATOR, name="administratör")
    stranger = somebody(nordmark, Role.STEERING, name="granne")
    chosen = set(jury.jury_choices(challenge))
    assert {*world.jurors, world.officer} <= chosen
    assert not chosen & {resting, administrator, stranger}


def test_questions_decisions_and_trials_are_the_challenges_own(world: World) -> None:
    challenge = world.judged()
    world.on(DAY)
    other = world.published()
    question = question_ask(challenge=other, text="Hur många?")
    assert challenges.question_of_challenge(other, question.pk) == question
    assert challenges.question_of_challenge(challenge, question.pk) is None
    world.on(challenge.closes_on + timedelta(days=2))
    best = challenge.submissions.get(letter="A")
    data = DecisionData(world.settings.SAMSPEL_TODAY, "Bäst.", {best.pk: Decimal(1000)})
    wrong = decision_record(actor=world.officer, challenge=challenge, data=data, url="/")
    decision_undo(actor=world.officer, decision=wrong, reason="Fel belopp")
    right = decision_record(actor=world.officer, challenge=challenge, data=data, url="/")
    assert challenges.decision_in_force(challenge) == right
    with pytest.raises(ChallengeDecision.DoesNotExist):
        challenges.decision_in_force(other)
    assert list(submissions.submissions_to_try(challenge)) == [best]
    assert list(submissions.submissions_to_try(other)) == []
    today = world.settings.SAMSPEL_TODAY
    pilot = pilot_begin(actor=world.officer, submission=best, place="Boendet", starts_on=today, ends_on=today)
    assert list(submissions.submissions_to_try(challenge)) == []
    assert challenges.pilot_of_challenge(challenge, pilot.pk) == pilot
    assert challenges.pilot_of_challenge(other, pilot.pk) is None
    overview = challenges.challenge_overview(reads(world), world.fresh(challenge))
    assert [one.submission_id for one in overview.chosen] == [best.pk]
    assert challenges.challenge_overview(reads(world), other).chosen == []


def test_the_page_tells_answered_questions_and_waiting_ones_to_who_answers(world: World) -> None:
    challenge = world.published()
    answered, waiting, aside = (question_ask(challenge=challenge, text=text) for text in ("Ett?", "Två?", "Skräp"))
    question_answer(actor=world.officer, question=answered, text="Svar.", url="/")
    question_put_aside(actor=world.officer, question=aside)
    public = challenges.challenge_overview(reads(world), challenge)
    inside = challenges.challenge_overview(reads(world, world.officer), challenge)
    assert (list(public.questions), list(public.waiting)) == ([answered], [])
    assert (list(inside.questions), list(inside.waiting)) == ([answered], [waiting])


def test_owners_are_no_companies_and_criteria_the_challenges_own(world: World) -> None:
    company = Organisation.objects.create(name="Bolaget AB", kind="company", identity="none")
    owners = set(challenges.challenge_owner_choices())
    assert world.owner in owners
    assert company not in owners
    one, other = world.draft(), world.draft(criteria=world.data().criteria[:1])
    assert [c.question_sv for c in challenges.challenge_criteria(one)] == ["Nytta", "Kan införas"]
    assert challenges.criterion_values(other) == [{"question_sv": "Nytta", "question_en": "Use", "weight": 3}]


def test_the_readers_own_company_is_of_this_programme(world: World, nordmark: Programme) -> None:
    company = Organisation.objects.create(name="Bolaget AB", kind="company", identity="none")
    reader, stranger = (User.objects.create_user(f"{name}@exempel.test", name=name) for name in ("har", "dar"))
    for user, programme in ((reader, world.programme), (stranger, nordmark)):
        Membership.objects.create(user=user, programme=programme, role=Role.COMPANY, organisation=company)
    assert submissions.own_company(reads(world, reader)) == company
    assert submissions.own_company(reads(world, stranger)) is None
    assert submissions.own_company(reads(world, world.officer)) is None
    assert submissions.own_company(reads(world)) is None


def test_the_work_list_has_what_waits_for_the_reader(world: World) -> None:
    challenge = world.published()
    question_ask(challenge=challenge, text="Hur många?")
    counts = [queue.rows.count() for queue in challenge_work_list(reads(world, world.officer))]
    assert counts == [1, 0, 0]
    other = somebody(world.programme, Role.OFFICER, "orebro", name="annan")
    assert [queue.rows.count() for queue in challenge_work_list(reads(world, other))] == [0, 0, 0]
    assert challenge_work_list(reads(world)) == []


def test_senders_are_erased_once_their_time_is_over_and_no_others(world: World) -> None:
    kept, over = world.proposal(world.open()), None
    over = world.proposal(Challenge.objects.get(pk=kept.challenge_id), "Gamla AB")
    SubmissionContact.objects.filter(submission=over).update(keep_until=DAY)
    assert submission_contacts_erase(today=DAY) == 0
    assert submission_contacts_erase(today=DAY + timedelta(days=1)) == 1
    assert list(SubmissionContact.objects.values_list("submission", flat=True)) == [kept.pk]
    assert Submission.objects.filter(pk=over.pk).exists()
