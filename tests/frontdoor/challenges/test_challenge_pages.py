"""The pages of challenges: each answers for those it is for, and does what its buttons say."""

import time
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core import mail, signing
from django.test import Client

from samspel.core.access import Role
from samspel.core.programmes.models import Programme
from samspel.frontdoor.challenges.services import challenge, jury
from samspel.frontdoor.challenges.services.jury import jury_appoint
from samspel.frontdoor.challenges.services.question import question_ask
from samspel.frontdoor.models import Challenge, ChallengeDecision, ChallengeQuestion, JurorScores, Submission
from samspel.frontdoor.needs.forms import SALT
from tests.conftest import programme
from tests.frontdoor.challenges.world import World
from tests.frontdoor.making import an_actor, an_offer
from tests.money.samples import somebody
from tests.money.test_money_pages import browser

pytestmark = [pytest.mark.django_db, pytest.mark.english]


def _guard() -> dict[str, str]:
    """What a form that was shown a while ago sends along."""
    with patch("django.core.signing.time.time", return_value=time.time() - 60):
        return {"homepage": "", "begun": signing.dumps("form", salt=SALT)}


GUARD = _guard()


@pytest.fixture
def client() -> Client:
    """Anybody's browser, in English."""
    found = Client()
    found.cookies["language"] = "en"
    return found


@pytest.fixture
def world(ecs: Programme, settings: Any) -> World:
    return World(ecs, settings)


def base(world: World) -> str:
    return f"/p/{world.programme.code}/challenges/"


def seen(answer: Any) -> str:
    """The page's text, with plain spaces."""
    return str(answer.content.decode()).replace("\xa0", " ")


FORM = {
    "title_sv": "Mat på spenn", "title_en": "Food at stake", "text_sv": "Behov", "text_en": "Need", "kind": "contest",
    "opens_on": "2019-09-10", "closes_on": "2019-10-10", "reward": "5000", "jurors": "1",
    "criterion-TOTAL_FORMS": "2", "criterion-INITIAL_FORMS": "0", "criterion-MIN_NUM_FORMS": "0",
    "criterion-MAX_NUM_FORMS": "10", "criterion-0-question_sv": "Nytta", "criterion-0-question_en": "Use",
    "criterion-0-weight": "2",
}  # fmt: skip


def test_a_draft_is_written_published_and_then_public(world: World, client: Client) -> None:
    officer, at = browser(world.officer), base(world)
    sent = FORM | {
        "owner": world.owner.pk, "area": world.programme.areas.get(code="food").pk,
        "partner": world.programme.partners.get(code="uppsala").pk,
    }  # fmt: skip
    assert "Write at least one criterion" in seen(officer.post(at + "new/", sent | {"criterion-0-weight": "",
        "criterion-0-question_sv": "", "criterion-0-question_en": ""}))  # fmt: skip
    answer = officer.post(at + "new/", sent)
    made = Challenge.objects.get()
    assert answer.url == f"{at}{made.number}/"
    assert client.get(f"{at}{made.number}/").status_code == 404
    assert "Food at stake" not in seen(client.get(at))
    assert officer.post(f"{at}{made.number}/publish/").status_code == 302
    assert "Food at stake" in seen(client.get(f"{at}{made.number}/"))
    assert officer.get(f"{at}{made.number}/publish/").status_code == 404
    assert "moved on" in seen(officer.post(f"{at}{made.number}/publish/"))


def test_who_may_not(world: World, client: Client) -> None:
    made, at = world.published(), base(world)
    here = f"{at}{made.number}/"
    assert client.get(at + "new/").status_code == 302
    assert browser(somebody(world.programme, Role.EVALUATOR)).get(at + "new/").status_code == 404
    neighbour = browser(somebody(world.programme, Role.OFFICER, "orebro"))
    for path in ("edit/", "cancel/", "jury/", "extend/"):
        assert neighbour.get(here + path).status_code == 403, path
        assert neighbour.post(here + path).status_code == 403, path
    question = question_ask(challenge=made, text="Hur?", email="")
    assert neighbour.post(f"{here}questions/{question.pk}/put-aside/").status_code == 403
    assert browser(world.jurors[0]).get(here + "table/").status_code == 404  # the jury does not sit yet
    assert "Hur?" not in seen(client.get(here))
    there = programme("nordmark-2021-2027")
    stranger = browser(somebody(there, Role.MANAGER))
    for path in (f"{made.number}/", f"{made.number}/edit/"):
        assert stranger.get(f"/p/{there.code}/challenges/{path}").status_code == 404


