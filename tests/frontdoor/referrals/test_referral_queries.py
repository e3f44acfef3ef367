"""Each read of referrals beside a neighbour that must not count: another actor's, region's, need's or programme's."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from samspel.core import access
from samspel.core.access import Role
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Programme
from samspel.core.programmes.structure import structure_of
from samspel.frontdoor.models import Asker, Pick, Referral
from samspel.frontdoor.referrals.labels import NEEDS
from samspel.frontdoor.referrals.notifications.work_list import organisation_links, referral_work_list
from samspel.frontdoor.referrals.queries import history, queue, referral, target
from samspel.frontdoor.referrals.queries.support import support_draft
from samspel.frontdoor.referrals.queries.target import ReferralTarget
from samspel.frontdoor.referrals.services.referral import (
    referral_accept,
    referral_decline,
    referral_forward,
    referral_suggest,
    referral_withdraw,
)
from samspel.frontdoor.referrals.services.reminders import referral_reminders_send
from tests.frontdoor.making import an_actor, an_offer
from tests.frontdoor.referrals.world import MONDAY, VINGAKER, World, a_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(ecs: Programme, settings: Any) -> World:
    """A Monday in East Central Sweden."""
    settings.SAMSPEL_TODAY = MONDAY
    return a_world(ecs)


def reads(world: World, reader: Any = None) -> ReadContext:
    """The reader's view of the programme."""
    return ReadContext(structure_of(world.programme), reader or AnonymousUser(), MONDAY)


def abroad(nordmark: Programme) -> World:
    """The same in another programme: an offer of its own, and a need."""
    partner = nordmark.partners.all()[0]
    made = World(nordmark, an_offer(nordmark), an_offer(nordmark), an_actor())
    made.need = lambda **values: World.need(made, partner=partner, areas=(), **values)  # type: ignore[method-assign]
    return made


def test_the_desk_has_the_actors_own_requests(world: World, nordmark: Programme) -> None:
    owner = world.near.organisation
    asked, begun, ended = world.request(), world.request(), world.request()
    referral_accept(actor=world.manager(), referral=begun)
    referral_decline(actor=world.manager(), referral=ended, reason="no_capacity")
    world.request(world.far)
    referral_suggest(actor=world.manager(), need=world.need(), offer=world.near)
    neighbour = abroad(nordmark)
    neighbour.near.organisation = owner
    neighbour.near.save()
    neighbour.request(neighbour.near, neighbour.need())
    shown = referral.desk_referrals(world.programme, [owner.pk])
    assert {key: [row.pk for row in rows] for key, rows in shown.items()} == {
        "to_answer": [asked.pk], "under_way": [begun.pk], "ended": [ended.pk],
    }  # fmt: skip


def test_a_desk_is_of_the_readers_organisation_in_the_programme(world: World, nordmark: Programme) -> None:
    actor = world.actor()
    assert referral.desk_organisations(reads(world, actor)) == [world.near.organisation]
    assert referral.desk_organisations(ReadContext(structure_of(nordmark), actor, MONDAY)) == []
    assert referral.desk_organisations(reads(world, world.officer())) == []
    assert referral.desk_organisations(reads(world)) == []


def test_one_referral_for_those_who_may_see_it(world: World, nordmark: Programme) -> None:
    asked = world.request()
    suggested = referral_suggest(actor=world.manager(), need=world.need(), offer=world.near)
    owner, other, officer = world.actor(), world.actor(world.far), world.officer()
    assert referral.referral_by_id(reads(world, owner), asked.pk) == asked
    assert referral.referral_by_id(reads(world, other), asked.pk) is None
    assert referral.referral_by_id(reads(world), asked.pk) is None
    assert referral.referral_by_id(reads(world, owner), suggested.pk) is None  # nobody has asked the actor yet
    assert referral.referral_by_id(reads(world, officer), suggested.pk) == suggested
    assert referral.referral_by_id(ReadContext(structure_of(nordmark), world.manager(), MONDAY), asked.pk) is None


