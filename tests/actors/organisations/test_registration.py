"""Organisations registered and described, and what they do."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from samspel.actors.duplicates.services import merge_record
from samspel.actors.models import ActorFunction, Organisation
from samspel.actors.organisations.queries import history
from samspel.core.access import Role
from samspel.core.models import AuditEvent
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Programme
from tests.actors.samples import an_actor, company, errors
from tests.conftest import Sign, person

pytestmark = pytest.mark.django_db
PERSONAL = "811218-9876"
NEW = {"name": "Ny Verkstad i Sala", "kind": "company", "country": "SE", "number": ""}


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


@pytest.fixture
def a_source(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """An app that adds what happened; the ids that it was asked for."""
    asked: list[Any] = []

    def events(context: ReadContext, ids: Any) -> list[history.HistoryEvent]:
        asked.append(list(ids))
        return [
            history.HistoryEvent(context.as_of - timedelta(days=n), f"What {n}", "more", None, None, "support", n)
            for n in (2, 1)
        ]

    monkeypatch.setattr(history, "all_in", lambda slot: [events])
    return asked


def test_the_page_tells_what_the_rooms_above_tell(manager: Client, base: str, a_source: list[Any]) -> None:
    one, other = company(), an_actor()
    merge_record(actor=person(Role.MANAGER), organisation=one, into=other, reason="prov")
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
