"""The migrations make the tables that the models describe, from nothing, with their guards; on the database in use.

The other tests take their tables from the models, which is many times faster."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.conftest import ROOT

pytestmark = pytest.mark.every_database

NAME = f"samspel_migrations_{os.getpid()}"


@pytest.fixture
def empty(tmp_path: Path, db: None) -> Iterator[str]:
    """The address of an empty database of the same kind, dropped afterwards."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    import psycopg

    given = settings.DATABASES["default"]
    parts = {
        "dbname": "postgres",
        "user": given["USER"],
        "password": given["PASSWORD"],
        "host": given["HOST"],
        "port": given["PORT"],
    }
    told = {key: value for key, value in parts.items() if value}
    with psycopg.connect(**told, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {NAME}")
    try:
        host = f"{given['HOST']}:{given['PORT']}" if given["PORT"] else given["HOST"]
        who = ":".join(part for part in (given["USER"], given["PASSWORD"]) if part)
        yield f"postgresql://{who + '@' if who else ''}{host}/{NAME}"
    finally:
        with psycopg.connect(**told, autocommit=True) as server:
            server.execute(f"DROP DATABASE {NAME} WITH (FORCE)")


def samspel(address: str, state: Path, *command: str) -> str:
    """What the command says; it must succeed."""
    environment = os.environ | {"DATABASE_URL": address, "SAMSPEL_STATE": str(state), "SAMSPEL_DEVELOPMENT": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "samspel", *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_an_empty_database_gets_every_table_and_its_guards(empty: str, tmp_path: Path) -> None:
    samspel(empty, tmp_path, "migrate", "-v0")
    assert "[ ]" not in samspel(empty, tmp_path, "showmigrations", "--plan")
    samspel(empty, tmp_path, "makemigrations", "--check", "--dry-run")
    samspel(empty, tmp_path, "verify")