def test_referrals_steps_and_picks_are_of_the_one_asked_for(world: World) -> None:
    need, other = world.need(), world.need()
    mine, theirs = world.request(need=need), world.request(need=other)
    pick = Pick.objects.create(need=need, offer=world.near, place=1, score=0.5)
    Pick.objects.create(need=need, offer=world.far, place=2, score=0.4)
    assert [row.pk for row in referral.referrals_of_need(need)] == [mine.pk]
    assert referral.pick_of_referral(mine) == pick
    assert referral.pick_of_referral(theirs) is None
    step, foreign = mine.steps.get(), theirs.steps.get()
    assert referral.step_of_referral(mine, step.pk) == step
    assert referral.step_of_referral(mine, foreign.pk) is None
    manager = world.manager()
    assert [row.step for row in history.referral_history(manager, mine)] == [step]


def test_what_was_sent_on_leads_to_its_own_successor(world: World) -> None:
    first, other = world.request(), world.request()
    made = referral_forward(actor=world.manager(), referral=first, to=ReferralTarget(offer=world.far))
    assert referral.referrals_forwarded(first) == [made]
    assert referral.referrals_forwarded(other) == []


def test_who_asked_is_told_to_whom_it_concerns(world: World) -> None:
    asked = world.request()
    asker = Asker.objects.get(need=asked.need)
    owner = world.actor()
    assert referral.asker_of_referral(world.officer(), asked) == asker
    assert referral.asker_of_referral(world.officer("orebro"), asked) is None
    assert referral.asker_of_referral(owner, asked) is None
    referral_accept(actor=owner, referral=asked)
    asked.refresh_from_db()
    assert referral.asker_of_referral(owner, asked) == asker
    assert referral.asker_of_referral(world.actor(world.far), asked) is None


def test_each_list_of_the_queue_has_its_own(world: World, nordmark: Programme, settings: Any) -> None:
    officer = world.officer()
    asked, begun, ended = world.request(), world.request(), world.request()
    person = world.person_asked()
    elsewhere = world.request(world.far)
    referral_accept(actor=officer, referral=begun)
    referral_decline(actor=officer, referral=ended, reason="no_capacity")
    orebro = world.programme.partners.get(code="orebro")
    world.request(world.far, world.need(partner=orebro))
    neighbour = abroad(nordmark)
    neighbour.request(neighbour.near, neighbour.need())
    context = reads(world, officer)

    def shown(show: str, **more: Any) -> set[int]:
        return {row.pk for row in queue.queue_referrals(context, queue.QueueFilters(show, **more))}

    assert shown("answer") == {asked.pk}
    assert shown("person") == {person.pk}
    assert shown("going") == {begun.pk}
    assert shown("elsewhere") == {elsewhere.pk}
    assert shown("ended") == {ended.pk}
    assert shown("overdue") == set()
    assert shown("answer", kind="advice") == set()
    assert shown("answer", area="industry") == set()
    assert shown("answer", text=str(asked.need.number)) == {asked.pk}
    assert shown("answer", organisation=world.far.organisation_id) == set(
        Referral.objects.filter(programme=world.programme, offer=world.far).values_list("pk", flat=True)
    )
    settings.SAMSPEL_TODAY = MONDAY + timedelta(days=30)
    assert shown("overdue") == {asked.pk, begun.pk, person.pk, elsewhere.pk}
    numbers = {tab.key: tab.number for tab in queue.queue_tabs(context, queue.QueueFilters("answer"))}
    assert numbers == {
        "answer": 1, "overdue": 4, "person": 1, NEEDS: 1, "going": 1, "elsewhere": 1, "ended": 1,
    }  # fmt: skip


def test_needs_sent_to_nobody_are_the_regions_open_ones(world: World, nordmark: Programme) -> None:
    alone, declined = world.need(), world.need()
    referral_decline(actor=world.manager(), referral=world.request(need=declined), reason="no_capacity")
    world.request()
    world.need(state="closed")
    world.need(partner=world.programme.partners.get(code="orebro"))
    abroad(nordmark).need()
    context = reads(world, world.officer())
    assert list(queue.queue_needs(context, queue.QueueFilters(NEEDS))) == [alone, declined]
    assert list(queue.queue_needs(context, queue.QueueFilters(NEEDS, area="industry"))) == []
    assert list(queue.queue_needs(context, queue.QueueFilters(NEEDS, text=str(alone.number)))) == [alone]


