"""The system map in figures: ties between actors, what reaches where, what nobody can meet."""

from datetime import date, timedelta
from itertools import combinations
from typing import Any

import pytest

from samspel.actors.duplicates.services import merge_record
from samspel.actors.models import Organisation
from samspel.core.figures import Measure, Slice, dimension, end_of, iterate, values
from samspel.core.programmes.models import Programme
from samspel.core.programmes.structure import structure_of
from samspel.frontdoor.innovation_system import figures as measures
from samspel.frontdoor.innovation_system.queries.unmet_needs import unmet_need_groups
from samspel.frontdoor.models import Need, ReferralStep
from samspel.frontdoor.needs.figures import offers
from samspel.frontdoor.offers.services import offer as offer_services
from samspel.frontdoor.referrals.queries.target import ReferralTarget
from samspel.frontdoor.referrals.services import referral
from samspel.results.facts.labels.kinds import KINDS
from samspel.results.facts.services import fact as fact_services
from samspel.results.facts.services.fact import FactData
from samspel.results.models import Collaboration, CollaborationMember
from tests.frontdoor.making import an_actor, an_offer
from tests.frontdoor.referrals.world import HALLEFORS, MONDAY, UPPSALA, VINGAKER, World, a_world

pytestmark = pytest.mark.django_db
PAIRS = [measures.together, measures.helped, measures.sent_on]
FRIDGES = (
    "Vårt frysrum har köldmedium med fluor. Vem kan prova ett annat köldmedium?",
    "Köldmedium utan fluor till frysrum söks av Anders Fluorsson, ring 070-123 45 67.",
    "Ett frysrum i skolköket har köldmedium med fluor och ska bytas.",
)


@pytest.fixture
def world(ecs: Programme, settings: Any) -> World:
    """Three actors with offers, two of them merged later; what they have done together; a company that took part."""
    settings.SAMSPEL_TODAY = MONDAY
    made = a_world(ecs)
    near, far = made.near.organisation, made.far.organisation
    third = an_actor("Fyris labb", place=UPPSALA)
    made.third = an_offer(ecs, third, title_sv="Test av givare", kind="training")  # type: ignore[attr-defined]
    collaborate(made, "Mätdagar", [near, far, made.company])
    collaborate(made, "Givare i drift", [near, far, third])
    collaborate(made, "Bara företaget", [made.company, near])
    both = made.need()
    for offer in (made.near, made.far):
        referral.referral_accept(actor=made.actor(offer), referral=made.request(offer, both))
    onward = made.request(made.near)
    referral.referral_forward(actor=made.manager(), referral=onward, to=ReferralTarget(offer=made.third))  # type: ignore[attr-defined]
    return made


def collaborate(world: World, title: str, members: list[Organisation], on: date = MONDAY) -> Collaboration:
    """A recorded collaboration."""
    columns = {
        "title": title, "kind": "network", "occurred_on": on, "ends_on": None,
        "area": world.programme.areas.get(code="food"), "partner": world.programme.partners.get(code="sormland"),
        "activity": None, "reference": "",
    }  # fmt: skip
    data = FactData(columns, members=tuple(members))
    made: Any = fact_services.fact_record(
        actor=world.manager(), programme=world.programme, kind=KINDS["collaboration"], data=data
    )
    return made


def number(world: World, counted: Measure, **of: Any) -> Any:
    return values(counted, Slice(world.programme.pk).of(**of))[()]


def pairs(world: World, counted: Measure) -> dict[tuple[str, str], int]:
    """The figure by names of actors."""
    names = dict(Organisation.objects.values_list("pk", "name"))
    found = values(counted, Slice(world.programme.pk), ("actor", "other_actor"))
    return {(names[first], names[second]): value for (first, second), value in found.items()}


