"""The system map's pages: what everybody sees, what only those who work here do, and that every number opens."""

import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samspel.actors.models import Organisation
from samspel.core.access import Role
from samspel.core.programmes.models import Programme
from samspel.frontdoor.innovation_system.queries import ties as network
from samspel.frontdoor.innovation_system.queries.overlaps import LEAST
from samspel.frontdoor.models import Asker, Need, Offer
from tests.conftest import Sign
from tests.frontdoor.making import an_offer
from tests.frontdoor.referrals.world import MONDAY, a_world

pytestmark = pytest.mark.django_db
PAGES = ("network", "coverage", "overlaps", "gaps")
MOST_QUERIES = 14
TABS = ("Aktörer", "Innovationssystemet", "Vem arbetar med vem", "Täckning", "Liknande erbjudanden", "Omötta behov")


def address(programme: Programme, page: str) -> str:
    return f"/p/{programme.code}/{page}/"


@pytest.mark.parametrize("page", PAGES)
def test_everybody_reads_them_in_both_languages(example: Programme, demo_day: Any, page: str) -> None:
    client = Client()
    for language in ("sv", "en"):
        client.cookies["language"] = language
        answer = client.get(address(example, page))
        text = answer.content.decode()
        assert answer.status_code == 200
        assert f'<html lang="{language}"' in text
        assert " style=" not in text
        assert text.count("<h1") == 1


@pytest.mark.parametrize("page", PAGES)
def test_nobody_who_asked_and_no_company_is_named_to_the_public(example: Programme, demo_day: Any, page: str) -> None:
    text = unescape(Client().get(address(example, page)).content.decode())
    owners = set(Offer.objects.values_list("organisation", flat=True))
    companies = Organisation.objects.filter(kind="company").exclude(pk__in=owners).values_list("name", flat=True)
    assert [name for name in list(companies) if name in text] == []
    for asker in Asker.objects.all():
        assert asker.name not in text
        assert asker.email not in text
    for need in Need.objects.all():
        assert need.text[:40] not in text


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_ask_few_questions_whatever_their_size(example: Programme, demo_day: Any, page: str) -> None:
    client, before = Client(), 0
    for more in (0, 8):
        for _number in range(more):
            an_offer(example, title_sv="Testbädd för återvunna metaller")
        client.get(address(example, page))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address(example, page)).status_code == 200
        assert len(asked) <= MOST_QUERIES
        assert not before or len(asked) == before
        before = len(asked)


@pytest.mark.parametrize("page", PAGES)
def test_every_figure_opens_to_its_number(example: Programme, demo_day: Any, page: str) -> None:
    client = Client()
    text = client.get(address(example, page)).content.decode()
    links = sorted(set(re.findall(r'<a[^>]* href="([^"]*/figures/[^"]+)"[^>]*>(\d+)</a>', text)))
    if page != "overlaps":
        assert len(links) > 10
    for url, shown in links[:: max(len(links) // 12, 1)]:
        opened = client.get(unescape(url))
        assert opened.status_code == 200
        told = re.search(r'<p class="fig num">\s*([^<]+?)\s*<', opened.content.decode())
        assert told is not None, url
        assert told.group(1) == shown, url


@pytest.mark.parametrize("query", [
    {"kind": "together"}, {"kind": "helped"}, {"kind": "sent_on"}, {"kind": "offers"}, {"area": "food"},
    {"region": "uppsala"}, {"since": "2019-01-01", "until": "2019-06-30"}, {"since": "2020-01-01"},
    {"since": "2019-06-30", "until": "2019-01-01"}, {"kind": "nonsense"}, {"as_of": "2018-03-31"}, {"help": "x"},
])  # fmt: skip
def test_filters_narrow_and_nonsense_does_no_harm(example: Programme, demo_day: Any, query: dict[str, str]) -> None:
    for page in PAGES:
        assert Client().get(address(example, page), query).status_code == 200


def test_the_network_says_how_many_are_left_out(
    example: Programme, demo_day: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Client().get(address(example, "network")).content.decode()
    assert "utelämnad" not in whole
    monkeypatch.setattr(network, "MOST", 10)
    text = Client().get(address(example, "network")).content.decode()
    assert len(re.findall("netdot", text)) == 6
    assert "aktörer med färre band är utelämnade" in text


def test_a_region_shows_its_actors_and_those_tied_to_them(example: Programme, demo_day: Any) -> None:
    whole, narrowed = (
        Client().get(address(example, "network"), query).content.decode() for query in ({}, {"region": "uppsala"})
    )
    assert "Fyris Omsorgslabb" in narrowed
    assert 0 < narrowed.count("netdot") < whole.count("netdot")


def test_the_public_sees_groups_of_three_and_readers_all(ecs: Programme, settings: Any, signed_in: Sign) -> None:
    settings.SAMSPEL_TODAY = MONDAY
    world = a_world(ecs)
    for text in ("Köldmedium i vårt frysrum", "Frysrum med köldmedium", "Silversmed söker legeringar"):
        world.need(good_hits=0, text=text)
    address_ = address(ecs, "gaps")
    text = Client().get(address_).content.decode()
    assert "köldmedium" not in text
    assert "3 behov till står ensamma" in text
    world.need(good_hits=0, text="Byta köldmedium i frysrum")
    text = Client().get(address_).content.decode()
    assert re.search(r"3 behov: (frysrum och köldmedium|köldmedium och frysrum)", text)
    assert "silversmed" not in text.casefold()
    reader = Client()
    reader.force_login(world.manager())
    inside = reader.get(address_).content.decode()
    assert "Silversmed söker legeringar" in inside
    need = Need.objects.get(text="Byta köldmedium i frysrum")
    assert f"/referrals/needs/{need.pk}/" in inside
    actor = Client()
    actor.force_login(world.actor())
    assert "Silversmed" not in actor.get(address_).content.decode()


def test_similar_offers_stand_side_by_side(ecs: Programme, settings: Any) -> None:
    settings.SAMSPEL_TODAY = MONDAY
    world = a_world(ecs)
    for title, words in (
        ("Provning av stålplåt", "Formar och dragprovar återvunnen stålplåt i en press."),
        ("Dragprov av stålplåt", "Dragprovar stålplåt och formar återvunnen plåt i press."),
        ("Kurs i bokföring", "Fyra kvällar om verifikat, moms och årsbokslut."),
    ):
        an_offer(ecs, world.near.organisation, title_sv=title, text_sv=words)
    text = Client().get(address(ecs, "overlaps")).content.decode()
    shares = [int(share) for share in re.findall(r"<h2>\s*(\d+)", text)]
    assert shares
    assert all(share >= round(100 * LEAST) for share in shares)
    assert shares == sorted(shares, reverse=True)
    assert "Dragprov av stålplåt" in text
    assert "Kurs i bokföring" not in text
    assert "stålplåt" in text.split("Gemensamma ord:")[1][:200]
    assert "Samma aktör" in text


def test_the_pages_stand_beside_the_actors(example: Programme, demo_day: Any, signed_in: Sign) -> None:
    for page in ("actors", "actors/system", *PAGES):
        for client in (Client(), signed_in(Role.MANAGER)):
            text = client.get(address(example, page)).content.decode()
            tabs = re.search(r'<nav class="tabs".*?</nav>', text, re.DOTALL)
            assert tabs is not None, page
            assert tuple(re.findall(r">([^<>]+)</a>", tabs.group())) == TABS
            assert tabs.group().count('aria-current="page"') == 1
