"""Find support in three steps: what is written is understood, what fits is told, and one request is sent."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail, signing
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from samspel.core.access import Role
from samspel.core.models import AuditEvent
from samspel.core.programmes.models import Programme
from samspel.frontdoor.models import Asker, Need, Offer, Referral, SavedSearch
from samspel.frontdoor.needs import forms
from samspel.frontdoor.needs import labels as needs_labels
from samspel.frontdoor.needs.queries.confirmation import confirmation_token
from samspel.frontdoor.needs.queries.personal_data import personal_data_of
from samspel.frontdoor.needs.rules import need_text
from samspel.frontdoor.needs.rules.fit import AskedAspects, fit
from samspel.frontdoor.needs.services import need as need_services
from samspel.frontdoor.needs.services import rate_limit
from samspel.frontdoor.needs.services.personal_data import personal_data_erase
from samspel.matching import Explanation, Record
from tests.conftest import Sign, person
from tests.frontdoor.making import an_actor, an_offer

NEED = "Vi gör konservburkar i stålplåt och vill gå över till återvunnet material. Ytan måste tåla syra."
WHO = {"name": "Bo Ek", "email": "bo@example.org", "organisation_name": "Burk AB"}


# --- what can be read out of the text ---------------------------------------------------------------------


@given(st.text(max_size=400))
def test_what_is_kept_can_be_kept_and_stays_as_it_is(text: str) -> None:
    kept = need_text.plain(text)
    kept.encode("utf-8")
    assert not set(kept) & {"\0", "\x07", "\x7f", "\ufeff"}
    assert need_text.plain(kept) == kept


@given(st.text(max_size=200), st.lists(st.tuples(st.integers(0, 200), st.integers(0, 20)), max_size=5))
def test_blanking_words_moves_nothing(text: str, spans: list[tuple[int, int]]) -> None:
    places = [(start, min(start + length, len(text))) for start, length in spans if start <= len(text)]
    left = need_text.without(text, places)
    assert len(left) == len(text)
    touched = {at for start, end in places for at in range(start, end)}
    assert all(left[at] == (" " if at in touched else text[at]) for at in range(len(text)))


@given(st.text(max_size=100), st.lists(st.tuples(st.integers(0, 90), st.integers(1, 9)), max_size=6))
def test_marked_pieces_are_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    places, last = [], 0
    for start, length in sorted(spans):
        if start >= last and start + length <= len(text):
            places.append((start, start + length))
            last = start + length
    pieces = needs_labels.marked(text, places)
    assert "".join(piece for piece, _met in pieces) == text
    assert [piece for piece, met in pieces if met] == [text[a:b] for a, b in places]


@pytest.mark.parametrize(
    ("text", "size", "timing"),
    [
        ("Vi är 12 anställda och behöver hjälp genast", "small", "now"),
        ("We have 300 employees", "large", "any"),
        ("Enmansföretag, gärna i höst", "micro", "quarter"),
        ("Mellan 8 anställda och 80 anställda", "", "any"),
    ],
)
def test_size_and_time_are_read_where_the_words_tell(text: str, size: str, timing: str) -> None:
    assert (need_text.size_in(text), need_text.timing_in(text)) == (size, timing)


@given(st.integers(0, 100_000))
def test_every_number_of_staff_has_one_size(staff: int) -> None:
    size = need_text.size_of(staff)
    assert size == ("micro" if staff < 10 else "small" if staff < 50 else "medium" if staff < 250 else "large")


@given(
    strength=st.floats(0, 1), km=st.none() | st.floats(0, 900), size=st.sampled_from(["", "micro", "large"]),
    timing=st.sampled_from(["any", "now"]),
)  # fmt: skip
def test_fit_is_one_to_three_and_silent_on_what_is_not_known(strength: float, km: Any, size: str, timing: str) -> None:
    record = Record("offer:1", "offer.1", {"sv": "x"}, helps=frozenset(["advice"]), home_region="a")
    explanation = Explanation(None, (), (), (), (), ())
    levels = dict(fit(record, explanation, strength, AskedAspects(frozenset(), "a", size, timing, km)))
    assert set(levels.values()) <= {1, 2, 3}
    assert ("size" in levels, "time" in levels, "help" in levels) == (bool(size), timing != "any", False)


# --- the pages ---------------------------------------------------------------------------------------------


@pytest.fixture
def a_person_fills_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forms are sent as by a person who has taken their time."""
    monkeypatch.setattr(forms.GuardedForm, "_too_quick", lambda self, stamp: False)


