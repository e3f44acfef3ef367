"""What people do in the actors room: register, describe, own, contact, merge and part."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from samspel.actors.duplicates import services as duplicates_services
from samspel.actors.models import ActorFunction, Contact, KeptApart, Merge, Organisation, Ownership
from samspel.actors.organisations.queries import history
from samspel.core.access import Role
from samspel.core.figures import Slice, measure, values
from samspel.core.models import AuditEvent
from samspel.core.programmes.models import Programme
from tests.actors.organisations.test_pages import an_actor, company
from tests.conftest import Sign, person

pytestmark = pytest.mark.django_db
PERSONAL = "811218-9876"
NEW = {"name": "Ny Verkstad i Sala", "kind": "company", "country": "SE", "number": ""}


@pytest.fixture
def manager(example: Programme, demo_day: Any, signed_in: Sign) -> Client:
    """The programme manager, reading English."""
    client = signed_in(Role.MANAGER)
    client.cookies["language"] = "en"
    return client


@pytest.fixture
def base(example: Programme) -> str:
    """Where the room's addresses begin."""
    return f"/p/{example.code}/actors/"


def errors(answer: Any) -> dict[str, Any]:
    """The form's errors; the page must not have moved on."""
    assert answer.status_code == 200
    return dict(answer.context["form"].errors)


def test_an_organisation_is_registered_and_described(manager: Client, base: str) -> None:
    sent = {**NEW, "number": "16556677-8899", "municipality": "SE1981", "aliases": "Verkstan\n\n Verkstan \nNVS"}
    answer = manager.post(base + "new/", sent)
    made = Organisation.objects.get(name="Ny Verkstad i Sala")
    assert answer["Location"] == f"{base}{made.pk}/"
    assert (made.number, made.identity) == ("5566778899", "number")
    assert [alias.name for alias in made.aliases.all()] == ["NVS", "Verkstan"]
    shown = manager.get(f"{base}{made.pk}/edit/").context["form"]
    assert shown["number"].value() == "556677-8899"
    sent = {**sent, "industry": "10.71", "aliases": "NVS", "website": "verkstad.example"}
    assert manager.post(f"{base}{made.pk}/edit/", sent).status_code == 302
    made.refresh_from_db()
    assert (made.industry, made.website) == ("10.71", "https://verkstad.example")
    assert [alias.name for alias in made.aliases.all()] == ["NVS"]


def test_what_is_wrong_is_told_and_what_was_typed_is_kept(manager: Client, base: str) -> None:
    taken = company()
    sent = {**NEW, "number": "556677-8898", "industry": "nej", "started_on": "2019-02-01", "ended_on": "2018-01-01"}
    answer = manager.post(base + "new/", {**sent, "country": "Sverige"})
    assert set(errors(answer)) == {"number", "industry", "ended_on", "country"}
    text = answer.content.decode()
    for typed in (NEW["name"], "556677-8898", "Sverige"):
        assert f'value="{typed}"' in text
    assert text.count('aria-invalid="true"') == 4
    answer = manager.post(base + "new/", {**NEW, "number": taken.number})
    assert "already has this organisation number" in errors(answer)["number"][0]
    assert not Organisation.objects.filter(name=NEW["name"]).exists()


def test_a_look_alike_is_asked_about_once(manager: Client, base: str) -> None:
    known = company()
    sent = {**NEW, "name": known.name.upper(), "municipality": known.municipality_id}
    answer = manager.post(base + "new/", sent)
    assert set(errors(answer)) == {"another"}
    assert known in answer.context["form"].alike
    assert len(answer.context["form"].alike) <= 3
    assert f'href="{base}{known.pk}/"' in answer.content.decode()
    assert manager.post(base + "new/", {**sent, "another": "on"}).status_code == 302
    made = Organisation.objects.get(name=known.name.upper())
    assert manager.post(f"{base}{made.pk}/edit/", {**sent, "industry": "10"}).status_code == 302


