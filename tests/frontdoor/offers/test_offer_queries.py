"""Each read of offers beside a neighbour that must not count: another programme's, another owner's, one not given."""

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.contrib.auth.models import AnonymousUser

from samspel.core.access import Role
from samspel.core.models import User
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Membership, Programme
from samspel.core.programmes.structure import structure_of
from samspel.frontdoor.models import Offer, SavedSearch
from samspel.frontdoor.needs.queries.needs import search_in_force
from samspel.frontdoor.offers.queries import choices, export, offers
from samspel.frontdoor.offers.queries.offers import OfferFilters
from tests.frontdoor.making import an_actor, an_offer

DAY = date(2019, 9, 2)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(settings: Any) -> None:
    """A day within the programme."""
    settings.SAMSPEL_TODAY = DAY


def member(programme: Programme, role: Role, **of: Any) -> User:
    """Somebody with the role."""
    user = User.objects.create_user(f"{role}{User.objects.count()}@example.org", name="Någon")
    Membership.objects.create(user=user, programme=programme, role=role, **of)
    return user


def reads(programme: Programme, reader: Any = None) -> ReadContext:
    """The reader's view of the programme; the public's where nobody is given."""
    return ReadContext(structure_of(programme), reader or AnonymousUser(), DAY)


def withdrawn(offer: Offer) -> Offer:
    """The offer, withdrawn since yesterday."""
    Offer.objects.filter(pk=offer.pk).update(withdrawn_on=date(2019, 9, 1))
    return offer


def not_given(programme: Programme, other: Programme) -> list[Offer]:
    """Neighbours of an offer in force: coming, past, withdrawn, and another programme's."""
    return [
        an_offer(programme, title_sv="Kommande", valid_from=date(2019, 9, 3)),
        an_offer(programme, title_sv="Förbi", valid_to=date(2019, 9, 1)),
        withdrawn(an_offer(programme, title_sv="Återtaget")),
        an_offer(other, title_sv="Grannens"),
    ]


def test_in_force_is_given_today_in_this_programme(ecs: Programme, nordmark: Programme) -> None:
    last_day = an_offer(ecs, title_sv="Sista dagen", valid_to=DAY)
    first_day = an_offer(ecs, title_sv="Första dagen", valid_from=DAY)
    neighbours = not_given(ecs, nordmark)
    assert set(offers.offers_in_force(ecs.pk)) == {last_day, first_day}
    assert offers.offers_in_force_count(ecs) == 2
    assert set(offers.offer_choices(ecs)) == {last_day, first_day}
    assert list(offers.offer_choices(ecs, last_day.pk)) == [first_day]
    codes = [o.code for o in (last_day, *neighbours)]
    assert offers.offers_by_codes(ecs, codes) == [last_day]
    assert [offers.is_given(o) for o in Offer.objects.filter(programme=ecs).order_by("pk")] == [
        True, True, True, False, False,
    ]  # fmt: skip


def test_the_list_leaves_out_what_the_filters_do_not_ask_for(ecs: Programme, nordmark: Programme) -> None:
    food, industry = (list(ecs.areas.filter(code=code)) for code in ("food", "industry"))
    bread = an_offer(ecs, title_sv="Bröd", areas=food, kind="advice", place="SE0428")
    steel = an_offer(ecs, title_sv="Stål", areas=industry, place="SE1980")
    every = an_offer(ecs, title_sv="Till alla", place="SE1980")
    not_given(ecs, nordmark)
    public = reads(ecs)
    assert list(offers.offer_list(public, OfferFilters())) == [bread, steel, every]
    assert list(offers.offer_list(public, OfferFilters(area="food"))) == [bread, every]
    assert list(offers.offer_list(public, OfferFilters(kind="advice"))) == [bread]
    assert list(offers.offer_list(public, OfferFilters(owner=str(steel.organisation_id)))) == [steel]
    assert list(offers.offer_list(public, OfferFilters(region="sormland"))) == [bread]


