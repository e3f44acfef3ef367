"""Years and owners, recorded and ended."""

import pytest
from django.test import Client

from samspel.actors.models import Organisation, Ownership
from tests.actors.samples import an_actor, company, errors

pytestmark = pytest.mark.django_db


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