def test_a_personal_number_is_neither_stored_nor_shown(manager: Client, base: str) -> None:
    answer = manager.post(base + "new/", {**NEW, "number": PERSONAL, "industry": "nej"})
    assert set(errors(answer)) == {"industry"}
    assert "9876" not in answer.content.decode()
    answer = manager.post(base + "new/", {**NEW, "number": "811218-9875"})
    assert set(errors(answer)) == {"number"}
    assert "9875" not in answer.content.decode()
    assert manager.post(base + "new/", {**NEW, "number": PERSONAL}).status_code == 302
    made = Organisation.objects.get(name=NEW["name"])
    assert made.identity == "personal"
    kept = made.number
    page = manager.get(f"{base}{made.pk}/").content.decode()
    assert "Sole trader; the number is protected" in page
    assert kept not in page
    form = manager.get(f"{base}{made.pk}/edit/")
    assert form.context["form"]["number"].value() == ""
    assert "Leave the field empty to keep it" in form.content.decode()
    assert manager.post(f"{base}{made.pk}/edit/", {**NEW, "industry": "10"}).status_code == 302
    made.refresh_from_db()
    assert (made.number, made.identity, made.industry) == (kept, "personal", "10")
    for event in AuditEvent.objects.all():
        assert "9876" not in str(event.changes)


def test_a_personal_number_is_not_kept_over_sign_in(base: str, demo_day: Any, client: Client) -> None:
    for path, name in (("new/", "number"), (f"{company().pk}/owners/", "other")):
        assert client.post(base + path, {**NEW, name: PERSONAL}).status_code == 302
        kept = [session.get_decoded() for session in Session.objects.all()]
        assert kept
        assert "9876" not in str(kept)


def test_what_was_typed_comes_back_after_sign_in(base: str, demo_day: Any, client: Client) -> None:
    client.post(base + "new/", {**NEW, "number": "556677-8899"})
    client.force_login(person(Role.MANAGER))
    form = client.get(base + "new/").context["form"]
    assert (form["name"].value(), form["number"].value()) == (NEW["name"], "556677-8899")


def test_functions_are_set_cell_by_cell(manager: Client, base: str, example: Programme) -> None:
    actor = an_actor()
    sent = {"functions": ["food:advice", "energy:training"], "competences": ["biogas"]}
    assert manager.post(f"{base}{actor.pk}/functions/", sent).status_code == 302
    rows = ActorFunction.objects.filter(programme=example, organisation=actor)
    assert {f"{r.area.code}:{r.function}" for r in rows} == {"food:advice", "energy:training"}
    assert [c.code for c in actor.competences.all()] == ["biogas"]
    assert set(errors(manager.post(f"{base}{actor.pk}/functions/", {"functions": ["x:y"]}))) == {"functions"}
    text = manager.get(f"{base}{actor.pk}/functions/").content.decode()
    boxes = re.findall(r'<input type="checkbox"[^>]*? id="([^"]+)"', " ".join(text.split()))
    assert len(boxes) == text.count('type="checkbox"') > 60
    assert all(f'for="{box}"' in text for box in boxes)


def test_an_area_lead_changes_the_own_area_only(base: str, example: Programme, demo_day: Any, signed_in: Sign) -> None:
    lead, actor = signed_in(Role.AREA_LEAD), an_actor()
    before = set(actor.functions.values_list("area__code", "function"))
    assert ("life", "research") not in before
    sent = {"functions": ["life:research", "energy:research"]}
    assert lead.post(f"{base}{actor.pk}/functions/", sent).status_code == 302
    after = set(actor.functions.values_list("area__code", "function"))
    assert after == before | {("life", "research")}
    text = lead.get(f"{base}{actor.pk}/functions/").content.decode()
    assert text.count("disabled") == 7 * (example.areas.count() - 1)


def test_years_give_a_size_class(manager: Client, base: str) -> None:
    of = an_actor()
    sent = {"year": "2018", "staff": "8,5", "turnover": "1 250 000", "balance": ""}
    assert manager.post(f"{base}{of.pk}/years/", sent).status_code == 302
    of.refresh_from_db()
    assert of.size_class == "micro"
    assert manager.post(f"{base}{of.pk}/years/", {**sent, "staff": "80", "balance": "1"}).status_code == 302
    assert of.years.get().size_class == "medium"
    bad = {"year": "2031", "staff": "många", "turnover": "-1", "balance": "1,005"}
    answer = manager.post(f"{base}{of.pk}/years/", bad)
    assert set(errors(answer)) == {"year", "staff", "turnover", "balance"}
    assert 'value="många"' in answer.content.decode()
    shown = manager.get(f"{base}{of.pk}/years/?year=2018").context["form"]
    assert shown["staff"].value() == 80