def base(programme: Programme) -> str:
    """The address of step 1."""
    return f"/p/{programme.code}/find/"


def written(client: Client, programme: Programme, text: str = NEED, **more: Any) -> str:
    """The need written; the address of step 2."""
    answer = client.post(base(programme), {"text": text, "asker_kind": "company", "municipality": "SE0428"} | more)
    assert answer.status_code == 302, answer.context["form"].errors
    return str(answer["Location"])


def sent(client: Client, programme: Programme, offers: list[Offer], **who: Any) -> Need:
    """The need written, with these offers picked, and sent."""
    link = written(client, programme)
    client.post(link, {"offer": [offer.code for offer in offers], "act": "go" if offers else "person"})
    answer = client.post(f"{link}send/", WHO | who)
    assert answer.status_code == 302, answer.context["form"].errors
    return Need.objects.get(link=link.rstrip("/").rsplit("/", 1)[-1])


@pytest.fixture
def offers(ecs: Programme, demo_day: date) -> list[Offer]:
    """A test bed that fits, one only for large companies, and one that has nothing to do with it."""
    industry = ecs.areas.get(code="industry")
    return [
        an_offer(ecs, areas=[industry], place="SE1980", next_free_on=date(2019, 10, 28)),
        an_offer(ecs, sizes=["large"], title_sv="Stålplåt för stora", areas=[industry]),
        an_offer(
            ecs, title_sv="Kurs i hygien", title_en="Hygiene course", text_sv="Vi lär ut handtvätt.", kind="training",
            text_en="We teach hand washing.",
        ),
    ]  # fmt: skip


@pytest.mark.django_db
def test_the_company_gets_help_in_three_steps(
    ecs: Programme,
    client: Client,
    offers: list[Offer],
    a_person_fills_in: None,
    django_capture_on_commit_callbacks: Any,
) -> None:
    link = written(client, ecs)
    page = client.get(link)
    found = page.context["found"]
    assert {hit.offer for hit in found.hits} == set(offers[:2])
    hit = next(hit for hit in found.hits if hit.offer == offers[0])
    assert any("stålplåt" in reason for reason in hit.reasons)
    assert "Det finns i en annan region: Västmanland." in hit.reservations
    assert (page["X-Robots-Tag"], page["Cache-Control"]) == ("noindex, nofollow, noarchive", "no-store")
    assert [piece for piece, met in found.text if met]
    assert page.context["map"].pins
    with django_capture_on_commit_callbacks(execute=True):
        need = sent(client, ecs, [offers[0]], tell="1")
    assert (need.state, need.number, need.partner.code) == ("sent", 1, "sormland")
    assert mail.outbox[-1].to == ["bo@example.org"]
    confirm = re.search(r"http\S+", mail.outbox[-1].body)
    assert confirm
    path = confirm[0].removeprefix("http://localhost:8000")
    assert client.get(path).status_code == 200
    assert Need.objects.get(pk=need.pk).state == "sent"  # opening a link changes nothing
    with django_capture_on_commit_callbacks(execute=True):
        client.post(path)
        client.post(path)
    need.refresh_from_db()
    assert (need.state, need.occurred_on) == ("open", date(2019, 9, 30))
    referral = Referral.objects.get()
    assert (referral.offer, referral.state) == (offers[0], "requested")
    page = client.get(f"{base(ecs)}{need.link}/").content.decode()
    assert offers[0].title_sv in page
    assert "Väntar på svar" in page
    steps = ["need.drafted", "need.chosen", "need.sent", "need.confirmed"]
    told = AuditEvent.objects.filter(object_id=str(need.pk), object_type="frontdoor.need").order_by("pk")
    assert [event.action for event in told] == steps
    assert "bo@example.org" not in str([event.changes for event in told])


