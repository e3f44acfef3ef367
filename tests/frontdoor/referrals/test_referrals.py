"""What people do with referrals: who may, in which state, what is written, who is told, what the database refuses."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage
from django.db import DatabaseError, connection, transaction

from samspel.core import audit
from samspel.core.access import Role
from samspel.core.models import AuditEvent, User
from samspel.core.programmes.models import Programme
from samspel.frontdoor.models import Asker, Referral, ReferralStep
from samspel.frontdoor.offers.rules.errors import FrontdoorError
from samspel.frontdoor.referrals.policy import may_record_support
from samspel.frontdoor.referrals.queries import referral
from samspel.frontdoor.referrals.queries.support import support_draft
from samspel.frontdoor.referrals.queries.target import ReferralTarget
from samspel.frontdoor.referrals.services import referral as referral_services
from samspel.frontdoor.referrals.services import support
from samspel.frontdoor.referrals.services.need import need_close
from samspel.frontdoor.referrals.services.organisation import organisation_link
from samspel.frontdoor.referrals.services.reminders import referral_reminders_send
from samspel.results.facts.services.fact import FactData
from samspel.results.models import Support
from tests.conftest import programme
from tests.frontdoor.referrals.world import MONDAY, World, a_world
from tests.programme.initiatives.test_at_once import at_once

pytestmark = [pytest.mark.every_database, pytest.mark.django_db]
Outbox = list[EmailMessage]


@pytest.fixture
def world(ecs: Programme, settings: Any) -> World:
    """A Monday in September, with an offer in each of two regions."""
    settings.SAMSPEL_TODAY = MONDAY
    return a_world(ecs)


def told(mailoutbox: Outbox) -> list[str]:
    """Who has had mail, in order of address."""
    return sorted(message.to[0] for message in mailoutbox)


def test_the_way_from_request_to_outcome(world: World, settings: Any) -> None:
    actor, found = world.actor(), world.request()
    assert (found.state, str(found.due_on), found.partner.code, found.area.code) == (
        "requested", "2019-09-09", "sormland", "food"
    )  # fmt: skip
    settings.SAMSPEL_TODAY = MONDAY + timedelta(days=3)
    assert referral_services.referral_accept(actor=actor, referral=found, note="Vi ringer.").days == 3
    settings.SAMSPEL_TODAY = MONDAY + timedelta(days=10)
    referral_services.referral_meet(actor=actor, referral=found, on=MONDAY + timedelta(days=9))
    referral_services.referral_finish(actor=actor, referral=found, outcome="helped")
    found.refresh_from_db()
    assert (found.state, found.due_on) == ("done", None)
    assert list(found.steps.values_list("kind", flat=True)) == ["requested", "accepted", "met", "done"]
    events = AuditEvent.objects.filter(object_type="frontdoor.referral", object_id=str(found.pk)).order_by("id")
    assert [e.action for e in events] == [f"referral.{k}" for k in ("requested", "accepted", "met", "done")]
    assert audit.first_broken_link() is None


def test_a_request_sent_again_is_not_doubled(world: World) -> None:
    need = world.need()
    first = referral_services.referrals_request(need=need, offers=[world.near, world.far], talk_to_person=True)
    assert [r.number for r in first] == [1, 2, 3]
    assert referral_services.referrals_request(need=need, offers=[world.near, world.far], talk_to_person=True) == []
    assert need.referrals.count() == 3
    with pytest.raises(FrontdoorError):
        referral_services.referrals_request(need=need, offers=[], talk_to_person=False)


def test_only_an_open_need_is_sent_on(world: World) -> None:
    for state in ("draft", "sent", "closed"):
        need = world.need(state=state)
        with pytest.raises(FrontdoorError, match="inte öppet"):
            referral_services.referrals_request(need=need, offers=[world.near], talk_to_person=False)


def test_the_second_answer_is_told_that_somebody_was_first(world: World) -> None:
    found, actor = world.request(), world.actor()
    referral_services.referral_accept(actor=actor, referral=found)
    with pytest.raises(FrontdoorError, match="Antagen"):
        referral_services.referral_decline(actor=world.actor(), referral=found, reason="no_capacity")
    with pytest.raises(FrontdoorError):
        referral_services.referral_accept(actor=actor, referral=found)
    assert found.steps.count() == 2


def test_a_no_has_a_reason(world: World) -> None:
    found, actor = world.request(), world.actor()
    for reason, note in (("", ""), ("nonsense", ""), ("other", " ")):
        with pytest.raises(FrontdoorError):
            referral_services.referral_decline(actor=actor, referral=found, reason=reason, note=note)
    assert (
        referral_services.referral_decline(actor=actor, referral=found, reason="other", note="Vi flyttar.").reason
        == "other"
    )


def test_a_meeting_is_on_a_day_between_the_request_and_today(world: World, settings: Any) -> None:
    found, actor = world.request(), world.actor()
    referral_services.referral_accept(actor=actor, referral=found)
    for day in (MONDAY - timedelta(days=1), MONDAY + timedelta(days=1)):
        with pytest.raises(FrontdoorError):
            referral_services.referral_meet(actor=actor, referral=found, on=day)
    assert referral_services.referral_meet(actor=actor, referral=found, on=MONDAY).occurred_on == MONDAY


def test_forwarded_to_another_region_and_the_home_region_is_told(
    world: World, mailoutbox: Outbox, django_capture_on_commit_callbacks: Any
) -> None:
    home, away = world.officer("sormland"), world.officer("orebro")
    asked = world.person_asked()
    with django_capture_on_commit_callbacks(execute=True):
        made = referral_services.referral_forward(
            actor=home,
            referral=asked,
            to=ReferralTarget(partner=world.programme.partners.get(code="orebro")),
            note="Stål hos er",
        )
    asked.refresh_from_db()
    assert (asked.state, made.state, made.partner.code, made.home.code) == (
        "forwarded",
        "requested",
        "orebro",
        "sormland",
    )
    assert made.forwarded_from == asked
    assert asked.steps.get(kind="forwarded").days == 0
    assert told(mailoutbox) == sorted(["berit@bageri.example", home.email, away.email])
    assert any("För kännedom" in m.subject and m.to == [home.email] for m in mailoutbox)
    referral_services.referral_accept(actor=away, referral=made)
    with pytest.raises(PermissionDenied):
        referral_services.referral_meet(actor=home, referral=made, on=MONDAY)


def test_it_cannot_be_sent_to_where_it_is_or_to_nobody(world: World) -> None:
    officer, found = world.officer(), world.request()
    with pytest.raises(FrontdoorError):
        referral_services.referral_forward(actor=officer, referral=found, to=ReferralTarget())
    with pytest.raises(FrontdoorError):
        referral_services.referral_forward(actor=officer, referral=found, to=ReferralTarget(offer=world.near))
    world.request(world.far, found.need)
    with pytest.raises(FrontdoorError, match="redan skickat"):
        referral_services.referral_forward(actor=officer, referral=found, to=ReferralTarget(offer=world.far))
    found.refresh_from_db()
    assert found.state == "requested"


def test_another_programmes_offer_is_refused(world: World, nordmark: Programme) -> None:
    world.near.programme = nordmark
    need, officer = world.need(), world.officer()
    with pytest.raises(FrontdoorError):
        referral_services.referrals_request(need=need, offers=[world.near], talk_to_person=False)
    with pytest.raises(FrontdoorError):
        referral_services.referral_suggest(actor=officer, need=need, offer=world.near)
    with pytest.raises(FrontdoorError):
        referral_services.referral_forward(
            actor=officer, referral=world.request(world.far, need), to=ReferralTarget(partner=nordmark.partners.first())
        )


def test_a_suggestion_waits_for_the_asker(
    world: World, mailoutbox: Outbox, django_capture_on_commit_callbacks: Any
) -> None:
    need, officer, actor = world.need(), world.officer(), world.actor()
    with django_capture_on_commit_callbacks(execute=True):
        made = referral_services.referral_suggest(actor=officer, need=need, offer=world.near, note="Se på det här")
    assert told(mailoutbox) == ["berit@bageri.example"]
    assert referral.desk_referrals(world.programme, [world.near.organisation_id])["to_answer"] == []
    with pytest.raises(FrontdoorError):
        referral_services.referral_accept(actor=actor, referral=made)
    with pytest.raises(PermissionDenied):
        referral_services.referral_take_up(referral=made, link="wrong")
    with pytest.raises(PermissionDenied):
        referral_services.referral_take_up(referral=made)
    referral_services.referral_take_up(referral=made, link=need.link)
    assert [
        line.pk for line in referral.desk_referrals(world.programme, [world.near.organisation_id])["to_answer"]
    ] == [made.pk]


def test_the_asker_takes_it_back_by_the_needs_own_link(world: World) -> None:
    found, other = world.request(), world.need()
    with pytest.raises(PermissionDenied):
        referral_services.referral_withdraw(referral=found, link=other.link)
    referral_services.referral_withdraw(referral=found, link=found.need.link)
    step = found.steps.get(kind="withdrawn")
    assert step.person is None
    with pytest.raises(FrontdoorError):
        referral_services.referral_withdraw(referral=found, link=found.need.link)


def test_a_need_is_closed_when_nothing_is_on_its_way(world: World) -> None:
    found, officer = world.request(), world.officer()
    suggested = referral_services.referral_suggest(actor=officer, need=found.need, offer=world.far)
    with pytest.raises(FrontdoorError):
        need_close(actor=officer, need=found.need)
    referral_services.referral_decline(actor=world.actor(), referral=found, reason="too_early")
    need_close(actor=officer, need=found.need)
    suggested.refresh_from_db()
    found.need.refresh_from_db()
    assert (suggested.state, found.need.state) == ("withdrawn", "closed")


# --- who may ---------------------------------------------------------------------------------------------------------
def people(world: World) -> dict[str, User]:
    """One of each who might, in the need's region, in the actor's and elsewhere."""
    return {
        "manager": world.manager(),
        "home officer": world.officer("sormland"),
        "receiving officer": world.officer("orebro"),
        "other officer": world.officer("uppsala"),
        "actor": world.actor(world.far),
        "other actor": world.actor(world.near),
        "area lead": world.member(Role.AREA_LEAD, area="food"),
        "controller": world.member(Role.CONTROLLER, partner="sormland"),
        "steering": world.member(Role.STEERING),
        "evaluator": world.member(Role.EVALUATOR),
        "administrator": world.member(Role.ADMINISTRATOR),
        "company": world.member(Role.COMPANY, organisation=world.company),
    }


ANSWERERS = {"manager", "receiving officer", "actor"}
FORWARDERS = {"manager", "home officer", "receiving officer"}
HANDLERS = {"manager", "home officer", "area lead"}
DOING: dict[str, tuple[set[str], Callable[[World, Any, Referral], Any]]] = {
    "accept": (ANSWERERS, lambda w, who, r: referral_services.referral_accept(actor=who, referral=r)),
    "decline": (
        ANSWERERS,
        lambda w, who, r: referral_services.referral_decline(actor=who, referral=r, reason="no_capacity"),
    ),
    "forward": (
        FORWARDERS,
        lambda w, who, r: referral_services.referral_forward(actor=who, referral=r, to=ReferralTarget(offer=w.near)),
    ),
    "withdraw": (HANDLERS, lambda w, who, r: referral_services.referral_withdraw(referral=r, actor=who)),
    "suggest": (HANDLERS, lambda w, who, r: referral_services.referral_suggest(actor=who, need=r.need, offer=w.near)),
    "request": (
        HANDLERS,
        lambda w, who, r: referral_services.referrals_request(
            need=r.need, offers=[w.near], talk_to_person=False, actor=who
        ),
    ),
    "link": (
        {"manager", "home officer", "receiving officer", "area lead"},
        lambda w, who, r: organisation_link(actor=who, referral=r, organisation=w.company),
    ),
}


@pytest.mark.parametrize("doing", DOING)
def test_each_cell_of_who_may_do_what_to_a_request_in_another_region(world: World, doing: str) -> None:
    allowed, act = DOING[doing]
    found = world.request(world.far)
    for name, who in people(world).items():
        point = transaction.savepoint()
        try:
            act(world, who, found)
            may = True
        except PermissionDenied:
            may = False
        transaction.savepoint_rollback(point)
        assert may == (name in allowed), (doing, name)


def test_after_the_yes_only_those_who_answer_go_on(world: World) -> None:
    found = world.request(world.far)
    everybody = people(world)
    referral_services.referral_accept(actor=everybody["actor"], referral=found)
    for name, who in everybody.items():
        for act in (
            lambda w: referral_services.referral_meet(actor=w, referral=found, on=MONDAY),
            lambda w: referral_services.referral_finish(actor=w, referral=found, outcome="helped"),
        ):
            point = transaction.savepoint()
            try:
                act(who)
                may = True
            except PermissionDenied:
                may = False
            transaction.savepoint_rollback(point)
            assert may == (name in ANSWERERS), name


def test_who_sees_who_asked(world: World) -> None:
    found = world.request(world.far)
    everybody = people(world)
    officers = {"manager", "home officer", "receiving officer"}
    assert {name for name, who in everybody.items() if referral.asker_of_referral(who, found)} == officers
    referral_services.referral_accept(actor=everybody["actor"], referral=found)
    found.refresh_from_db()
    assert {name for name, who in everybody.items() if referral.asker_of_referral(who, found)} == officers | {"actor"}
    Asker.objects.filter(need=found.need).delete()
    assert referral.asker_of_referral(everybody["manager"], found) is None


# --- what is kept ----------------------------------------------------------------------------------------------------
def refused(act: Callable[[], Any]) -> bool:
    """Whether the database refuses it; it is undone in any case."""
    try:
        with transaction.atomic():
            act()
            transaction.set_rollback(True)
    except DatabaseError:
        return True
    return False


def test_a_step_stays_as_it_was_written(world: World) -> None:
    found = world.request()
    referral_services.referral_decline(actor=world.actor(), referral=found, reason="too_late", note="Nej")
    step = found.steps.get(kind="declined")
    rows = ReferralStep.objects.filter(pk=step.pk)
    for change in ({"note": "Ja"}, {"reason": "other"}, {"days": None}, {"person": None}, {"kind": "accepted"}):
        assert refused(lambda details=change: rows.update(**details)), change
    assert refused(lambda: rows._raw_delete(rows.db))
    Referral.objects.filter(pk=found.pk).update(example=True)
    assert not refused(lambda: rows._raw_delete(rows.db))


def test_a_step_is_linked_to_one_support_once(world: World) -> None:
    found, officer, actor = world.request(), world.officer(), world.actor()
    referral_services.referral_accept(actor=actor, referral=found)
    step = found.steps.get(kind="accepted")
    organisation_link(actor=officer, referral=found, organisation=world.company)
    step.refresh_from_db()
    ready = support_draft(officer, step)
    assert ready is not None
    assert (ready.kind, ready.partner.code, ready.area.code) == ("test_bed", "sormland", "food")
    made = support.support_record(actor=officer, step=step, data=FactData(ready.columns(Decimal("2.5"))))
    assert (made.organisation, made.hours, made.occurred_on) == (world.company, Decimal("2.5"), MONDAY)
    with pytest.raises(FrontdoorError, match="redan infört"):
        support.support_record(actor=officer, step=step, data=FactData(ready.columns(Decimal(3))))
    assert Support.objects.count() == 1
    rows = ReferralStep.objects.filter(pk=step.pk)
    assert refused(lambda: rows.update(support=None))
    with pytest.raises(FrontdoorError):
        organisation_link(actor=officer, referral=found, organisation=world.near.organisation)


def test_support_is_for_who_asked_and_by_who_may_record_it(world: World) -> None:
    found, officer, actor = world.request(), world.officer(), world.actor()
    referral_services.referral_accept(actor=actor, referral=found)
    step = found.steps.get(kind="accepted")
    assert support_draft(officer, step) is None  # nobody knows which organisation asked
    organisation_link(actor=officer, referral=found, organisation=world.company)
    step = ReferralStep.objects.get(pk=step.pk)
    ready = support_draft(officer, step)
    assert ready is not None
    other = FactData({**ready.columns(Decimal(1)), "organisation": world.near.organisation})
    with pytest.raises(FrontdoorError):
        support.support_record(actor=officer, step=step, data=other)
    for who in (actor, world.officer("uppsala")):
        assert not may_record_support(who, step)
        with pytest.raises(PermissionDenied):
            support.support_record(actor=who, step=step, data=FactData(ready.columns(Decimal(1))))
    assert not Support.objects.exists()


# --- time ------------------------------------------------------------------------------------------------------------
def test_reminders_go_to_the_actor_and_then_to_the_officer(
    world: World, mailoutbox: Outbox, django_capture_on_commit_callbacks: Any
) -> None:
    officer, actor, found = world.officer(), world.actor(), world.request()
    sent: dict[int, list[str]] = {}
    for n in range(45):
        mailoutbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            referral_reminders_send(today=MONDAY + timedelta(days=n))
        if mailoutbox:
            sent[n] = told(mailoutbox)
    assert sent == {4: [actor.email], **{night: [officer.email] for night in (8, 15, 22, 29)}}
    assert found.steps.filter(kind="reminded").count() == 5
    found.refresh_from_db()
    assert found.state == "requested"


def test_an_answered_request_is_left_in_peace(world: World) -> None:
    found = world.request()
    referral_services.referral_decline(actor=world.actor(), referral=found, reason="no_capacity")
    assert referral_reminders_send(today=MONDAY + timedelta(days=9)) == 0


def test_mail_names_no_asker_but_to_the_asker(
    world: World, mailoutbox: Outbox, django_capture_on_commit_callbacks: Any
) -> None:
    world.officer()
    world.officer("orebro")
    actor = world.actor(world.far)
    with django_capture_on_commit_callbacks(execute=True):
        found = world.request(world.far)
        referral_services.referral_decline(actor=actor, referral=found, reason="no_capacity", note="Fullt & <klart>")
    assert len(mailoutbox) == 4
    for message in mailoutbox:
        assert "Berit" not in message.body
        assert "\n" not in message.subject
    asker = next(m for m in mailoutbox if m.to == ["berit@bageri.example"])
    assert found.need.link in asker.body
    assert "Fullt & <klart>" in asker.body
    assert not any(found.need.link in m.body for m in mailoutbox if m is not asker)


# --- at once ------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_of_many_who_answer_at_once_one_is_heard(transactional_db: None) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory has one connection; its immediate transactions queue writers")
    world = a_world(programme("ecs-2018-2020"))
    actor, found = world.actor(), world.request()

    def answer(number: int) -> object:
        try:
            return (
                referral_services.referral_accept(actor=actor, referral=found)
                if number % 2
                else referral_services.referral_decline(actor=actor, referral=found, reason="too_early")
            )
        except FrontdoorError as error:
            return error

    answers = at_once(answer, 12)
    assert sum(isinstance(each, ReferralStep) for each in answers) == 1
    assert found.steps.filter(kind__in=("accepted", "declined")).count() == 1