def test_owners_are_recorded_and_ended(manager: Client, base: str) -> None:
    of, mother = company(), an_actor()
    path = f"{base}{of.pk}/owners/"
    sent = {"other": mother.name.lower(), "direction": "owner", "kind": "votes", "share": "60", "since": "2018-01-01"}
    assert manager.post(path, sent).status_code == 302
    hold = Ownership.objects.get()
    assert (hold.owner, hold.owned, hold.share) == (mother, of, 60)
    assert mother in manager.get(f"{base}{of.pk}/").context["about"].inside.undertaking
    assert of in manager.get(f"{base}{mother.pk}/").context["about"].inside.undertaking
    answer = manager.post(path, {"hold": hold.pk, "until": "2017-01-01"})
    assert answer.status_code == 200
    assert answer.context["ending"].errors
    assert manager.get(f"{path}?end={hold.pk}").context["ended"] == hold
    assert manager.post(path, {"hold": hold.pk, "until": "2019-01-01"}).status_code == 302
    assert manager.get(f"{base}{of.pk}/").context["about"].inside.undertaking == []
    elsewhere = Organisation.objects.filter(kind="company").order_by("-pk")[0]
    assert manager.post(f"{base}{elsewhere.pk}/owners/", {"hold": hold.pk, "until": "2019-02-01"}).status_code == 404


def test_a_hold_that_cannot_be_is_refused(manager: Client, base: str) -> None:
    of = company()
    path = f"{base}{of.pk}/owners/"
    sent = {"other": "Ingen Alls AB", "direction": "owned", "kind": "votes", "share": "", "since": "2018-01-01"}
    assert set(errors(manager.post(path, sent))) == {"other", "share"}
    own = {**sent, "other": of.number, "kind": "dominant", "share": "40", "until": "2018-01-01"}
    assert set(errors(manager.post(path, own))) == {"other", "share", "until"}
    answer = manager.post(path, {**sent, "other": "Vreta Klaster"})
    assert "Vreta Kluster" in errors(answer)["other"][0]
    assert 'value="Vreta Klaster"' in answer.content.decode()
    assert not Ownership.objects.exists()


def test_contacts_are_kept_for_a_time_and_erased(
    manager: Client, base: str, example: Programme, demo_day: Any, signed_in: Sign
) -> None:
    of = an_actor()
    shown = manager.get(f"{base}{of.pk}/contacts/").context["form"]
    assert shown["keep_until"].value().year == demo_day.year + 2
    sent = {
        "name": "Vera Sten", "email": "vera@example.org", "basis": "consent", "given_on": "2019-09-01",
        "keep_until": "2020-09-01",
    }  # fmt: skip
    assert manager.post(f"{base}{of.pk}/contacts/", sent).status_code == 302
    contact = Contact.objects.get()
    answer = manager.post(f"{base}{of.pk}/contacts/", {**sent, "email": "", "keep_until": "2031-01-01"})
    assert set(errors(answer)) == {"email", "keep_until"}
    assert 'value="Vera Sten"' in answer.content.decode()
    Contact.objects.update(keep_until=demo_day - timedelta(days=3))
    assert "has passed" in manager.get(f"{base}{of.pk}/").content.decode()
    assert "Erase contacts of Vreta Kluster" in manager.get(f"/p/{example.code}/work/").content.decode()
    english = signed_in(Role.EVALUATOR)
    english.cookies["language"] = "en"
    assert "Erase contacts of" not in english.get(f"/p/{example.code}/work/").content.decode()
    path = f"{base}contacts/{contact.pk}/erase/"
    assert signed_in(Role.CONTROLLER).post(path).status_code == 403
    assert "Vera Sten" in manager.get(path).content.decode()
    assert manager.post(path).status_code == 302
    assert not Contact.objects.exists()
    assert "Vera" not in str(list(AuditEvent.objects.values_list("changes", flat=True)))


def test_a_merge_counts_once_and_can_be_undone(manager: Client, base: str, example: Programme) -> None:
    where, counted = Slice(example.pk), measure("results.co01")
    supported = [
        o for o in Organisation.objects.filter(kind="company").order_by("pk")[:40]
        if values(counted, Slice(example.pk, entity=o.pk))[()]
    ]  # fmt: skip
    one, other = supported[:2]
    before = values(counted, where)[()]
    sent = {"first": one.pk, "second": other.pk, "choice": "merge_first_into_second", "reason": "Samma bolag"}
    assert manager.post(base + "duplicates/decide/", sent).status_code == 302
    assert values(counted, where)[()] == before - 1
    made = Merge.objects.get()
    assert (made.organisation, made.into, made.reason) == (one, other, "Samma bolag")
    assert f"merges/{made.pk}/undo/" in manager.get(base + "duplicates/").content.decode()
    assert manager.get(f"{base}{one.pk}/").context["about"].counts_as == other
    undo = f"{base}merges/{made.pk}/undo/"
    assert set(errors(manager.post(undo, {"reason": ""}))) == {"reason"}
    assert manager.post(undo, {"reason": "Två bolag"}).status_code == 302
    assert values(counted, where)[()] == before
    assert manager.get(undo).status_code == 404