def test_anybody_asks_sends_confirms_changes_and_withdraws(
    world: World, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    made, at = world.open(), base(world)
    asked = {"text": "Får vi två platser?", "email": ""}
    assert "very quick" in seen(client.post(f"{at}{made.number}/ask/", asked))
    assert "to be empty" in seen(client.post(f"{at}{made.number}/ask/", asked | GUARD | {"homepage": "http://x.test"}))
    assert client.post(f"{at}{made.number}/ask/", asked | GUARD).status_code == 302
    assert ChallengeQuestion.objects.get().text == "Får vi två platser?"
    form = {
        "title": "Golv",
        "text": "Ett golv",
        "company": "Golv AB",
        "organisation_number": "",
        "name": "Ada",
        "email": "a@x.test",
    }
    with django_capture_on_commit_callbacks(execute=True):
        told = client.post(f"{at}{made.number}/submit/", form | GUARD)
    assert "a@x.test" in seen(told)
    sent = Submission.objects.get()
    own = f"{at}mine/{sent.link}/"
    assert own in mail.outbox[0].body
    page = client.get(own)
    assert "does not count yet" in seen(page)
    assert page["X-Robots-Tag"].startswith("noindex")
    assert client.get(own + "confirm/").status_code == 405  # a mail scanner that follows links confirms nothing
    client.post(own + "confirm/")
    client.post(own, {"title": "Golv 2", "text": "Bättre golv"})
    assert "Handed in" in seen(client.get(own))
    assert Submission.objects.get().title == "Golv 2"
    client.post(own + "withdraw/")
    assert "withdrawn" in seen(client.get(own))
    assert client.get(f"{at}mine/annat/").status_code == 404
    world.on(made.closes_on + timedelta(days=1))
    assert client.get(f"{at}{made.number}/submit/").status_code == 404
    assert client.post(f"{at}{made.number}/submit/", form | GUARD).status_code == 404


def test_the_jury_judges_blind_and_the_officer_decides(world: World, client: Client) -> None:
    made = world.judging(("Nattljus AB", "Steg AB"))
    here = f"{base(world)}{made.number}/"
    for person in world.jurors:
        juror = browser(person)
        table = seen(juror.get(here + "table/"))
        assert "Nattljus AB" in table
        assert "Ett golv som" not in table  # nothing to read before the interests are declared
        for submission in made.submissions.all():
            assert juror.get(f"{here}table/{submission.pk}/").status_code == 404
            juror.post(f"{here}table/{submission.pk}/interest/", {"conflict": "no"})
        for place, submission in enumerate(made.submissions.order_by("letter")):
            page = seen(juror.get(f"{here}table/{submission.pk}/"))
            assert "Ett golv som känner fötter" in page
            points = {f"points_{c.pk}": 5 - place for c in made.criteria.all()}
            assert juror.post(f"{here}table/{submission.pk}/", points).status_code == 302
            assert "already" in seen(juror.post(f"{here}table/{submission.pk}/", points, follow=True))
    assert JurorScores.objects.count() == 4
    officer = browser(world.officer)
    page = seen(officer.get(here))
    assert "5.00" in page
    assert "Nattljus AB" not in page  # still without names
    best = made.submissions.get(letter="A")
    chosen = {"day": "2019-10-10", "reasons": "Bäst", f"chosen_{best.pk}": "on", f"amount_{best.pk}": "4000"}
    assert officer.post(here + "decide/", chosen).status_code == 302
    assert ChallengeDecision.objects.get().chosen.get().amount == 4000
    public = seen(client.get(here))
    assert best.company in public
    assert made.submissions.get(letter="B").company not in public
    assert officer.post(here + "pilot/", {"submission": best.pk, "place": "Boende", "starts_on": "2019-11-01",
                                          "ends_on": "2019-12-01"}).status_code == 302  # fmt: skip
    assert "Boende" in seen(client.get(here))


def test_a_conflict_is_never_read(world: World) -> None:
    made = world.judging(("Nattljus AB",))
    only, person = made.submissions.get(), world.jurors[0]
    jury.interest_declare(actor=person, submission=only, conflict=True, reason="Syskon")
    juror, here = browser(person), f"{base(world)}{made.number}/table/"
    assert juror.get(f"{here}{only.pk}/").status_code == 404
    assert "Ett golv" not in seen(juror.get(here))


def test_lists_ask_as_many_questions_however_long(
    world: World, client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        world.draft(title_sv=f"Nr {number}")
    officer = browser(world.officer)
    officer.get(base(world))
    with django_assert_max_num_queries(18):
        assert officer.get(base(world)).status_code == 200


def test_companies_and_test_beds_that_fit_are_suggested(
    world: World, client: Client, django_assert_max_num_queries: Any
) -> None:
    told = {"title_sv": "Golv som märker fall", "text_sv": "Vi söker golvsensorer som märker när någon faller."}
    made = world.draft(**told)
    for name, place in (("Golvsensor Ett AB", "SE0380"), ("Golvsensor Borta AB", "SE1480"), ("Stål AB", "SE0380")):
        an_actor(name, place, kind="company")
    an_offer(world.programme, title_sv="Provrum för golvsensorer", text_sv="Golv där fall provas.", place="SE0380")
    an_offer(world.programme, title_sv="Golvsensorer till låns", text_sv="Golv.", kind="funding", place="SE0380")
    officer, at = browser(world.officer), f"{base(world)}{made.number}/"
    shown = seen(officer.get(at))
    assert "Golvsensor Ett AB" in shown
    assert "Golvsensor Borta AB" not in shown
    assert "Stål AB" not in shown
    assert "Provrum för golvsensorer" in shown or "Test bed for recycled metals" in shown
    assert "golvsensor" in shown.split('id="suppliers"')[1].split("Also writes of ")[1].split("</p>")[0]
    jury_appoint(actor=world.officer, challenge=made, people=world.jurors)
    challenge.challenge_publish(actor=world.officer, challenge=made)
    public = seen(client.get(at))
    assert 'id="test-beds"' in public
    assert "Golvsensor Ett AB" not in public
    with django_assert_max_num_queries(30):
        officer.get(at)
    world.on(made.closes_on + timedelta(days=1))
    assert 'id="test-beds"' not in seen(client.get(at))
