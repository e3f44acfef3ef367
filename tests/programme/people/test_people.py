"""People of a programme: roles given and ended, a person erased, one's own data handed out."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from samspel import cli
from samspel.cli import commands
from samspel.core import audit
from samspel.core.access import Role
from samspel.core.models import AuditEvent, User
from samspel.core.programmes.models import Membership, Programme
from samspel.programme.models import Initiative
from tests.conftest import Sign, person

pytestmark = pytest.mark.django_db


def given(programme: Programme, **changes: Any) -> dict[str, Any]:
    """A filled-in form: an area lead for life science."""
    area = programme.areas.get(code="life").pk
    return {"email": "Ny@Example.org", "name": "Ny Person", "role": "area_lead", "area": area, **changes}


@pytest.mark.parametrize("role", Role)
def test_only_the_administrator_manages_people(example: Programme, signed_in: Sign, role: Role) -> None:
    client, path = signed_in(role), f"/p/{example.code}/people/"
    status = client.get(path).status_code
    assert status == {Role.ADMINISTRATOR: 200, Role.PUBLIC: 302}.get(role, 403)
    client.post(path, given(example))
    assert User.objects.filter(email="ny@example.org").exists() == (role is Role.ADMINISTRATOR)


def test_a_role_is_given_once_and_ended(example: Programme, signed_in: Sign) -> None:
    client, path = signed_in(Role.ADMINISTRATOR), f"/p/{example.code}/people/"
    assert client.post(path, given(example)).status_code == 302
    made = Membership.objects.get(user__email="ny@example.org")
    assert (made.role, made.area.code if made.area else "") == ("area_lead", "life")
    again = client.post(path, given(example))
    assert again.status_code == 200, "told, not doubled"
    assert Membership.objects.filter(user=made.user).count() == 1
    client.post(f"{path}{made.pk}/")
    assert not Membership.objects.filter(pk=made.pk).exists()
    assert User.objects.get(pk=made.user_id).is_active
    assert [e.action for e in AuditEvent.objects.order_by("-pk")[:2]] == ["membership.ended", "membership.added"]


@pytest.mark.parametrize(
    "changes", [{"area": ""}, {"role": "controller"}, {"role": "company_contact"}, {"role": "public"}, {"email": "x"},
                {"role": "company_contact", "organisation": "556000-0000"}],
)  # fmt: skip
def test_a_role_needs_what_it_is_for(example: Programme, signed_in: Sign, changes: dict[str, str]) -> None:
    client = signed_in(Role.ADMINISTRATOR)
    answer = client.post(f"/p/{example.code}/people/", given(example, **changes))
    assert answer.status_code == 200
    assert "Ny Person" in answer.content.decode()
    assert not User.objects.filter(email="ny@example.org").exists()


def test_a_company_contact_is_found_by_number(example: Programme, signed_in: Sign) -> None:
    contact = Membership.objects.get(role=Role.COMPANY)
    assert contact.organisation is not None
    number = f"{contact.organisation.number[:6]}-{contact.organisation.number[6:]}"
    client = signed_in(Role.ADMINISTRATOR)
    client.post(f"/p/{example.code}/people/", given(example, role="company_contact", organisation=number))
    assert Membership.objects.get(user__email="ny@example.org").organisation == contact.organisation


def test_an_erased_person_is_gone_but_not_what_was_done(
    example: Programme, signed_in: Sign, demo_day: date, client: Client
) -> None:
    user = person(Role.OFFICER)
    made = Initiative.objects.filter(number=1)
    officer = signed_in(Role.OFFICER)
    officer.post(f"/p/{example.code}/initiatives/new/", {"title": "Utkast", "draft": "1"})
    membership = Membership.objects.get(user=user)
    signed_in(Role.ADMINISTRATOR).post(f"/p/{example.code}/people/{membership.pk}/", {"erase": "1"})
    after = User.objects.get(pk=user.pk)
    assert (after.is_active, after.has_usable_password()) == (False, False)
    assert user.name not in after.name
    assert user.email != after.email
    assert not after.drafts.exists()
    assert not after.memberships.exists()
    assert made.exists()
    assert audit.first_broken_link() is None
    assert user.email not in str(list(AuditEvent.objects.values_list("changes", flat=True)))
    assert officer.get(f"/p/{example.code}/work/").status_code == 302, "signed out at once"


def test_nobody_erases_or_locks_out_themselves(example: Programme, signed_in: Sign) -> None:
    own = Membership.objects.get(role=Role.ADMINISTRATOR)
    for data in ({}, {"erase": "1"}):
        signed_in(Role.ADMINISTRATOR).post(f"/p/{example.code}/people/{own.pk}/", data)
    assert Membership.objects.filter(pk=own.pk).exists()
    assert person(Role.ADMINISTRATOR).is_active


def test_people_of_another_programme_are_out_of_reach(example: Programme, nordmark: Programme, signed_in: Sign) -> None:
    other = Membership.objects.create(user=person(Role.STEERING), programme=nordmark, role=Role.STEERING)
    client = signed_in(Role.ADMINISTRATOR)
    assert client.get(f"/p/{nordmark.code}/people/").status_code == 403
    assert client.post(f"/p/{example.code}/people/{other.pk}/", {"erase": "1"}).status_code == 404
    here = Membership.objects.get(user=other.user, programme=example)
    client.post(f"/p/{example.code}/people/{here.pk}/", {"erase": "1"})
    assert User.objects.get(pk=other.user_id).is_active, "also works elsewhere"


def test_ones_own_data(example: Programme, signed_in: Sign, client: Client) -> None:
    kept = signed_in(Role.MANAGER).get("/account/data/").json()
    assert kept["email"] == person(Role.MANAGER).email
    assert [role["role"] for role in kept["roles"]] == [Role.MANAGER]
    assert client.get("/account/data/").status_code == 302


def test_the_first_administrator_is_made_from_the_command_line(ecs: Programme, client: Client) -> None:
    for _ in range(2):
        arguments = cli.parser().parse_args(["administrator", ecs.code, "Eva@example.org", "--name", "Eva"])
        assert commands.administrator(arguments) == 0
    made = Membership.objects.get()
    assert (made.user.email, made.role) == ("eva@example.org", Role.ADMINISTRATOR)
    client.force_login(made.user)
    assert client.get(f"/p/{ecs.code}/people/").status_code == 200
    for wrong in (["finns-inte", "eva@example.org"], [ecs.code, "eva"]):
        assert commands.administrator(cli.parser().parse_args(["administrator", *wrong])) == 1
