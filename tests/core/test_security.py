"""Headers, health, and what a production installation is warned of."""

import os
import subprocess
import sys

import pytest
from django.db.migrations.executor import MigrationExecutor
from django.test import Client

from samspel.core.models import User
from tests.conftest import ROOT

pytestmark = [pytest.mark.every_database, pytest.mark.django_db]


def test_the_content_security_policy_allows_nothing_inline(client: Client) -> None:
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for directive in ("script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"):
        assert directive in policy


def test_headers(client: Client) -> None:
    answer = client.get("/privacy/")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in answer.headers["Permissions-Policy"]
    client.force_login(User.objects.create_user("anna@example.org", name="Anna"))
    assert client.get("/privacy/").headers["Cache-Control"] == "no-store"


def test_health(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/health/live").json() == {"status": "live"}
    answer = client.get("/health/ready").json()
    assert (answer["status"], answer["reasons"]) == ("ready", [])
    assert answer["index"]["state"] == "well"
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda self, leaves: [("money", "0001_initial")])
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["reasons"] == ["migrations are not applied"]


def production(*command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """A command as in production: nothing from the development environment."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("SAMSPEL_") and k != "DATABASE_URL"}
    environment = {**kept, "PYTHONPATH": str(ROOT), **variables}
    return subprocess.run(
        [sys.executable, "-m", "samspel", *command], env=environment, capture_output=True, text=True, check=False
    )


def test_a_production_installation_is_warned_of_nothing(tmp_path: os.PathLike[str]) -> None:
    done = production(
        "check", "--deploy", "--fail-level", "WARNING",
        SAMSPEL_SECRET_KEY="p" * 20 + "q8-Zr" * 10, SAMSPEL_HOSTS="samspel.example.org", SAMSPEL_STATE=str(tmp_path),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_production_needs_its_secret() -> None:
    done = production("check", SAMSPEL_HOSTS="samspel.example.org")
    assert done.returncode != 0
    assert "SAMSPEL_SECRET_KEY must be set" in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [("SAMSPEL_TODAY", "30 september"), ("SAMSPEL_SSL_REDIRECT", "kanske"), ("SAMSPEL_SESSION_MINUTES", "x")],
)
def test_a_bad_setting_is_named(name: str, value: str) -> None:
    done = production("check", SAMSPEL_SECRET_KEY="x" * 60, **{name: value})
    assert done.returncode != 0
    assert f"{name}: found '{value}'" in done.stderr
