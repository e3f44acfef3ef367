"""Every benchmark runs from end to end on a handful of rows and ends with its result line. Nothing is timed here."""

import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests import snapshots

ROOT = Path(__file__).resolve().parent.parent.parent
BENCHMARKS = ROOT / "benchmarks"
RESULTS = {
    "figures": ("ratio_sqlite",),
    "find_page": ("match_p95_ms", "errors_at_once"),
    "import_facts": ("seconds", "peak_mb", "ratio_import_export"),
    "insight_peers": ("seconds_samspel", "seconds_sparse", "seconds_blas"),
    "microdata": ("polars_seconds_1e7", "spark_seconds_1e8", "spark_peak_mb"),
    "name_matching": ("precision", "recall"),
    "results_overview": ("median_ms_sqlite", "drilldown_ms"),
    "retrieval": ("own_ndcg10", "own_top3"),
    "search_scale": ("ratio_p95_bare", "match_p95_ms", "index_seconds_1e6"),
    "sie": ("seconds_1e6", "ratio_pysie"),
}
PARTS = {"__init__", "shared", "workbook", "peer", "insight_jobs"}  # of other benchmarks
IN_DATABASE = {"figures", "find_page", "import_facts", "results_overview"}
MAY_BE_ABSENT = {"ratio_pysie", "spark_seconds_1e8", "spark_peak_mb"}
DATA = {"name_matching": ROOT.parent / "shared" / "data" / "se_agencies_orgnr"}
PEERS = {"import_facts": ("import_export", "python_calamine", "openpyxl")}


def started(*command: str, **variables: str) -> str:
    """What a process prints in a tiny run."""
    kept = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "SAMSPEL_TODAY"}}
    environment = kept | {"SAMSPEL_BENCH_TINY": "1", "SAMSPEL_DEVELOPMENT": "1", "PYTHONPATH": str(ROOT)} | variables
    done = subprocess.run([sys.executable, *command], env=environment, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    return done.stdout


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any) -> str:
    """An SQLite file with all tables: a copy of the tests' own database while nothing is in it."""
    file = tmp_path_factory.mktemp("benchmarks") / "tables.sqlite3"
    with django_db_blocker.unblock():
        snapshots.leave()
        connection.ensure_connection()
        if not isinstance(connection.connection, sqlite3.Connection):
            pytest.skip("the tables are copied from the tests' database, which is not SQLite")
        with closing(sqlite3.connect(file)) as copy:
            connection.connection.backup(copy)
    return str(file)


def test_every_benchmark_is_run() -> None:
    assert {path.stem for path in BENCHMARKS.glob("*.py")} - PARTS == set(RESULTS)


@pytest.mark.parametrize("name", sorted(RESULTS.keys() - IN_DATABASE))
def test_it_runs_and_has_its_result(name: str) -> None:
    runs(name)


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(IN_DATABASE))
def test_it_runs_in_a_database_and_has_its_result(tables: str, name: str) -> None:
    runs(name, SAMSPEL_BENCH_TABLES=tables)


def runs(name: str, **variables: str) -> None:
    """A tiny run, whose last line holds each value that is promised of it, as a number."""
    if name in DATA and not DATA[name].exists():
        pytest.skip(f"{DATA[name].name} is not there")
    if missing := [peer for peer in PEERS.get(name, ()) if find_spec(peer) is None]:
        pytest.skip(f"not installed: {', '.join(missing)}")
    printed = started(str(BENCHMARKS / f"{name}.py"), **variables)
    line = printed.strip().splitlines()[-1]
    assert line.startswith("RESULT "), printed[-2000:]
    found = dict(pair.split("=", 1) for pair in line.removeprefix("RESULT ").split())
    assert set(RESULTS[name]) <= found.keys()
    for key, value in found.items():
        number = re.fullmatch(r"\d+(\.\d+)?", value)
        assert number or (key in MAY_BE_ABSENT and value == "absent"), (key, value)
