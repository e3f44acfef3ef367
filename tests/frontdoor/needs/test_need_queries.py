"""Each read of needs beside a neighbour that must not count: another programme's, another need's, one unconfirmed."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from samspel.core import clock
from samspel.core.access import Role
from samspel.core.models import Municipality, User
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Membership, Programme
from samspel.core.programmes.structure import structure_of
from samspel.frontdoor.models import Asker, Pick, SavedSearch
from samspel.frontdoor.needs.queries import needs
from samspel.frontdoor.needs.queries.confirmation import confirmation_token, is_confirmation_token
from samspel.frontdoor.needs.queries.personal_data import personal_data_of
from samspel.frontdoor.needs.services.personal_data import personal_data_erase
from samspel.frontdoor.referrals.services.referral import referral_suggest
from tests.frontdoor.making import an_actor
from tests.frontdoor.referrals.world import MONDAY, World, a_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(ecs: Programme, settings: Any) -> World:
    """A Monday in East Central Sweden."""
    settings.SAMSPEL_TODAY = MONDAY
    return a_world(ecs)


def reads(world: World, reader: Any = None) -> ReadContext:
    """The reader's view of the programme."""
    return ReadContext(structure_of(world.programme), reader or AnonymousUser(), MONDAY)


def test_a_link_leads_to_one_need_of_its_own_programme(world: World, nordmark: Programme) -> None:
    need, _other = world.need(), world.need()
    assert needs.need_by_link(world.programme, need.link) == need
    assert needs.need_by_link(nordmark, need.link) is None
    assert needs.need_by_link(world.programme, need.link + "x") is None


def test_officers_see_confirmed_needs_of_their_programme(world: World, nordmark: Programme) -> None:
    need, unconfirmed = world.need(), world.need(state="sent", confirmed_at=None)
    officer = world.officer()
    assert needs.need_by_id(reads(world, officer), need.pk) == need
    assert needs.need_by_id(reads(world, officer), unconfirmed.pk) is None
    assert needs.need_by_id(reads(world), need.pk) is None
    abroad = ReadContext(structure_of(nordmark), world.manager(), MONDAY)
    assert needs.need_by_id(abroad, need.pk) is None


def test_whether_a_need_is_there_goes_by_programme_and_number(world: World, nordmark: Programme) -> None:
    need = world.need()
    assert needs.need_is_there(world.programme, need.number)
    assert not needs.need_is_there(nordmark, need.number)
    assert not needs.need_is_there(world.programme, (need.number or 0) + 1)


def test_picks_asker_and_areas_are_the_needs_own(world: World) -> None:
    need, other = world.need(), world.need(areas=("industry",))
    pick = Pick.objects.create(need=need, offer=world.near, place=1, score=0.5)
    Pick.objects.create(need=other, offer=world.far, place=1, score=0.5)
    assert needs.need_picks(need) == [pick]
    assert [area.code for area in needs.need_areas(need)] == ["food"]
    assert needs.asker_of_need(need) == Asker.objects.get(need=need)
    Asker.objects.filter(need=need).delete()
    assert needs.asker_of_need(need) is None


def test_saved_searches_are_found_by_need_and_by_link(world: World, nordmark: Programme) -> None:
    need, other = world.need(), world.need()
    made = [
        SavedSearch.objects.create(programme=world.programme, need=n, email="a@example.org", made_at=clock.now())
        for n in (need, other)
    ]
    assert needs.need_search(need) == made[0]
    assert needs.search_by_link(world.programme, made[1].link) == made[1]
    assert needs.search_by_link(nordmark, made[1].link) is None
    assert needs.need_search(world.need()) is None


def test_referrals_of_a_need_are_not_anothers(world: World) -> None:
    need, other = world.need(), world.need()
    mine, theirs = world.request(need=need), world.request(world.far, need=other)
    suggested = referral_suggest(actor=world.manager(), need=need, offer=world.far)
    assert needs.referral_of_need(need, mine.pk) == mine
    assert needs.referral_of_need(need, theirs.pk) is None
    assert needs.referral_states(need) == {mine.pk: "requested", suggested.pk: "suggested"}
    assert needs.offers_asked(need, ["requested"]) == {world.near.pk}
    assert needs.offers_asked(need, ["requested", "suggested"]) == {world.near.pk, world.far.pk}


def test_the_readers_own_organisation_is_of_this_programme_and_role(world: World, nordmark: Programme) -> None:
    company = world.member(Role.COMPANY, organisation=world.company)
    assert needs.own_organisation(reads(world, company)) == world.company
    assert needs.own_organisation(reads(world)) is None
    assert needs.own_organisation(reads(world, world.officer())) is None
    stranger = User.objects.create_user("granne@example.org", name="Granne")
    Membership.objects.create(user=stranger, programme=nordmark, role=Role.COMPANY, organisation=an_actor())
    assert needs.own_organisation(reads(world, stranger)) is None


def test_a_municipality_is_answered_for_by_its_partner(world: World) -> None:
    vingaker, stockholm = Municipality.objects.get(pk="SE0428"), Municipality.objects.filter(pk="SE0180").first()
    assert needs.home_partner(world.programme, vingaker).code == "sormland"
    assert needs.home_partner(world.programme, stockholm) is None
    assert needs.home_partner(world.programme, None) is None
    assert needs.answering_partner(reads(world), "SE0428").code == "sormland"
    assert needs.answering_partner(reads(world), "SE0180").role == "lead"


def test_a_token_confirms_its_own_need_only(world: World) -> None:
    need, other = world.need(), world.need()
    assert is_confirmation_token(need, confirmation_token(need))
    assert not is_confirmation_token(other, confirmation_token(need))
    assert not is_confirmation_token(need, "x")


def test_personal_data_are_the_persons_own(world: World) -> None:
    mine, theirs = world.need(), world.need()
    Asker.objects.filter(need=mine).update(email="jag@example.org")
    for need, email in ((mine, "jag@example.org"), (theirs, "annan@example.org")):
        SavedSearch.objects.create(programme=world.programme, need=need, email=email, made_at=clock.now())
    me = User.objects.create_user("jag@example.org", name="Jag")
    told = personal_data_of(me)
    assert [row["need__number"] for row in told["needs"]] == [mine.number]
    assert [row["need__number"] for row in told["saved_searches"]] == [mine.number]
    personal_data_erase(user=me)
    assert list(Asker.objects.values_list("need", flat=True)) == [theirs.pk]
    assert list(SavedSearch.objects.values_list("need", flat=True)) == [theirs.pk]
