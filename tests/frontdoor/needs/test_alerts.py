"""Saved searches: told once of what fits, and no more when they are stopped. Offers: asked about once a year."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from samspel.core import clock
from samspel.core.access import Role
from samspel.core.models import AuditEvent
from samspel.core.programmes.models import Membership, Programme
from samspel.frontdoor.models import Alert, Asker, Need, Offer, SavedSearch
from samspel.frontdoor.needs.services.alerts import alerts_mail, alerts_match
from samspel.frontdoor.offers.queries.confirmation_token import confirmation_token
from samspel.frontdoor.offers.services import offer as offer_services
from samspel.frontdoor.offers.services import reminders
from samspel.frontdoor.search.services.outbox import index_change_note
from tests.conftest import Sign, person
from tests.frontdoor.making import an_offer, offer_data
from tests.frontdoor.offers.test_offers import a_manager

pytestmark = pytest.mark.django_db


def a_saved_need(programme: Programme, text: str = "Vi vill dragprova återvunnen stålplåt", number: int = 1) -> Need:
    """An open need whose asker wants to be told."""
    now = clock.now()
    need = Need.objects.create(
        programme=programme, number=number, text=text, language="sv", state="open", made_at=now, sent_at=now,
        confirmed_at=now, occurred_on=clock.today(), tags={"helps": []}, weighed_at=now,
    )  # fmt: skip
    Asker.objects.create(
        need=need, name="Bo", email="bo@example.org", given_on=clock.today(), keep_until=date(2030, 1, 1)
    )
    SavedSearch.objects.create(programme=programme, need=need, email="bo@example.org", made_at=now)
    index_change_note(kind="need", records=[need.pk])
    return need


def told(capture: Any) -> int:
    """A night's work; how many mails."""
    with capture(execute=True):
        alerts_match()
        return alerts_mail()


def test_a_new_offer_is_told_once(ecs: Programme, django_capture_on_commit_callbacks: Any) -> None:
    need, other = a_saved_need(ecs), a_saved_need(ecs, "Kurs i bokföring för föreningar", number=2)
    offer = an_offer(ecs)
    for number in range(8):
        an_offer(ecs, title_sv=f"Ullspinneri {number}", text_sv="Vi spinner ull.", title_en="Wool", text_en="Wool.")
    assert told(django_capture_on_commit_callbacks) == 1
    assert list(Alert.objects.values_list("search__need", "offer")) == [(need.pk, offer.pk)]
    letter = mail.outbox[-1]
    assert (letter.to, offer.title_sv in letter.body) == (["bo@example.org"], True)
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert told(django_capture_on_commit_callbacks) == 0
    offer_services.offer_change(actor=a_manager(), offer=offer, data=offer_data(offer.organisation, price="free"))
    assert told(django_capture_on_commit_callbacks) == 0
    assert other.saved_search.alerts.count() == 0


def test_a_stopped_search_hears_no_more(ecs: Programme, django_capture_on_commit_callbacks: Any) -> None:
    need = a_saved_need(ecs)
    link = f"/p/{ecs.code}/find/alerts/{need.saved_search.link}/"
    strict = Client(enforce_csrf_checks=True)
    assert strict.get(link).status_code == 200
    need.saved_search.refresh_from_db()
    assert need.saved_search.stopped_at is None  # opening it stops nothing
    assert strict.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert AuditEvent.objects.filter(action="alerts.stopped").count() == 1
    an_offer(ecs)
    assert told(django_capture_on_commit_callbacks) == 0
    assert strict.get(f"/p/{ecs.code}/find/alerts/{'x' * 32}/").status_code == 404


def test_owners_are_told_of_needs_without_their_words(
    example: Programme, signed_in: Sign, django_capture_on_commit_callbacks: Any, demo_day: date
) -> None:
    own = Membership.objects.get(user=person(Role.ACTOR), role=Role.ACTOR).organisation
    offer = an_offer(example, own)
    client = signed_in(Role.ACTOR)
    address = f"/p/{example.code}/offers/{offer.code}/watch/"
    assert client.post(address).status_code == 302
    assert signed_in(Role.COMPANY).post(address).status_code == 403
    need = a_saved_need(example, "Vi vill dragprova återvunnen stålplåt och få ytbehandling som tål syra", number=99)
    Need.objects.filter(pk=need.pk).update(weighed_at=None)
    assert told(django_capture_on_commit_callbacks) >= 1
    letter = next(m for m in mail.outbox if m.to == [person(Role.ACTOR).email])
    assert "99" in letter.body
    assert "stålplåt" not in letter.body
    client.post(address, {"stop": "1"})
    assert SavedSearch.objects.get(offer=offer).stopped_at


def test_owners_are_asked_once_a_year_and_answer_with_one_click(
    example: Programme, client: Client, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.SAMSPEL_TODAY = date(2019, 9, 30)
    own = Membership.objects.get(user=person(Role.ACTOR), role=Role.ACTOR).organisation
    offer = an_offer(example, own, contact_email="test@example.org")
    assert reminders.offer_reminders_send() == 0
    settings.SAMSPEL_TODAY = date(2019, 9, 30) + timedelta(days=366)
    with django_capture_on_commit_callbacks(execute=True):
        assert reminders.offer_reminders_send() == 1
    assert {address for letter in mail.outbox for address in letter.to} == {
        person(Role.ACTOR).email,
        "test@example.org",
    }
    assert reminders.offer_reminders_send() == 0
    link = f"/p/{example.code}/offers/{offer.code}/still-true/{confirmation_token(offer)}/"
    assert client.get(link).status_code == 200
    assert Offer.objects.get(pk=offer.pk).confirmed_on == date(2019, 9, 30)
    assert client.post(link).status_code == 200
    assert Offer.objects.get(pk=offer.pk).confirmed_on == settings.SAMSPEL_TODAY
    assert client.post(link).status_code == 404  # used
    other = an_offer(example)
    assert client.post(link.replace(offer.code, other.code)).status_code == 404


def test_an_offer_to_confirm_waits_on_the_work_list(example: Programme, signed_in: Sign, settings: Any) -> None:
    settings.SAMSPEL_TODAY = date(2019, 9, 30)
    own = Membership.objects.get(user=person(Role.ACTOR), role=Role.ACTOR).organisation
    offer = an_offer(example, own, title_sv="Ugnar för knäckebröd")
    Offer.objects.filter(pk=offer.pk).update(confirmed_on=date(2018, 9, 1))
    page = signed_in(Role.ACTOR).get(f"/p/{example.code}/work/").content.decode()
    assert "Stämmer erbjudandet ”Ugnar för knäckebröd” fortfarande?" in page
    assert "Ugnar för knäckebröd" not in signed_in(Role.COMPANY).get(f"/p/{example.code}/work/").content.decode()
