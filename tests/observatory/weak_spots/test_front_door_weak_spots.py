"""What the front door has seen becomes weak spots, whose evidence opens to as many rows."""

from datetime import timedelta
from typing import Any

import pytest

from samspel.core.programmes.models import Programme
from samspel.frontdoor.referrals.queries.target import ReferralTarget
from samspel.frontdoor.referrals.services import referral
from samspel.observatory.weak_spots.figures import WeakSpot
from samspel.observatory.weak_spots.queries.needs import not_met
from samspel.observatory.weak_spots.queries.offers import lacking
from tests.frontdoor.referrals.world import MONDAY, World, a_world
from tests.observatory.builders import context_of, member
from tests.observatory.test_pages import browser, text_of

pytestmark = [pytest.mark.english, pytest.mark.django_db]

FRIDGES = (
    "Vårt frysrum har köldmedium med fluor. Vem kan prova ett annat köldmedium?",
    "Köldmedium utan fluor till frysrum söks.",
    "Ett frysrum i skolköket har köldmedium med fluor och ska bytas.",
)


@pytest.fixture
def world(ecs: Programme, settings: Any) -> World:
    """A Monday in September, with an offer in each of two regions."""
    settings.SAMSPEL_TODAY = MONDAY
    return a_world(ecs)


def by_key(spots: list[WeakSpot]) -> dict[str, WeakSpot]:
    found = {spot.key: spot for spot in spots}
    assert len(found) == len(spots)
    return found


def test_requests_are_counted_by_area_and_reason(world: World, settings: Any) -> None:
    actor = world.actor()
    for _number in range(3):
        referral.referral_decline(actor=actor, referral=world.request(), reason="no_capacity")
    world.request(world.far)
    world.need(areas=("food", "energy"))
    settings.SAMSPEL_TODAY = MONDAY + timedelta(days=10)
    client = browser(member(world.programme))
    found = by_key(not_met(context_of(world.programme)))
    declined = found["needs:declined:no_capacity:food"]
    assert (declined.grounds[0].words, declined.strength, declined.area.code) == ("3 cases", 2, "food")  # type: ignore[union-attr]
    assert declined.title.endswith(": requests declined: no time or room")
    assert found["needs:unanswered:food"].grounds[0].words == "1 case"
    assert {"needs:not_referred:food", "needs:not_referred:energy"} <= set(found)
    for spot in found.values():
        number = spot.grounds[0].words.split()[0]
        assert f">{number}<" in text_of(client, spot.grounds[0].url), spot


def test_needs_like_each_other_are_one_spot_that_stays(world: World) -> None:
    for text in FRIDGES[:2]:
        world.need(good_hits=0, text=text)
    world.need(good_hits=0, text="Vi söker en silversmed som provar legeringar.")
    (first,) = (spot for spot in not_met(context_of(world.programme)) if spot.key.startswith("unmet:"))
    world.need(good_hits=0, text=FRIDGES[2])
    (now,) = (spot for spot in not_met(context_of(world.programme)) if spot.key.startswith("unmet:"))
    assert (first.key, first.grounds[0].words, first.strength) == (now.key, "2 needs", 1)
    assert (now.grounds[0].words, now.grounds[1].words, now.strength) == ("3 needs", "Sörmland", 2)
    assert "frysrum" in now.title
    assert "3 needs: " in text_of(browser(member(world.programme)), now.grounds[0].url)


def test_help_that_is_found_nowhere_or_only_elsewhere(world: World) -> None:
    found = by_key(lacking(context_of(world.programme)))
    nowhere, elsewhere = found["offers:uppsala:incubation"], found["offers:uppsala:advice"]
    assert (nowhere.grounds[0].words, nowhere.strength) == ("0 offers elsewhere", 2)
    assert (elsewhere.grounds[0].words, elsewhere.strength) == ("1 offer elsewhere", 1)
    assert "offers:orebro:advice" not in found
    assert ">1<" in text_of(browser(member(world.programme)), elsewhere.grounds[0].url)


def test_a_request_sent_on_is_no_weak_spot(world: World) -> None:
    referral.referral_forward(
        actor=world.manager(), referral=world.request(world.near), to=ReferralTarget(offer=world.far)
    )
    assert not [spot for spot in not_met(context_of(world.programme)) if "declined" in spot.key]
