"""Pages of referrals: who gets in, what they say, one's own objects and others', double submits, and few queries."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samspel.core.access import Role
from samspel.core.programmes.models import Programme
from samspel.frontdoor.models import Offer, ReferralStep
from samspel.frontdoor.referrals.labels import QUEUE_NAMES
from samspel.frontdoor.referrals.services import referral
from samspel.results.models import Support
from tests.frontdoor.referrals.world import MONDAY, World, a_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(ecs: Programme, settings: Any) -> World:
    settings.SAMSPEL_TODAY = MONDAY
    return a_world(ecs)


def at(user: Any) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def address(world: World, *parts: Any) -> str:
    return f"/p/{world.programme.code}/" + "".join(f"{part}/" for part in parts)


def test_who_gets_into_which_page(world: World) -> None:
    found = world.request(world.far)
    pages = {
        "desk": address(world, "desk"),
        "queue": address(world, "referrals"),
        "figures": address(world, "referrals", "figures"),
        "one": address(world, "referrals", found.pk),
        "need": address(world, "referrals", "needs", found.need_id),
    }
    readers = {"desk": 403, "queue": 200, "figures": 200, "one": 200, "need": 200}
    own = {"desk": 200, "queue": 403, "figures": 403, "one": 200, "need": 403}
    none = {"desk": 403, "queue": 403, "figures": 403, "one": 404, "need": 403}
    expected = [
        *((world.member(role), readers) for role in (Role.MANAGER, Role.STEERING, Role.EVALUATOR, Role.ADMINISTRATOR)),
        (world.officer(), readers),
        (world.officer("uppsala"), readers),
        (world.member(Role.CONTROLLER, partner="uppsala"), readers),
        (world.actor(world.far), own),
        (world.actor(world.near), {**own, "one": 404}),
        (world.member(Role.COMPANY, organisation=world.company), none),
        (None, dict.fromkeys(pages, 302)),
    ]
    for who, answers in expected:
        client = at(who)
        assert {name: client.get(url).status_code for name, url in pages.items()} == answers, who


def test_another_programmes_address_does_not_lead_here(world: World, nordmark: Programme) -> None:
    found = world.request()
    manager = world.manager()
    client = at(manager)
    for tail in (f"referrals/{found.pk}/", f"referrals/needs/{found.need_id}/"):
        assert client.get(f"/p/{nordmark.code}/{tail}").status_code in {403, 404}


def test_others_objects_in_the_address(world: World) -> None:
    """An actor's post to another's request or offer, an officer's to another region's need."""
    found = world.request(world.far)
    other, stranger = at(world.actor(world.near)), at(world.officer("uppsala"))
    step = ReferralStep.objects.get(referral=found)
    assert other.post(address(world, "referrals", found.pk, "accept")).status_code == 404
    assert other.post(address(world, "desk", world.far.code, "capacity")).status_code == 403
    assert stranger.post(address(world, "referrals", found.pk, "accept")).status_code == 403
    assert stranger.post(address(world, "referrals", found.pk, "forward")).status_code == 403
    assert stranger.post(address(world, "referrals", found.pk, "organisation")).status_code == 403
    assert stranger.post(address(world, "referrals", found.pk, "support", step.pk)).status_code == 403
    for tail in ("suggest", "close"):
        assert stranger.post(address(world, "referrals", "needs", found.need_id, tail)).status_code == 403
    mine = world.request(world.near)
    assert stranger.post(address(world, "referrals", mine.pk, "support", step.pk)).status_code == 404
    assert stranger.post(address(world, "referrals", found.pk, "burn")).status_code == 404
    found.refresh_from_db()
    assert found.state == "requested"
    assert at(world.manager()).get(address(world, "referrals", found.pk, "suggest")).status_code == 404


def test_a_suggestion_is_not_the_actors_business_yet(world: World) -> None:
    made = referral.referral_suggest(actor=world.officer(), need=world.need(), offer=world.near)
    assert at(world.actor()).get(address(world, "referrals", made.pk)).status_code == 404
    assert at(world.officer()).get(address(world, "referrals", made.pk)).status_code == 200


def test_the_actor_answers_from_the_desk(world: World) -> None:
    found, client = world.request(), at(world.actor())
    desk = client.get(address(world, "desk")).content.decode()
    assert "Mätning i degen" in desk
    page = client.get(address(world, "referrals", found.pk)).content.decode()
    assert "Ni ser vem det är när ni har sagt att ni hjälper till" in page
    assert "Berit" not in page
    answer = address(world, "referrals", found.pk, "accept")
    told = client.post(answer, {"note": "Vi ringer"}, follow=True).content.decode()
    assert "berit@bageri.example" in told
    again = client.post(answer, {"note": "Vi ringer"})
    assert again.status_code == 200
    assert "Antagen" in again.content.decode()
    assert found.steps.filter(kind="accepted").count() == 1


def test_a_refused_step_says_why_and_keeps_what_was_written(world: World) -> None:
    found, client = world.request(), at(world.actor())
    page = client.post(address(world, "referrals", found.pk, "decline"), {"reason": "other", "note": ""})
    assert page.status_code == 200
    assert "vad skälet är" in page.content.decode()
    assert 'value="other"' in page.content.decode()
    page = at(world.officer()).post(
        address(world, "referrals", found.pk, "forward"), {"offer": world.far.pk, "organisation": "X", "note": "Hej"}
    )
    assert "Välj ett ställe" in page.content.decode()
    assert "Hej" in page.content.decode()


def test_capacity_is_set_on_the_desk(world: World) -> None:
    client, code = at(world.actor()), world.near.code
    sent = {f"{code}-capacity": "4", f"{code}-next_free_on": "2019-10-01"}
    assert client.post(address(world, "desk", code, "capacity"), sent).status_code == 302
    offer = Offer.objects.get(pk=world.near.pk)
    assert (offer.capacity, str(offer.next_free_on)) == (4, "2019-10-01")
    wrong = client.post(address(world, "desk", code, "capacity"), {f"{code}-capacity": "-3"}, follow=True)
    assert "Per månad" in wrong.content.decode()
    offer.refresh_from_db()
    assert offer.capacity == 4


def test_support_in_one_click_and_only_once(world: World) -> None:
    found, officer = world.request(), world.officer()
    referral.referral_accept(actor=world.actor(), referral=found)
    client, step = at(officer), found.steps.get(kind="accepted")
    form = address(world, "referrals", found.pk, "organisation")
    assert "Bageri Exempel AB" in client.get(form).content.decode()
    assert client.post(form, {"organisation": "Bageri Exempel AB"}).status_code == 302
    click = address(world, "referrals", found.pk, "support", step.pk)
    for hours in ("", "0", "-1", "abc", "99999"):
        client.post(click, {"quick": "1", "hours": hours})
        assert not Support.objects.exists()
    told = client.post(click, {"quick": "1", "hours": "2,5"}, follow=True).content.decode()
    assert "Infört stöd" in told
    client.post(click, {"quick": "1", "hours": "2,5"})
    assert [str(s.hours) for s in Support.objects.all()] == ["2.50"]


def test_support_filled_in_in_full(world: World) -> None:
    found, officer = world.request(), world.officer()
    referral.referral_accept(actor=world.actor(), referral=found)
    step = found.steps.get(kind="accepted")
    client = at(officer)
    client.post(address(world, "referrals", found.pk, "organisation"), {"organisation": "Bageri Exempel AB"})
    full = address(world, "referrals", found.pk, "support", step.pk)
    page = client.get(full).content.decode()
    for words in ("Bageri Exempel AB", 'value="2019-09-02"', 'value="test_bed" selected'):
        assert words in page
    area, partner = found.area_id, found.partner_id
    sent = {"organisation": "Bageri Exempel AB", "kind": "workshop", "occurred_on": "2019-09-02", "hours": "3",
            "area": area, "partner": partner}  # fmt: skip
    assert client.post(full, sent).status_code == 302
    made = Support.objects.get()
    step.refresh_from_db()
    assert (made.kind, step.support) == ("workshop", made)


def test_a_new_organisation_is_registered_from_what_the_asker_wrote(world: World) -> None:
    found, client = world.request(), at(world.officer())
    form = address(world, "referrals", found.pk, "organisation")
    page = client.post(form, {"organisation": "Nya Bageriet"})
    assert "kryssa för det" in page.content.decode()
    page = client.post(form, {"organisation": "556677-8899", "new": "on", "name": "Nya Bageriet"})
    assert page.status_code == 200
    sent = {"organisation": "Nya Bageriet", "new": "on", "name": "Nya Bageriet AB", "municipality": "SE0428"}
    assert client.post(form, sent).status_code == 302
    found.need.refresh_from_db()
    assert found.need.organisation.name == "Nya Bageriet AB"


def test_the_lists_of_the_queue(world: World, settings: Any) -> None:
    home, away = at(world.officer()), at(world.officer("orebro"))
    need = world.need()
    there, lonely = world.request(world.far, need), world.need()
    asked = world.person_asked(need)

    def shown(client: Client, show: str, **query: Any) -> list[int]:
        page = client.get(address(world, "referrals"), {"show": show, **query})
        return [line.pk for line in page.context["lines"]] or [n.pk for n in page.context["needs"]]

    assert shown(home, "answer") == []
    assert shown(away, "answer") == [there.pk]
    assert shown(home, "elsewhere") == [there.pk]
    assert shown(away, "elsewhere") == []
    assert shown(home, "person") == [asked.pk]
    assert shown(home, "needs") == [lonely.pk]
    assert shown(away, "needs") == []
    assert shown(home, "answer", region="all", kind="advice") == [there.pk]
    assert shown(home, "answer", region="all", kind="test_bed") == []
    assert shown(home, "answer", region="orebro", area="food", text=str(need.number)) == [there.pk]
    settings.SAMSPEL_TODAY = MONDAY.replace(day=20)
    assert set(shown(home, "overdue")) == {there.pk, asked.pk}
    assert set(shown(away, "overdue")) == {there.pk}
    page = home.get(address(world, "referrals"), {"show": "overdue"}).content.decode()
    assert "11 dagar försenad" in page
    for odd in (
        {"show": "nonsense"},
        {"page": "99"},
        {"of": "x"},
        {"of": "9" * 30},
        {"area": "zz"},
        {"text": "9" * 30},
    ):
        assert home.get(address(world, "referrals"), odd).status_code == 200


def test_lists_ask_as_much_for_many_as_for_few(world: World) -> None:
    officer, actor = world.officer("orebro"), world.actor(world.far)
    pages = [
        *((officer, address(world, "referrals") + f"?show={show}&region=all") for show in QUEUE_NAMES),
        (actor, address(world, "desk")),
        (officer, address(world, "work")),
    ]

    def counted() -> list[int]:
        numbers = []
        for who, url in pages:
            client = at(who)
            client.get(url)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url).status_code == 200
            numbers.append(len(queries))
        return numbers

    def more(times: int) -> None:
        for _number in range(times):
            world.need()
            world.person_asked()
            referral.referral_accept(actor=actor, referral=world.request(world.far))
            referral.referral_decline(actor=actor, referral=world.request(world.far), reason="too_late")
            world.request(world.far)

    more(1)
    few = counted()
    more(6)
    assert counted() == few
    assert max(few) < 30


def test_what_waits_is_on_the_work_list(world: World, settings: Any) -> None:
    need = world.need()
    world.request(world.far, need)
    world.person_asked(need)
    world.need()
    actor, home, away = (at(who) for who in (world.actor(world.far), world.officer(), world.officer("orebro")))
    address_ = address(world, "work")
    assert "Besvara förfrågan 1" in actor.get(address_).content.decode()
    told = home.get(address_).content.decode()
    assert "Besvara förfrågan 1" in told
    assert "Hitta hjälp till behov 2" in told
    assert "Försenad" not in told
    assert "förfrågan" not in away.get(address_).content.decode()
    settings.SAMSPEL_TODAY = MONDAY.replace(day=20)
    assert "Försenad: förfrågan 1" in away.get(address_).content.decode()


def test_doors_are_shown_to_those_they_are_for(world: World) -> None:
    start = address(world)

    def doors(who: Any) -> set[str]:
        text = at(who).get(start).content.decode()
        return {word for word in ("/desk/", "/referrals/") if f'href="{address(world)[:-1]}{word}"' in text}

    assert doors(world.actor()) == {"/desk/"}
    assert doors(world.officer()) == {"/referrals/"}
    assert doors(world.manager()) == {"/referrals/"}
    assert doors(world.member(Role.STEERING)) == set()
    assert doors(None) == set()


def test_the_organisations_page_leads_to_its_requests(world: World) -> None:
    world.request(world.far)
    page = at(world.manager()).get(address(world, "actors", world.far.organisation_id))
    assert f"referrals/?of={world.far.organisation_id}" in page.content.decode()
    queue = at(world.manager()).get(address(world, "referrals"), {"of": world.far.organisation_id})
    assert len(queue.context["lines"]) == 1