def both_ways(ties: dict[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    return ties | {(second, first): value for (first, second), value in ties.items()}


def test_collaborations_tie_actors_and_never_companies(world: World) -> None:
    assert pairs(world, measures.together) == both_ways({
        ("Livsmedelslabbet", "Stålverkstan"): 2,
        ("Livsmedelslabbet", "Fyris labb"): 1,
        ("Stålverkstan", "Fyris labb"): 1,
    })  # fmt: skip
    assert number(world, measures.together) == 2


def test_needs_tie_those_that_said_yes(world: World) -> None:
    assert pairs(world, measures.helped) == both_ways({("Livsmedelslabbet", "Stålverkstan"): 1})


def test_a_request_sent_on_ties_one_way(world: World) -> None:
    assert pairs(world, measures.sent_on) == {("Livsmedelslabbet", "Fyris labb"): 1}


def test_merged_actors_count_as_one_from_then_on(world: World, settings: Any) -> None:
    settings.SAMSPEL_TODAY = MONDAY + timedelta(days=30)
    near = world.near.organisation
    twin = an_actor("Livsmedelslabbet i Vingåker", place=VINGAKER)
    collaborate(world, "Gemensam kurs", [twin, world.far.organisation])
    assert ("Livsmedelslabbet i Vingåker", "Stålverkstan") not in pairs(world, measures.together)  # no actor yet
    merge_record(actor=world.manager(), organisation=twin, into=near, reason="Samma organisation")
    assert pairs(world, measures.together)["Livsmedelslabbet", "Stålverkstan"] == 3
    then = Slice(world.programme.pk, known_at=end_of(MONDAY)).of(actor=near.pk)
    assert values(measures.together, then)[()] == 2


def test_a_pair_is_counted_as_by_hand(example: Programme) -> None:
    actors = set(measures.actors_in_system(example.pk).values_list("pk", flat=True))
    members: dict[int, set[int]] = {}
    facts = Collaboration.objects.filter(programme=example, voided_at=None)
    rows = CollaborationMember.objects.filter(collaboration__in=facts)
    for fact, organisation in rows.values_list("collaboration_id", "organisation_id"):
        members.setdefault(fact, set()).add(organisation)
    helpers: dict[int, set[int]] = {}
    for step in ReferralStep.objects.filter(programme=example, kind="accepted").select_related("referral"):
        helpers.setdefault(step.referral.need_id, set()).add(step.referral.organisation_id or 0)
    for counted, groups in ((measures.together, members), (measures.helped, helpers)):
        by_hand: dict[tuple[int, int], int] = {}
        for group in groups.values():
            for pair in combinations(sorted(group & actors), 2):
                for two in (pair, pair[::-1]):
                    by_hand[two] = by_hand.get(two, 0) + 1
        assert by_hand
        assert values(counted, Slice(example.pk), ("actor", "other_actor")) == by_hand


@pytest.mark.parametrize("counted", [*PAIRS, measures.between_areas, measures.reaching, measures.unmet, offers],
                         ids=lambda measure: measure.code)  # fmt: skip
def test_every_cell_of_every_breakdown_is_its_rows(world: World, counted: Measure) -> None:
    world.need(good_hits=0, areas=("food", "energy"))
    whole, structure = Slice(world.programme.pk), structure_of(world.programme)
    for where in (whole, whole.between(MONDAY, MONDAY + timedelta(days=1)), whole.known(end_of(MONDAY))):
        assert sum(row.contribution for row in iterate(counted, where)) == values(counted, where)[()]
    for key in counted.dimensions:
        known = {member.id for member in dimension(key).members(structure)} | {None}
        found = values(counted, whole, (key,))
        assert {member for (member,) in found} <= known
        for (member,), value in found.items():
            if member is not None:
                rows = iterate(counted, whole.of(**{key: member}))
                assert sum(row.contribution for row in rows) == value > 0


@pytest.mark.parametrize("counted", PAIRS, ids=lambda measure: measure.code)
def test_every_pair_opens_to_its_rows(world: World, counted: Measure) -> None:
    whole = Slice(world.programme.pk)
    found = values(counted, whole, ("actor", "other_actor"))
    assert found
    for (first, second), value in found.items():
        where = whole.of(actor=first, other_actor=second)
        assert values(counted, where)[()] == value
        assert sum(row.contribution for row in iterate(counted, where)) == value


def test_ties_of_a_period_are_those_that_began_in_it(world: World, settings: Any) -> None:
    settings.SAMSPEL_TODAY = MONDAY + timedelta(days=40)
    collaborate(world, "Senare", [world.near.organisation, world.far.organisation], MONDAY + timedelta(days=35))
    later = Slice(world.programme.pk, since=MONDAY + timedelta(days=10))
    assert values(measures.together, later)[()] == 1
    assert values(measures.helped, later)[()] == 0


def test_a_yes_not_known_then_ties_nobody_then(world: World, settings: Any) -> None:
    settings.SAMSPEL_TODAY = MONDAY + timedelta(days=9)
    need = Need.objects.order_by("pk").first()
    assert need is not None
    request = world.request(world.third, need)  # type: ignore[attr-defined]
    referral.referral_accept(actor=world.actor(world.third), referral=request)  # type: ignore[attr-defined]
    third = request.organisation_id
    assert number(world, measures.helped, actor=third) == 1
    then = Slice(world.programme.pk, known_at=end_of(MONDAY + timedelta(days=8)))
    assert values(measures.helped, then.of(actor=third))[()] == 0


def test_help_between_areas_is_the_needs_and_the_offers(world: World) -> None:
    food, energy = (world.programme.areas.get(code=code) for code in ("food", "energy"))
    world.far.areas.set([energy])
    found = values(measures.between_areas, Slice(world.programme.pk), ("area", "offer_area"))
    assert found == {(food.pk, food.pk): 2, (food.pk, energy.pk): 1, (food.pk, None): 1}


def test_an_offer_reaches_the_regions_it_is_open_to(world: World) -> None:
    sormland, orebro = (world.programme.partners.get(code=code) for code in ("sormland", "orebro"))
    world.far.regions.set([orebro])
    to_orebro, to_sormland = (number(world, measures.reaching, open_to=p.pk) for p in (orebro, sormland))
    assert (to_orebro, to_sormland) == (3, 2)
    assert number(world, measures.reaching, open_to=orebro.pk, home=orebro.pk) == 1
    assert number(world, measures.reaching, open_to=orebro.pk, municipality=HALLEFORS) == 1
    assert number(world, measures.reaching) == 3 + 4 * 2
    offer_services.offer_withdraw(actor=world.manager(), offer=world.far)
    assert number(world, measures.reaching, open_to=orebro.pk) == 2


def test_unmet_is_what_nothing_fitted_and_what_was_outside_competence(world: World) -> None:
    assert number(world, measures.unmet) == 0
    world.need(good_hits=0)
    for reason in ("outside_competence", "no_capacity"):
        referral.referral_decline(actor=world.actor(), referral=world.request(world.near), reason=reason)
    assert number(world, measures.unmet) == 2


def test_unmet_needs_are_in_exactly_one_group_and_words_name_nobody(world: World) -> None:
    for text in (*FRIDGES, "Vi söker en silversmed som provar legeringar."):
        world.need(good_hits=0, text=text)
    found = unmet_need_groups(Slice(world.programme.pk))
    ids = [need.pk for group in found for need in group.needs]
    assert len(ids) == len(set(ids)) == number(world, measures.unmet) == 4
    assert [len(group.needs) for group in found] == [3, 1]
    assert {"frysrum", "köldmedium", "fluor"} <= set(found[0].words)
    assert not {"anders", "fluorsson", "070", "123"} & {word.casefold() for g in found for word in g.words}
    assert (found[0].public, found[1].public) == (True, False)