@pytest.mark.django_db
def test_what_is_taken_away_is_not_searched_for(
    ecs: Programme, client: Client, offers: list[Offer], a_person_fills_in: None
) -> None:
    link = written(client, ecs)
    small = client.get(link, {"edited": "1", "word": ["stålplåt"], "size": "small", "municipality": "SE0428"})
    found = small.context["found"]
    assert [hit.offer for hit in found.hits] == [offers[0]]
    assert [(offer, cause) for offer, cause in found.near] == [
        (offers[1], "är bara för stora företag, 250 anställda eller fler")
    ]
    assert [piece for piece, met in found.text if met] == ["stålplåt"]
    training = client.get(link, {"edited": "1", "word": ["stålplåt"], "help": ["training"], "size": "large"})
    assert training.context["found"].hits == []
    assert {cause.split(":")[0] for _o, cause in training.context["found"].near} == {
        "är ett annat slag av hjälp än ni bad om"
    }
    late = client.get(link, {"edited": "1", "word": ["stålplåt"], "timing": "now"})
    told = [words for hit in late.context["found"].hits for words in hit.reservations]
    assert any("senare än ni önskade" in words for words in told)
    strange = client.get(link, {"edited": "1", "area": ["no-such"], "timing": "x", "size": "y", "word": ["z"]})
    assert strange.status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        "bröd",
        "ord " * 4999,
        "<script>alert(1)</script><b>stålplåt</b>",
        "🍞🚀 plåt 👩",
        "Haluamme testata teräslevyä",
        "'; DROP TABLE frontdoor_need; --",
        "a\x00b \x01stålplåt\x1b\x7f",
        "zzzz qqqq",
        "Åäö " + "é" * 50,
        "<",
        "x" * 19_999,
    ],
)
def test_odd_needs_give_a_sensible_page(
    ecs: Programme, client: Client, offers: list[Offer], a_person_fills_in: None, text: str
) -> None:
    if not need_text.says_something(need_text.plain(text)):
        answer = client.post(base(ecs), {"text": text, "asker_kind": "company"})
        assert answer.context["form"].errors["text"]
        return
    link = written(client, ecs, text)
    page = client.get(link)
    assert page.status_code == 200
    assert b"<script>alert" not in page.content
    assert "Låt en människa hjälpa mig" in page.content.decode()
    client.post(link, {"act": "person"})
    assert client.get(f"{link}send/").status_code == 200


@pytest.mark.django_db
def test_what_cannot_be_a_need_is_told(ecs: Programme, client: Client, a_person_fills_in: None) -> None:
    for text, words in (("", "fyllas i"), ("12 34", "par ord"), ("ord " * 5001, "20 000")):
        form = client.post(base(ecs), {"text": text, "asker_kind": "company"}).context["form"]
        assert words in str(form.errors["text"])
    assert not Need.objects.exists()


@pytest.mark.django_db
def test_programs_are_slowed_down_and_people_told(ecs: Programme, client: Client, settings: Any) -> None:
    stamp = signing.dumps("form", salt=forms.SALT)
    plain = {"text": NEED, "asker_kind": "company"}
    for more in ({}, {"begun": "wrong"}, {"begun": stamp}, {"begun": stamp, "homepage": "http://spam"}):
        assert client.post(base(ecs), plain | more).context["form"].errors["__all__"], more
    assert not Need.objects.exists()


@pytest.mark.django_db
def test_one_address_asks_so_much_and_no_more(
    ecs: Programme, client: Client, offers: list[Offer], a_person_fills_in: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rate_limit, "MAIL", rate_limit.RateLimit("mail", 1, rate_limit.DAY))
    sent(client, ecs, [offers[0]])
    link = written(client, ecs)
    client.post(link, {"act": "person"})
    answer = client.post(f"{link}send/", WHO | {"email": "BO@example.org"})
    assert answer.context["form"].errors["__all__"]
    monkeypatch.setattr(rate_limit, "WRITE", rate_limit.RateLimit("write", 1, rate_limit.HOUR))
    assert client.post(base(ecs), {"text": NEED, "asker_kind": "company"}).status_code == 429


@pytest.mark.django_db
def test_there_is_always_a_person(
    ecs: Programme, client: Client, demo_day: date, a_person_fills_in: None, django_capture_on_commit_callbacks: Any
) -> None:
    need = sent(client, ecs, [])
    assert need.wants_person
    need_services.need_confirm(need=need)
    referral = Referral.objects.get()
    assert (referral.offer, referral.partner.code) == (None, "sormland")


