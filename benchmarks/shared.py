"""What the benchmarks share: each database in a process of its own, a filled programme, medians."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
TINY = os.environ.get("SAMSPEL_BENCH_TINY") == "1"  # a run of seconds that shows that all of it runs, and measures none
TABLES = os.environ.get("SAMSPEL_BENCH_TABLES", "")  # an SQLite file with the tables, which a tiny run copies


def size(name: str, full: float, tiny: int) -> int:
    """How many: as the environment says, else the full number, or the tiny one in a tiny run."""
    return int(float(os.environ.get(name, tiny if TINY else full)))


@contextmanager
def databases(name: str) -> Iterator[dict[str, str]]:
    """Addresses of empty databases, by kind; gone afterwards. PostgreSQL only where there is a server, and in no tiny
    run, whose tables are a copy."""
    from tools.test import find_postgresql

    with tempfile.TemporaryDirectory() as folder:
        addresses = {"sqlite": f"sqlite:///{folder}/bench.sqlite3"}
        server = None if TINY else find_postgresql()
        if server:
            addresses["postgresql"] = server.rsplit("/", 1)[0] + f"/{name}"
            recreate(server, name)
        try:
            yield addresses
        finally:
            if server:
                recreate(server, name, again=False)


def recreate(server: str, name: str, again: bool = True) -> None:
    """An empty database for the benchmark, or none."""
    import psycopg
    from psycopg.sql import SQL, Identifier

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))
        if again:
            connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))


def run(script: str, url: str, *arguments: str, **variables: str) -> dict[str, Any]:
    """The script in a process of its own on one database; what it prints last is its answer, as JSON."""
    environment = {**os.environ, "DATABASE_URL": url, "SAMSPEL_DEVELOPMENT": "1", **variables}
    command = [sys.executable, script, *arguments]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def prepare() -> None:
    """Django, and the tables in this process's database."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "samspel.config.settings"
    import django

    django.setup()
    make_tables()


def make_tables() -> None:
    """The tables, by the migrations; a tiny run copies those that it is given."""
    from django.core.management import call_command
    from django.db import connection

    file = Path(connection.settings_dict["NAME"])
    if TINY and TABLES:
        if not file.exists():
            shutil.copy(TABLES, file)
        return
    call_command("migrate", verbosity=0)


def load_programme(with_example: bool = True) -> Any:
    """East Central Sweden, with or without its example activity and people."""
    from samspel.core.programmes.models import Programme
    from samspel.example.installation import load as load_example
    from samspel.programme.folder.formats import read_folder
    from samspel.programme.folder.queries.places import known_places
    from samspel.programme.folder.services.load import folder_load

    folder_load(folder=read_folder(ROOT / "programmes" / "ecs-2018-2020", known_places()))
    programme = Programme.objects.get()
    if with_example:
        load_example(programme)
    return programme


def make_manager(programme: Any) -> Any:
    """Somebody who may do everything in the programme."""
    from samspel.core.access import Role
    from samspel.core.models import User
    from samspel.core.programmes.models import Membership

    user = User.objects.create(email="ledare@bench.invalid", name="Programledare")
    Membership.objects.create(user=user, programme=programme, role=Role.MANAGER)
    return user


def analyse() -> None:
    """Let the database learn what its tables hold, as a running one does by and by."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def timed(runs: int, *ways: Callable[[], Any]) -> list[float]:
    """Median milliseconds of each way, run in turn after one warm-up each."""
    times: list[list[float]] = [[] for _ in ways]
    for number in range(runs + 1):
        for way, spent in zip(ways, times, strict=True):
            began = time.perf_counter()
            way()
            if number:
                spent.append((time.perf_counter() - began) * 1000)
    return [median(spent) for spent in times]