def test_the_review_asks_until_it_is_decided(manager: Client, base: str, signed_in: Sign) -> None:
    answer = manager.get(base + "duplicates/")
    pairs = answer.context["pairs"]
    assert len(pairs) == answer.context["count"] == 3
    first, second = pairs[0].first.organisation, pairs[0].second.organisation
    sent = {"first": first.pk, "second": second.pk, "choice": "merge_second_into_first", "reason": " "}
    failed = manager.post(base + "duplicates/decide/", sent)
    assert failed.status_code == 200
    assert f'href="#id_reason_{first.pk}-{second.pk}"' in failed.content.decode()
    assert not Merge.objects.exists()
    assert signed_in(Role.EVALUATOR).post(base + "duplicates/decide/", {**sent, "reason": "x"}).status_code == 403
    assert manager.post(base + "duplicates/decide/", {**sent, "choice": "apart"}).status_code == 302
    assert KeptApart.objects.count() == 1
    assert manager.get(base + "duplicates/").context["count"] == 2
    pair = manager.get(base + "duplicates/").context["pairs"][0]
    sent = {"first": pair.first.organisation.pk, "second": pair.second.organisation.pk, "reason": pair.reasons}
    manager.post(base + "duplicates/decide/", {**sent, "choice": "merge_second_into_first"})
    assert manager.get(base + "duplicates/").context["count"] == 1
    ring = {"first": sent["first"], "second": sent["second"], "choice": "merge_first_into_second", "reason": "x"}
    refused = manager.post(base + "duplicates/decide/", ring)
    assert refused.status_code == 200
    assert "round in a ring" in refused.content.decode()


def test_merged_actors_are_one_on_every_page(manager: Client, base: str) -> None:
    one, other = an_actor(), Organisation.objects.get(name="Robotdalen")
    before = manager.get(base).context["spread"].all.value
    cells = manager.get(base + "system/").context["system"].cells
    same = set(one.functions.values_list("area", "function")) & set(other.functions.values_list("area", "function"))
    duplicates_services.merge(person(Role.MANAGER), one, other, "prov")
    answer = manager.get(base + "?text=vreta")
    assert [row.organisation.name for row in answer.context["rows"]] == ["Robotdalen"]
    assert answer.context["spread"].all.value == before - 1
    after = manager.get(base + "system/").context["system"].cells
    assert {key for key in cells if after[key].value != cells[key].value} == same
    does = manager.get(f"{base}{other.pk}/").context["about"].does
    assert "food" in {area.code for area, _functions in does}


@pytest.fixture
def a_source() -> Iterator[list[Any]]:
    """A room that tells what happened; the ids that it was asked for."""
    asked: list[Any] = []

    def tell(page: Any, ids: Any) -> list[history.Happening]:
        asked.append(list(ids))
        return [
            history.Happening(page.day - timedelta(days=n), f"What {n}", "more", None, None, "support", n)
            for n in (2, 1)
        ]

    history.register_history(tell)
    yield asked
    history._sources.remove(tell)


def test_the_page_tells_what_the_rooms_above_tell(manager: Client, base: str, a_source: list[Any]) -> None:
    one, other = company(), an_actor()
    duplicates_services.merge(person(Role.MANAGER), one, other, "prov")
    happened = manager.get(f"{base}{other.pk}/").context["about"].inside.history
    assert [h.what for h in happened if h.what.startswith("What")] == ["What 1", "What 2"]
    assert a_source[-1] == sorted([one.pk, other.pk])
    manager.get(f"{base}{other.pk}/?as_of=2018-06-30")
    assert a_source[-1] == [other.pk]


def test_the_log_of_an_organisation_is_open_to_who_works_here(
    manager: Client, base: str, example: Programme, signed_in: Sign
) -> None:
    of = company()
    manager.post(f"{base}{of.pk}/years/", {"year": "2018", "staff": "3"})
    path = f"/p/{example.code}/history/actors.organisation/{of.pk}/"
    assert "organisation.year_recorded" in manager.get(path).content.decode()
    assert signed_in(Role.STEERING).get(path).status_code == 403
    assert signed_in(Role.COMPANY).get(path).status_code == 403