@pytest.mark.django_db
def test_nothing_is_sent_without_a_choice_or_twice(
    ecs: Programme, client: Client, offers: list[Offer], a_person_fills_in: None
) -> None:
    link = written(client, ecs)
    assert client.post(link, {"act": "go"}).status_code == 200
    assert client.get(f"{link}send/").status_code == 302
    need = sent(client, ecs, [offers[0]])
    assert client.get(f"{base(ecs)}{need.link}/send/").status_code == 404
    assert client.get(f"{base(ecs)}{need.link}/text/").status_code == 404
    assert client.get(f"{base(ecs)}{'x' * 32}/").status_code == 404
    assert client.get(f"{base(ecs)}{need.link}/confirm/made-up/").status_code == 404
    other = sent(client, ecs, [offers[0]], email="an@example.org")
    token = confirmation_token(other)
    assert client.post(f"{base(ecs)}{need.link}/confirm/{token}/").status_code == 404
    need.refresh_from_db()
    assert need.state == "sent"


@pytest.mark.django_db
def test_the_asker_takes_back_stops_and_erases_by_the_link(
    ecs: Programme, client: Client, offers: list[Offer], a_person_fills_in: None
) -> None:
    need = sent(client, ecs, [offers[0]], tell="1")
    need_services.need_confirm(need=need)
    act = f"{base(ecs)}{need.link}/act/"
    assert client.get(act).status_code == 405
    client.post(act, {"act": "stop"})
    assert SavedSearch.objects.get().stopped_at
    client.post(act, {"act": "erase"})
    assert not Asker.objects.exists()
    assert not SavedSearch.objects.exists()
    assert "Era uppgifter är raderade." in client.get(f"{base(ecs)}{need.link}/").content.decode()
    client.post(act, {"act": "withdraw"})
    need.refresh_from_db()
    assert (need.state, Referral.objects.get().state) == ("closed", "withdrawn")


@pytest.mark.django_db
def test_a_company_contact_is_known_and_confirmed_at_once(
    example: Programme, signed_in: Sign, a_person_fills_in: None, demo_day: date
) -> None:
    client, who = signed_in(Role.COMPANY), person(Role.COMPANY)
    link = written(client, example)
    client.post(link, {"act": "person"})
    form = client.get(f"{link}send/").context["form"]
    own = who.memberships.get().organisation
    assert (form.initial["email"], form.initial["organisation_name"]) == (who.email, own.name)
    client.post(f"{link}send/", WHO | {"email": who.email})
    need = Need.objects.filter(example=False).get()
    assert (need.state, need.organisation) == ("open", own)


@pytest.mark.django_db
def test_time_takes_away_what_it_should(
    ecs: Programme, client: Client, offers: list[Offer], a_person_fills_in: None, settings: Any
) -> None:
    kept = need_services.need_confirm(need=sent(client, ecs, [offers[0]]))
    sent(client, ecs, [offers[0]], email="an@example.org")
    written(client, ecs)
    assert need_services.needs_tidy() == {"askers": 0, "needs": 0}
    settings.SAMSPEL_TODAY = date(2019, 9, 30) + timedelta(days=20)
    assert need_services.needs_tidy() == {"askers": 0, "needs": 2}
    settings.SAMSPEL_TODAY = date(2019, 9, 30) + timedelta(days=800)
    assert need_services.needs_tidy() == {"askers": 1, "needs": 0}
    assert list(Need.objects.all()) == [kept]


@pytest.mark.django_db
def test_own_data_tell_of_needs_and_go_with_the_person(
    example: Programme, client: Client, a_person_fills_in: None, demo_day: date
) -> None:
    who = person(Role.COMPANY)
    need = sent(client, example, [], email=who.email.upper())
    told = personal_data_of(who)
    assert [row["need__number"] for row in told["needs"]] == [need.number]
    personal_data_erase(user=who)
    assert not Asker.objects.filter(need=need).exists()
    assert Need.objects.filter(pk=need.pk).exists()


@pytest.mark.django_db
def test_suggestions_ask_no_more_for_more_offers(
    ecs: Programme, client: Client, offers: list[Offer], a_person_fills_in: None, django_assert_max_num_queries: Any
) -> None:
    link = written(client, ecs)
    client.get(link)
    with django_assert_max_num_queries(40) as few:
        client.get(link)
    number = len(few)
    for _number in range(12):
        an_offer(ecs, an_actor(), areas=list(ecs.areas.all()[:2]))
    client.get(link)
    with django_assert_max_num_queries(number + 1):
        assert len(client.get(link).context["found"].hits) == 6
