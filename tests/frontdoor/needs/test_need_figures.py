"""Needs that nothing answers and the offers there are: figures that open and add up."""

from datetime import date

import pytest

from samspel.core.figures import Request, Slice, contributing, fetch
from samspel.core.programmes.models import Programme
from samspel.frontdoor.models import Need, Offer
from samspel.frontdoor.needs.figures import offers, unmatched
from samspel.frontdoor.offers.services import offer
from tests.frontdoor.making import an_offer
from tests.frontdoor.needs.test_alerts import a_saved_need
from tests.frontdoor.offers.test_offers import a_manager

pytestmark = [pytest.mark.every_database, pytest.mark.django_db]


def test_offers_by_kind_municipality_and_area_are_the_rows(ecs: Programme, demo_day: date) -> None:
    food = ecs.areas.get(code="food")
    an_offer(ecs, areas=[food], place="SE0428")
    an_offer(ecs, kind="advice", place="SE1880")
    an_offer(ecs, valid_to=date(2019, 9, 1))
    offer.offer_withdraw(actor=a_manager(), offer=an_offer(ecs))
    where = Slice(ecs.pk)
    whole, kinds, places, areas = fetch(
        [Request(offers, where), *(Request(offers, where, (key,)) for key in ("help", "municipality", "area"))]
    )
    assert whole[()] == 2
    assert {key[0]: value for key, value in kinds.items() if value} == {"test_bed": 1, "advice": 1}
    assert sum(places.values()) == 2
    assert areas[food.pk,] == 1
    assert contributing(offers, where).count() == 2
    assert Offer.objects.count() == 4


def test_needs_without_a_good_match_by_home_region(ecs: Programme, demo_day: date) -> None:
    a_saved_need(ecs)
    Need.objects.update(good_hits=2)
    other = a_saved_need(ecs, number=2)
    Need.objects.filter(pk=other.pk).update(partner=ecs.partners.get(code="orebro"))
    where = Slice(ecs.pk)
    whole, homes = fetch([Request(unmatched, where), Request(unmatched, where, ("home",))])
    assert whole[()] == 1
    assert {key[0]: value for key, value in homes.items() if value} == {ecs.partners.get(code="orebro").pk: 1}
    assert contributing(unmatched, where).count() == 1