def test_only_who_answers_for_offers_sees_those_not_given(ecs: Programme, nordmark: Programme) -> None:
    own = an_offer(ecs, title_sv="Egen")
    gone = withdrawn(an_offer(ecs, own.organisation, title_sv="Egen, återtagen"))
    old = an_offer(ecs, own.organisation, title_sv="Egen, gammal")
    Offer.objects.filter(pk=old.pk).update(confirmed_on=date(2018, 9, 1))
    others_old = an_offer(ecs, title_sv="Andras, gammal")
    Offer.objects.filter(pk=others_old.pk).update(confirmed_on=date(2018, 9, 1))
    withdrawn(an_offer(ecs, title_sv="Andras, återtagen"))
    withdrawn(an_offer(nordmark, own.organisation, title_sv="Egen, i grannprogrammet"))
    actor = reads(ecs, member(ecs, Role.ACTOR, organisation=own.organisation))

    def listed(context: ReadContext, standing: str) -> list[Offer]:
        return list(offers.offer_list(context, OfferFilters(standing=standing)).order_by("pk"))

    assert listed(actor, offers.WITHDRAWN) == [gone]
    assert listed(actor, offers.STALE) == [old]
    assert listed(actor, offers.EVERY) == [own, gone, old]
    assert gone not in listed(reads(ecs), offers.WITHDRAWN)
    assert list(offers.offers_to_confirm(actor.reader, ecs.pk, DAY)) == [old]


def test_an_offer_is_found_by_its_code_in_its_own_programme(ecs: Programme, nordmark: Programme) -> None:
    ours, theirs = an_offer(ecs), an_offer(nordmark)
    assert ours.code == theirs.code
    assert offers.offer_by_code(ecs, ours.code) == ours
    assert offers.offer_by_code(nordmark, ours.code) == theirs
    assert offers.offer_by_code(ecs, "annan") is None


def test_offers_of_owners_are_theirs_and_not_withdrawn(ecs: Programme, nordmark: Programme) -> None:
    own = an_offer(ecs)
    an_offer(ecs, title_sv="Andras")
    withdrawn(an_offer(ecs, own.organisation, title_sv="Egen, återtagen"))
    an_offer(nordmark, own.organisation, title_sv="I grannprogrammet")
    assert offers.offers_of_owners(ecs, [own.organisation_id]) == [own]


def test_owners_to_choose_among_act_in_the_programme(ecs: Programme, nordmark: Programme) -> None:
    here, there, idle = an_offer(ecs).organisation, an_offer(nordmark).organisation, an_actor()
    manager = reads(ecs, member(ecs, Role.MANAGER))
    chosen = set(offers.offer_owner_choices(manager))
    assert here in chosen
    assert not chosen & {there, idle}
    assert list(offers.offer_owner_choices(reads(ecs, member(ecs, Role.ACTOR, organisation=idle)))) == [idle]
    assert not offers.offer_owner_choices(reads(ecs, member(nordmark, Role.MANAGER)))


def test_choices_are_the_programmes_own(ecs: Programme, nordmark: Programme) -> None:
    assert set(choices.area_choices(ecs)) == set(ecs.areas.all())
    assert set(choices.partner_choices(ecs)) == set(ecs.partners.all())
    one, stranger = ecs.partners.all()[0], nordmark.partners.all()[0]
    assert list(choices.partner_choices(ecs, [one.pk, stranger.pk])) == [one]
    assert [m.code for m in choices.municipality_choices(["SE0428"])] == ["SE0428"]


def test_a_watched_offer_has_its_own_search_in_force(ecs: Programme) -> None:
    offer, other, stopped = (an_offer(ecs, title_sv=title) for title in ("Ett", "Två", "Tre"))
    search = SavedSearch.objects.create(programme=ecs, offer=offer, email="a@example.org", made_at="2019-09-01T00:00Z")
    SavedSearch.objects.create(
        programme=ecs, offer=stopped, email="a@example.org", made_at="2019-09-01T00:00Z", stopped_at="2019-09-02T00:00Z"
    )
    assert [search_in_force(each) for each in (offer, other, stopped)] == [search, None, None]


def test_exports_hold_the_offers_in_force_and_no_others(ecs: Programme, nordmark: Programme) -> None:
    ours = an_offer(ecs)
    not_given(ecs, nordmark)
    sheet = openpyxl.load_workbook(io.BytesIO(export.offers_as_workbook(reads(ecs)))).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == [ours.code]
    document = export.offers_as_open_referral(reads(ecs))
    assert [service["id"] for service in document["services"]] == [ours.code]
    assert [owner["name"] for owner in document["organizations"]] == [ours.organisation.name]
