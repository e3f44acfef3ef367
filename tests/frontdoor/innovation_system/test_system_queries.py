"""Each read of the system map beside a neighbour that must not count: another programme's, withdrawn, matched."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Programme
from samspel.core.programmes.structure import structure_of
from samspel.frontdoor.innovation_system.queries.borders import border_matrices
from samspel.frontdoor.innovation_system.queries.coverage import help_coverage
from samspel.frontdoor.innovation_system.queries.overlaps import similar_offers
from samspel.frontdoor.innovation_system.queries.ties import NetworkFilters, actor_network
from samspel.frontdoor.innovation_system.queries.unmet_needs import unmet_need_groups
from samspel.frontdoor.innovation_system.rules.nearness import Nearness
from samspel.frontdoor.models import Need, Offer
from samspel.frontdoor.referrals.services.referral import referral_accept
from tests.frontdoor.making import an_offer
from tests.frontdoor.referrals.world import HALLEFORS, MONDAY, VINGAKER, World, a_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(ecs: Programme, settings: Any) -> World:
    """A Monday in East Central Sweden."""
    settings.SAMSPEL_TODAY = MONDAY
    return a_world(ecs)


def public(programme: Programme) -> ReadContext:
    """What everybody may read."""
    return ReadContext(structure_of(programme), AnonymousUser(), MONDAY)


def test_help_reaches_from_offers_in_force_in_this_programme(world: World, nordmark: Programme) -> None:
    for made in (an_offer(world.programme, kind="training", place=VINGAKER), an_offer(nordmark, kind="network")):
        Offer.objects.filter(pk=made.pk, kind="training").update(withdrawn_on=MONDAY)
    found = help_coverage(public(world.programme))
    here, there = found.reach[VINGAKER, "test_bed"], found.reach[HALLEFORS, "test_bed"]
    assert (here.here.value, here.region.value, here.all.value) == (1, 1, 1)
    assert (there.here.value, there.region.value, there.all.value) == (0, 0, 1)
    assert (here.nearest, there.nearest) == (Nearness.HERE, Nearness.ELSEWHERE)
    for kind in ("training", "network"):
        assert found.reach[VINGAKER, kind].nearest is Nearness.NOWHERE
    codes = {place.code for place, _partner in found.places}
    assert codes == {m.code for m in structure_of(world.programme).municipalities}


def test_borders_are_crossed_by_this_programmes_requests(world: World, nordmark: Programme) -> None:
    sormland, orebro = (world.programme.partners.get(code=code).pk for code in ("sormland", "orebro"))
    accepted = world.request(world.far)
    world.request(world.far)
    world.request(world.near)
    referral_accept(actor=world.manager(), referral=accepted)
    neighbour = World(nordmark, an_offer(nordmark), an_offer(nordmark), world.company)
    elsewhere = Need.objects.create(
        programme=nordmark, number=1, text="Deg", language="sv", state="open", partner=nordmark.partners.all()[0],
        made_at="2019-09-02T08:00Z", confirmed_at="2019-09-02T08:00Z", occurred_on=MONDAY,
    )  # fmt: skip
    neighbour.request(neighbour.near, elsewhere)
    context = public(world.programme)
    found = border_matrices(context, context.slice)
    assert found.requested[sormland, orebro].value == 2
    assert found.requested[sormland, sormland].value == 1
    assert found.requested[orebro, sormland].value == 0
    assert found.accepted[sormland, orebro].value == 1
    assert found.accepted[sormland, sormland].value == 0
    food = world.programme.areas.get(code="food").pk
    assert found.areas[food, food].value == 3


def test_similar_offers_are_in_force_and_of_this_programme(world: World, nordmark: Programme) -> None:
    same = {"text_sv": "Dragprov av återvunnen stålplåt i sur miljö.", "title_sv": "Dragprov av stålplåt"}
    food = list(world.programme.areas.filter(code="food"))
    first, second = (an_offer(world.programme, **same, areas=food) for _number in range(2))
    gone = an_offer(world.programme, **same)
    Offer.objects.filter(pk=gone.pk).update(withdrawn_on=MONDAY)
    stranger = an_offer(nordmark, **same)
    context = public(world.programme)
    pairs = {frozenset(row.offer for row in pair.rows): pair for pair in similar_offers(context)}
    assert not pairs[frozenset({first, second})].same_owner
    assert not {gone, stranger} & {offer for both in pairs for offer in both}
    assert similar_offers(context, area="industry") == []
    assert similar_offers(context, kind="advice") == []
    narrowed = similar_offers(context, area="food", kind="test_bed")
    assert {first, second} in [{row.offer for row in pair.rows} for pair in narrowed]
    assert world.far not in [row.offer for pair in narrowed for row in pair.rows]


def test_unmet_needs_are_confirmed_and_of_this_programme(world: World, nordmark: Programme) -> None:
    unmet = world.need(good_hits=0)
    world.need(good_hits=3)
    world.need(good_hits=0, confirmed_at=None, state="sent")
    Need.objects.create(
        programme=nordmark, number=1, text=unmet.text, language="sv", state="open", good_hits=0,
        made_at="2019-09-02T08:00Z", confirmed_at="2019-09-02T08:00Z", occurred_on=MONDAY,
    )  # fmt: skip
    groups = unmet_need_groups(public(world.programme).slice)
    assert [list(group.needs) for group in groups] == [[unmet]]
    assert groups[0].areas == ["food"]
    assert groups[0].regions == ["sormland"]
    assert not groups[0].public


def test_the_network_has_this_programmes_actors_narrowed_as_asked(world: World, nordmark: Programme) -> None:
    stranger = an_offer(nordmark).organisation
    need = world.need()
    for offer in (world.near, world.far):
        referral_accept(actor=world.manager(), referral=world.request(offer, need))
    context = public(world.programme)
    found = actor_network(context, context.slice, NetworkFilters())
    assert {actor.pk for actor in found.actors} == {world.near.organisation_id, world.far.organisation_id}
    assert stranger.pk not in {actor.pk for actor in found.actors}
    (tie,) = found.ties
    assert {tie.first.pk, tie.second.pk} == {world.near.organisation_id, world.far.organisation_id}
    industry = world.programme.areas.get(code="industry")
    assert actor_network(context, context.slice, NetworkFilters(area=industry)).ties == []
    uppsala = world.programme.partners.get(code="uppsala")
    assert actor_network(context, context.slice, NetworkFilters(region=uppsala)).actors == []
