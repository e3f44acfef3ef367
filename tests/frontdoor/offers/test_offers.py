"""Offers: recorded, changed, kept true, found in the list, and read by everybody."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from samspel.core.access import Role
from samspel.core.models import AuditEvent, User
from samspel.core.programmes.models import Membership, Programme
from samspel.frontdoor.models import IndexChange, Offer
from samspel.frontdoor.offers.rules import offer as offer_rules
from samspel.frontdoor.offers.services import offer as offer_services
from samspel.frontdoor.offers.services.offer import OfferUseData
from tests.conftest import Sign, person
from tests.frontdoor.making import an_actor, an_offer, offer_data

DAYS = st.dates(date(2015, 1, 1), date(2030, 1, 1))


@given(first=DAYS, last=st.none() | DAYS, withdrawn=st.none() | DAYS, day=DAYS)
def test_an_offer_has_one_standing_a_day(first: date, last: date | None, withdrawn: date | None, day: date) -> None:
    state = offer_rules.state_of(first, last, withdrawn, day)
    in_force = first <= day and (last is None or day <= last) and (withdrawn is None or day < withdrawn)
    assert (state == "in_force") == in_force


@given(confirmed=DAYS, days=st.integers(0, 2000))
def test_an_offer_is_stale_a_year_after_it_was_confirmed(confirmed: date, days: int) -> None:
    assert offer_rules.is_stale(confirmed, confirmed + timedelta(days=days)) == (days > 365)


@given(confirmed=DAYS, asked=st.none() | st.integers(0, 900), days=st.integers(0, 900))
def test_its_owner_is_asked_at_most_once_a_month(confirmed: date, asked: int | None, days: int) -> None:
    asked_on = None if asked is None else confirmed + timedelta(days=asked)
    day = confirmed + timedelta(days=days)
    if offer_rules.is_to_be_asked(confirmed, asked_on, day):
        assert offer_rules.is_stale(confirmed, day)
        assert not offer_rules.is_to_be_asked(confirmed, day, day)


@given(st.text(max_size=200), st.sets(st.sampled_from(["offer", "offer-2", "a", "b-c"])))
def test_codes_are_new_and_fit_addresses(title: str, taken: set[str]) -> None:
    code = offer_rules.code_for(title, taken)
    assert code not in taken
    assert len(code) <= 60
    assert code.replace("-", "").isalnum()
    assert code.isascii()


@given(
    low=st.none() | st.integers(-2, 12), high=st.none() | st.integers(-2, 12), first=DAYS, last=st.none() | DAYS
)  # fmt: skip
def test_what_the_database_refuses_is_told_before(low: int | None, high: int | None, first: date, last: Any) -> None:
    told = offer_rules.faults({"trl_low": low, "trl_high": high, "valid_from": first, "valid_to": last})
    right = (low is None and high is None) or (low is not None and high is not None and 1 <= low <= high <= 9)
    right = right and (last is None or last >= first)
    assert bool(told) != right


@pytest.mark.django_db
def test_recording_leaves_an_audit_event_and_tells_the_index(ecs: Programme) -> None:
    offer = an_offer(ecs, uses=[OfferUseData(2019, "Ett bageri", "A bakery")])
    assert (offer.municipality_id, offer.code) == ("SE0483", "testbadd-for-atervunna-metaller")
    assert AuditEvent.objects.get(action="offer.recorded").object_id == str(offer.pk)
    assert list(IndexChange.objects.values_list("kind", "record")) == [("offer", offer.pk)]
    assert [use.text_sv for use in offer.uses.all()] == ["Ett bageri"]
    assert an_offer(ecs).code == "testbadd-for-atervunna-metaller-2"


@pytest.mark.django_db
def test_a_change_is_kept_and_says_that_it_is_true(ecs: Programme, settings: Any) -> None:
    settings.SAMSPEL_TODAY = date(2019, 1, 10)
    offer = an_offer(ecs)
    settings.SAMSPEL_TODAY = date(2020, 3, 1)
    offer_services.offer_change(actor=a_manager(), offer=offer, data=offer_data(offer.organisation, price="free"))
    offer.refresh_from_db()
    assert (offer.price, offer.confirmed_on) == ("free", date(2020, 3, 1))
    assert AuditEvent.objects.get(action="offer.changed").changes == {"price": ["subsidised", "free"]}
    offer_services.offer_withdraw(actor=a_manager(), offer=offer)
    offer_services.offer_withdraw(actor=a_manager(), offer=offer)
    assert AuditEvent.objects.filter(action="offer.withdrawn").count() == 1
    offer_services.offer_restore(actor=a_manager(), offer=offer)
    offer.refresh_from_db()
    assert offer.withdrawn_on is None


def a_manager() -> User:
    """Somebody who manages every programme."""
    user, _ = User.objects.get_or_create(email="leder@example.org", defaults={"name": "Leder"})
    for programme in Programme.objects.all():
        Membership.objects.get_or_create(user=user, programme=programme, role=Role.MANAGER)
    return User.objects.get(pk=user.pk)


@pytest.mark.django_db
def test_an_actor_changes_only_its_own(example: Programme) -> None:
    actor = person(Role.ACTOR)
    own = Membership.objects.get(user=actor, role=Role.ACTOR).organisation
    mine, other = an_offer(example, own), an_offer(example)
    offer_services.offer_confirm(actor=actor, offer=mine)
    for act in (offer_services.offer_confirm, offer_services.offer_withdraw, offer_services.offer_restore):
        with pytest.raises(PermissionDenied):
            act(actor=actor, offer=other)
    with pytest.raises(PermissionDenied):
        offer_services.offer_change(actor=actor, offer=mine, data=offer_data(other.organisation))
    with pytest.raises(PermissionDenied):
        offer_services.offer_record(actor=actor, programme=example, data=offer_data(other.organisation))
    mine.refresh_from_db()
    assert mine.organisation_id == own.pk


def base(programme: Programme) -> str:
    """The address of the offers."""
    return f"/p/{programme.code}/offers/"


@pytest.mark.django_db
def test_everybody_reads_the_list_and_filters_it(ecs: Programme, client: Client, demo_day: date) -> None:
    food, life = ecs.areas.get(code="food"), ecs.areas.get(code="life")
    an_offer(ecs, title_sv="Provkök", areas=[food], place="SE0428")
    an_offer(ecs, title_sv="Coach", kind="advice", areas=[life], place="SE1880")
    an_offer(ecs, title_sv="Förbi", valid_to=date(2019, 9, 29))
    an_offer(ecs, title_sv="Sedan", valid_from=date(2019, 10, 1))
    old = an_offer(ecs, title_sv="Aaa gammal", place="SE1880")
    Offer.objects.filter(pk=old.pk).update(confirmed_on=date(2018, 9, 29))
    page = client.get(base(ecs)).content.decode()
    assert page.index("Coach") < page.index("Provkök") < page.index("Aaa gammal")
    assert "Inte bekräftat på över ett år" in page
    assert "Förbi" not in page
    assert "Sedan" not in page
    assert titles(client.get(base(ecs), {"kind": "advice"})) == ["Coach"]
    assert titles(client.get(base(ecs), {"area": "food"})) == ["Provkök", "Aaa gammal"]
    assert titles(client.get(base(ecs), {"region": "orebro"})) == ["Coach", "Aaa gammal"]
    assert titles(client.get(base(ecs), {"standing": "every"})) == ["Coach", "Provkök", "Aaa gammal"]


def titles(response: Any) -> list[str]:
    """The titles in the list."""
    return [row.offer.title_sv for row in response.context["rows"]]


@pytest.mark.django_db
def test_the_list_asks_no_more_for_more_offers(
    ecs: Programme, client: Client, django_assert_max_num_queries: Any, demo_day: date
) -> None:
    owner = an_actor()
    for number in range(3):
        an_offer(ecs, owner, title_sv=f"Nummer {number}", areas=list(ecs.areas.all()[:2]))
    client.get(base(ecs))
    with django_assert_max_num_queries(9) as few:
        client.get(base(ecs))
    for number in range(3, 22):
        an_offer(ecs, owner, title_sv=f"Nummer {number}", areas=list(ecs.areas.all()[:2]))
    with django_assert_max_num_queries(len(few.captured_queries)):
        assert len(titles(client.get(base(ecs)))) == 22


@pytest.mark.django_db
def test_the_page_says_all_there_is_to_know(ecs: Programme, client: Client, demo_day: date) -> None:
    offer = an_offer(
        ecs, sizes=["micro", "small"], aimed_sizes=["small"], sectors=["C", "86"], trl_low=3, trl_high=6, capacity=4,
        regions=list(ecs.partners.filter(code="orebro")), next_free_on=date(2019, 10, 14),
        contact_role_sv="Testbäddsledare", contact_email="test@example.org", price_note_sv="Första provet gratis",
        uses=[OfferUseData(2019, "Ett bageri fick längre hållbarhet.", "A bakery got longer shelf life.")],
    )  # fmt: skip
    page = client.get(f"{base(ecs)}{offer.code}/").content.decode().replace("\N{NO-BREAK SPACE}", " ")
    for words in (
        "mikroföretag, 0–9 anställda", "Tillverkning", "3–6", "14 oktober 2019", "Testbäddsledare", "test@example.org",
        "Första provet gratis", "Ett bageri fick längre hållbarhet.", "Örebro", "Nedsatt avgift",
    ):  # fmt: skip
        assert words in page, words
    assert "Ändra" not in page
    Offer.objects.filter(pk=offer.pk).update(confirmed_on=date(2018, 1, 1))
    assert "Ingen har bekräftat" in client.get(f"{base(ecs)}{offer.code}/").content.decode()
    client.cookies["language"] = "en"
    assert "Test bed for recycled metals" in client.get(f"{base(ecs)}{offer.code}/").content.decode()
    assert client.get(f"{base(ecs)}no-such/").status_code == 404


@pytest.mark.django_db
def test_a_withdrawn_offer_is_seen_by_those_who_answer_for_it(example: Programme, signed_in: Sign) -> None:
    offer = an_offer(example)
    offer_services.offer_withdraw(actor=person(Role.MANAGER), offer=offer)
    address = f"{base(example)}{offer.code}/"
    assert signed_in(Role.PUBLIC).get(address).status_code == 404
    assert signed_in(Role.ACTOR).get(address).status_code == 404
    assert signed_in(Role.MANAGER).get(address).status_code == 200
    assert titles(signed_in(Role.MANAGER).get(base(example), {"standing": "withdrawn"})) == [offer.title_sv]


@pytest.mark.django_db
def test_an_actor_records_and_keeps_an_offer_true_in_the_browser(
    example: Programme, signed_in: Sign, demo_day: date
) -> None:
    client = signed_in(Role.ACTOR)
    form = client.get(f"{base(example)}new/").context["form"]
    own = Membership.objects.get(user=person(Role.ACTOR), role=Role.ACTOR).organisation
    assert form.fields["organisation"].initial == own.pk
    sent = {
        "organisation": own.pk, "kind": "advice", "title_sv": "Råd", "title_en": "Advice", "text_sv": "Vi råder.",
        "text_en": "We advise.", "price": "free", "valid_from": "2019-09-01", "sectors": "c, 10", "sizes": ["micro"],
        "use-TOTAL_FORMS": "1", "use-INITIAL_FORMS": "0", "use-0-year": "2019", "use-0-text_sv": "Ja",
    }  # fmt: skip
    wrong = client.post(f"{base(example)}new/", sent)
    assert wrong.context["uses"].forms[0].errors
    sent["use-0-text_en"] = "Yes"
    assert client.post(f"{base(example)}new/", sent).url == f"{base(example)}rad/"
    offer = Offer.objects.get(code="rad")
    assert (offer.sectors, offer.sizes, offer.uses.get().text_en) == (["C", "10"], ["micro"], "Yes")
    assert client.post(f"{base(example)}rad/edit/", sent | {"trl_low": "7"}).context["form"].errors["trl_high"]
    assert client.post(f"{base(example)}rad/edit/", sent | {"price": "paid"}).status_code == 302
    Offer.objects.filter(pk=offer.pk).update(confirmed_on=date(2018, 1, 1))
    client.post(f"{base(example)}rad/stand/", {"act": "confirm"})
    offer.refresh_from_db()
    assert (offer.price, offer.confirmed_on) == ("paid", date(2019, 9, 30))
    assert client.get(f"{base(example)}rad/stand/").status_code == 405
    assert client.post(f"{base(example)}rad/stand/", {"act": "explode"}).status_code == 404
    assert signed_in(Role.OFFICER).get(f"{base(example)}rad/edit/").status_code == 200
    assert signed_in(Role.COMPANY).get(f"{base(example)}rad/edit/").status_code == 403
    assert signed_in(Role.PUBLIC).get(f"{base(example)}rad/edit/").status_code == 302
