"""Contacts, kept for a time and erased."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from samspel.actors.models import Contact
from samspel.core.access import Role
from samspel.core.models import AuditEvent
from samspel.core.programmes.models import Programme
from tests.actors.samples import an_actor, errors
from tests.conftest import Sign

pytestmark = pytest.mark.django_db


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