def test_a_live_referral_is_of_the_same_need_and_target(world: World) -> None:
    need = world.need()
    there, far = ReferralTarget(offer=world.near), ReferralTarget(offer=world.far)
    assert target.live_referral(need, there) is None
    world.request(need=world.need())
    assert target.live_referral(need, there) is None
    made = world.request(need=need)
    assert (target.live_referral(need, there), target.live_referral(need, far)) == (made, None)
    referral_withdraw(referral=made, link=need.link)
    assert target.live_referral(need, there) is None


def test_region_and_area_of_a_referral(world: World) -> None:
    need = world.need(areas=("food", "industry"))
    orebro = target.receiving_region(need, world.far.organisation)
    assert orebro is not None
    assert orebro.code == "orebro"
    sormland = target.receiving_region(need, None)
    assert sormland is not None
    assert sormland.code == "sormland"
    shared = an_offer(world.programme, areas=list(world.programme.areas.filter(code="industry")))
    area = target.counted_area(need, shared)
    assert area is not None
    assert area.code == "industry"
    assert target.counted_area(world.need(areas=()), None) is None


def test_support_is_filled_in_for_the_organisation_that_asked(world: World) -> None:
    manager = world.manager()
    known, unknown = world.request(need=world.need(organisation=world.company)), world.request()
    for each in (known, unknown):
        referral_accept(actor=manager, referral=each)
    step, foreign = (each.steps.get(kind="accepted") for each in (known, unknown))
    draft = support_draft(manager, step)
    assert draft is not None
    assert (draft.organisation, draft.kind, draft.reference) == (
        world.company, "test_bed", f"{known.need.number}.{known.number}",
    )  # fmt: skip
    assert support_draft(manager, foreign) is None
    assert support_draft(manager, known.steps.get(kind="requested")) is None


def test_the_work_list_has_the_readers_own(world: World, nordmark: Programme) -> None:
    asked = world.request()
    world.request(world.far)
    neighbour = abroad(nordmark)
    neighbour.request(neighbour.near, neighbour.need())

    def waiting(reader: Any) -> set[Any]:
        return {row["pk"] for queue_ in referral_work_list(reads(world, reader)) for row in queue_.rows.values("pk")}

    assert waiting(world.actor()) == {asked.pk}
    assert waiting(world.officer("orebro")) == set()
    assert waiting(AnonymousUser()) == set()
    unsent = world.need()
    assert waiting(world.officer()) == {unsent.pk}


def test_an_organisation_leads_to_its_requests_where_it_has_had_any(world: World) -> None:
    world.request()
    officer = world.officer()
    assert [link.label for link in organisation_links(reads(world, officer), world.near.organisation)]
    assert organisation_links(reads(world, officer), world.far.organisation) == []
    assert organisation_links(reads(world), world.near.organisation) == []


def test_reminders_are_sent_for_live_requests_alone(world: World, settings: Any) -> None:
    late, answered = world.request(), world.request()
    referral_decline(actor=world.manager(), referral=answered, reason="no_capacity")
    day = late.due_on
    assert day is not None
    settings.SAMSPEL_TODAY = day + timedelta(days=1)
    assert referral_reminders_send(today=day + timedelta(days=1)) == 1
    late.refresh_from_db()
    answered.refresh_from_db()
    assert (late.reminded_on, answered.reminded_on) == (day + timedelta(days=1), None)


def test_a_region_without_officers_is_answered_for_by_the_manager(world: World) -> None:
    manager = world.manager()
    assert access.can(manager, "referral.answer", world.request(world.far))
    assert not access.can(world.member(Role.ACTOR, organisation=an_actor(place=VINGAKER)), "referral.answer",
                          world.request())  # fmt: skip
