"""What is indexed and found, beside what must not be: withdrawn, closed, no company, another programme's."""

from datetime import date
from typing import Any

import pytest

from samspel.core import clock
from samspel.core.programmes.models import Programme
from samspel.frontdoor.models import Need, Offer
from samspel.frontdoor.search.queries import matches, records
from samspel.matching import Wish
from tests.frontdoor.making import an_actor, an_offer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(settings: Any) -> None:
    """A day within the programme."""
    settings.SAMSPEL_TODAY = date(2019, 9, 2)


def a_need(programme: Programme, **values: Any) -> Need:
    """An open need."""
    told: dict[str, Any] = {
        "programme": programme, "number": Need.objects.count() + 1,
        "text": "Vi vill mäta i degen.", "language": "sv", "state": "open",
        "made_at": clock.now(), "confirmed_at": clock.now(), "occurred_on": clock.today(),
    }  # fmt: skip
    return Need.objects.create(**told | values)


def test_records_are_of_what_may_be_found(ecs: Programme) -> None:
    offer, gone = an_offer(ecs), an_offer(ecs, title_sv="Återtaget")
    Offer.objects.filter(pk=gone.pk).update(withdrawn_on=date(2019, 9, 1))
    need, closed, draft = a_need(ecs), a_need(ecs, state="closed"), a_need(ecs, state="draft", number=None)
    company, institute = an_actor(kind="company"), offer.organisation
    assert [r.key for r in records.offer_records([offer.pk, gone.pk])] == [f"offer:{offer.pk}"]
    assert [r.key for r in records.need_records([need.pk, closed.pk, draft.pk])] == [f"need:{need.pk}"]
    assert [r.key for r in records.company_records([company.pk, institute.pk])] == [f"company:{company.pk}"]
    every = {record.key for record in records.every_record()}
    assert every == {f"offer:{offer.pk}", f"need:{need.pk}", f"company:{company.pk}"}
    asked = [f"offer:{gone.pk}", f"offer:{offer.pk}", f"need:{closed.pk}", f"company:{company.pk}"]
    assert set(records.records_by_key(asked)) == {f"offer:{offer.pk}", f"company:{company.pk}"}


def test_a_record_has_its_own_areas_and_regions(ecs: Programme, nordmark: Programme) -> None:
    orebro = list(ecs.partners.filter(code="orebro"))
    one = an_offer(ecs, areas=list(ecs.areas.filter(code="food")), regions=orebro, place="SE0428")
    two = an_offer(ecs, title_sv="Annat", areas=list(ecs.areas.filter(code="industry")), place="SE0428")
    three = an_offer(nordmark, place="SE0428")
    found = records.records_by_key([f"offer:{offer.pk}" for offer in (one, two, three)])
    of = [found[f"offer:{offer.pk}"] for offer in (one, two, three)]
    assert [set(record.areas) for record in of] == [{"food"}, {"industry"}, set()]
    assert [set(record.regions) for record in of] == [{"orebro"}, set(), set()]
    assert [record.home_region for record in of] == ["sormland", "sormland", ""]
    assert of[0].kind != of[2].kind


def test_a_match_stays_inside_the_programme(ecs: Programme, nordmark: Programme) -> None:
    ours, theirs = an_offer(ecs), an_offer(nordmark)
    found = matches.matches(matches.need_wish(a_need(ecs, text="Återvunnen stålplåt som tål syra"), [], []))
    assert {matches.record_pk(hit) for hit in found.hits} == {ours.pk}
    assert matches.offers_like(nordmark, "återvunnen stålplåt") == [theirs.pk]


def test_a_wish_is_for_the_programmes_offers_and_the_needs_place(ecs: Programme) -> None:
    need = a_need(ecs, municipality_id="SE0428", partner=ecs.partners.get(code="sormland"), timing="now")
    wish = matches.need_wish(need, ["food"], ["advice"])
    assert isinstance(wish, Wish)
    assert (wish.kinds, wish.region, wish.municipality) == (frozenset([f"offer.{ecs.pk}"]), "sormland", "SE0428")
    assert (wish.areas, wish.helps, wish.wanted_by) == (
        frozenset(["food"]), frozenset(["advice"]), date(2019, 9, 16),
    )  # fmt: skip
