"""Signing in, staying signed in, and what a form does when the session has ended."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from samspel.config import sign_in
from samspel.core.access import Role
from samspel.core.models import User
from samspel.core.programmes.models import Programme
from samspel.programme.models import Initiative
from samspel.web.accounts.breached_passwords import BreachedPasswordValidator, in_list
from tests.conftest import PASSWORD, Sign, person

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"


@pytest.fixture
def anna() -> User:
    """Somebody with a password."""
    return User.objects.create_user("anna@example.org", PASSWORD, name="Anna")


def post_login(client: Client, password: str, **extra: Any) -> Any:
    """An attempt to sign in as Anna."""
    return client.post(LOGIN, {"login": "Anna@Example.org", "password": password}, **extra)


def test_signing_in_and_out(client: Client, anna: User) -> None:
    assert post_login(client, PASSWORD).status_code == 302
    assert client.session["_auth_user_id"] == str(anna.pk)
    assert client.get("/account/logout/").status_code == 200, "a link alone signs nobody out"
    assert "_auth_user_id" in client.session
    client.post("/account/logout/")
    assert "_auth_user_id" not in client.session


def test_a_wrong_password_tells_nothing_of_the_account(client: Client, anna: User) -> None:
    wrong = post_login(client, "fel-losenord-123").content.decode()
    unknown = client.post(LOGIN, {"login": "ingen@example.org", "password": "x"}).content.decode()
    told = [text.split('class="errors', 1)[-1].split("</ul>")[0].split("<a ")[-1] for text in (wrong, unknown)]
    assert told[0] == told[1]


def test_attempts_are_limited(client: Client, anna: User) -> None:
    for _ in range(5):
        post_login(client, "fel-losenord-123")
    answer = post_login(client, PASSWORD)
    assert "_auth_user_id" not in client.session
    assert answer.status_code in {200, 429}


def test_inactive_accounts_stay_outside(client: Client, anna: User) -> None:
    User.objects.update(is_active=False)
    post_login(client, PASSWORD)
    assert "_auth_user_id" not in client.session


def test_accounts_are_made_by_the_programme_unless_opened(client: Client, settings: Any) -> None:
    typed = {"email": "ny@example.org", "password1": PASSWORD, "password2": PASSWORD}
    client.post("/account/signup/", typed)
    assert not User.objects.filter(email="ny@example.org").exists()
    settings.SAMSPEL_OPEN_SIGN_UP = True
    assert get_adapter().is_open_for_signup(None)
    client.post("/account/signup/", typed)
    assert User.objects.get(email="ny@example.org").name == "ny"
    assert EmailAddress.objects.filter(email="ny@example.org").exists()


@pytest.mark.parametrize(
    "path",
    ["login/", "logout/", "password/reset/", "password/change/", "email/", "2fa/", "2fa/totp/activate/",
     "2fa/webauthn/", "2fa/webauthn/add/", "reauthenticate/", "signup/"],
)  # fmt: skip
def test_account_pages_are_in_the_house(client: Client, anna: User, path: str) -> None:
    if path not in {"login/", "signup/", "password/reset/"}:
        post_login(client, PASSWORD)
    answer = client.get(f"/account/{path}", follow=True)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert 'class="skip vh"' in text
    assert text.count("<h1") == 1
    assert " style=" not in text
    assert "<style" not in text


def test_every_script_is_a_file_or_data(client: Client, anna: User) -> None:
    post_login(client, PASSWORD)
    for path in ("/account/2fa/webauthn/add/", "/account/2fa/", "/account/reauthenticate/"):
        text = client.get(path, follow=True).content.decode()
        for script in text.split("<script")[1:]:
            assert "src=" in script.split(">")[0] or 'type="application/json"' in script.split(">")[0]


# --- breached passwords ----------------------------------------------------------------------------------


def hash_of(password: str) -> str:
    """As the public lists write it."""
    return hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()


@given(st.sets(st.text(max_size=12), max_size=40), st.text(max_size=12), st.booleans())
def test_the_list_is_searched_right(tmp_path_factory: Any, listed: set[str], asked: str, counts: bool) -> None:
    path = tmp_path_factory.mktemp("list") / "hashes.txt"
    lines = sorted(hash_of(text) for text in listed)
    path.write_text("".join(f"{line}:{i * 997}\n" if counts else f"{line}\n" for i, line in enumerate(lines)))
    for text in {*listed, asked}:
        assert in_list(path, text) == (text in listed)


def test_a_breached_password_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "hashes.txt"
    path.write_text("\n".join(sorted(map(hash_of, ("correct horse", "battery staple")))))
    validator = BreachedPasswordValidator(str(path))
    with pytest.raises(ValidationError):
        validator.validate("battery staple")
    validator.validate(PASSWORD)
    BreachedPasswordValidator().validate("battery staple")


# --- other ways in ---------------------------------------------------------------------------------------


def test_providers_come_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "sign-in.toml"
    path.write_text(
        '[[openid_connect]]\nprovider_id = "region"\nname = "Regionen"\nclient_id = "samspel"\n'
        '[[saml]]\nclient_id = "kommun"\nname = "Kommunen"\n'
    )
    assert {name: len(found["APPS"]) for name, found in sign_in._providers(str(path)).items()} == {
        "openid_connect": 1,
        "saml": 1,
    }


@pytest.mark.parametrize("content", [b"[[openid", b"[[facebook]]\n", b"\xff\xfe"])
def test_a_bad_file_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "sign-in.toml"
    path.write_bytes(content)
    with pytest.raises(ImproperlyConfigured, match=r"sign-in\.toml"):
        sign_in._providers(str(path))


# --- the session -----------------------------------------------------------------------------------------


def test_the_session_can_go_on(client: Client, anna: User) -> None:
    assert client.post(reverse("keep-session")).status_code == 401
    client.force_login(anna)
    assert client.post(reverse("keep-session")).status_code == 204
    assert client.get(reverse("keep-session")).status_code == 405
    assert b"session-warning" in client.get("/privacy/").content


def form_data(programme: Programme) -> dict[str, Any]:
    """A filled-in initiative."""
    return {
        "title": "Skördefest för sensorer",
        "text": "Lång text som ingen vill skriva två gånger",
        "area": programme.areas.get(code="life").pk,
        "partner": programme.partners.get(code="orebro").pk,
        "first_day": "2019-10-01",
        "last_day": "2019-11-01",
    }


def test_what_was_typed_survives_an_expired_session(example: Programme, signed_in: Sign) -> None:
    client, path = signed_in(Role.MANAGER), f"/p/{example.code}/initiatives/new/"
    client.get(path)
    client.cookies.pop("sessionid")
    sent = client.post(path, form_data(example))
    assert sent.status_code == 302
    assert sent["Location"].startswith(LOGIN)
    user = person(Role.MANAGER)
    user.set_password(PASSWORD)
    user.save()
    answer = client.post(sent["Location"], {"login": user.email, "password": PASSWORD, "next": path})
    assert answer["Location"] == path
    shown = client.get(path)
    assert "Skördefest för sensorer" in shown.content.decode()
    assert "session-warning" in shown.content.decode()
    assert not Initiative.objects.filter(title__startswith="Skördefest").exists(), "nothing is sent by itself"
    assert "Skördefest" not in client.get(path).content.decode(), "offered once"


def test_what_one_typed_is_not_shown_to_another(example: Programme, signed_in: Sign) -> None:
    client, path = signed_in(Role.MANAGER), f"/p/{example.code}/initiatives/new/"
    client.get(path)
    client.cookies.pop("sessionid")
    client.post(path, form_data(example))
    other = person(Role.OFFICER)
    other.set_password(PASSWORD)
    other.save()
    client.post(LOGIN, {"login": other.email, "password": PASSWORD})
    assert "Skördefest" not in client.get(path).content.decode()


def test_a_form_without_its_seal_is_refused_but_kept(example: Programme) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person(Role.MANAGER))
    path = f"/p/{example.code}/initiatives/new/"
    answer = client.post(path, form_data(example))
    assert answer.status_code == 403
    assert path in answer.content.decode()
    assert "Skördefest" in client.get(path).content.decode()
    assert not Initiative.objects.filter(title__startswith="Skördefest").exists()


def test_passwords_are_never_kept(client: Client, example: Programme) -> None:
    path = f"/p/{example.code}/initiatives/new/"
    client.post(path, {**form_data(example), "password": "hemligt"})
    assert "hemligt" not in str(dict(client.session))
