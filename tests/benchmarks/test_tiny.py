"""Every benchmark runs from end to end on a handful of rows and ends with its result line. Nothing is timed here."""

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

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
def tables(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An SQLite file with all tables, made once."""
    file = tmp_path_factory.mktemp("benchmarks") / "tables.sqlite3"
    started("-c", "from benchmarks.shared import prepare; prepare()", DATABASE_URL=f"sqlite:///{file}")
    started("-c", f"import sqlite3; sqlite3.connect({str(file)!r}).execute('PRAGMA wal_checkpoint(TRUNCATE)')")
    return str(file)


def test_every_benchmark_is_run() -> None:
    assert {path.stem for path in BENCHMARKS.glob("*.py")} - PARTS == set(RESULTS)


@pytest.mark.parametrize("name", sorted(RESULTS))
def test_it_runs_and_has_its_result(name: str, request: pytest.FixtureRequest) -> None:
    if name in DATA and not DATA[name].exists():
        pytest.skip(f"{DATA[name].name} is not there")
    if missing := [peer for peer in PEERS.get(name, ()) if find_spec(peer) is None]:
        pytest.skip(f"not installed: {', '.join(missing)}")
    if name in IN_DATABASE and not os.environ.get("SAMSPEL_BENCH_DATABASES"):
        pytest.skip("makes all tables first, which takes long: set SAMSPEL_BENCH_DATABASES=1")
    copied = {"SAMSPEL_BENCH_TABLES": request.getfixturevalue("tables")} if name in IN_DATABASE else {}
    printed = started(str(BENCHMARKS / f"{name}.py"), **copied)
    line = printed.strip().splitlines()[-1]
    assert line.startswith("RESULT "), printed[-2000:]
    found = dict(pair.split("=", 1) for pair in line.removeprefix("RESULT ").split())
    assert set(RESULTS[name]) <= found.keys()
    for key, value in found.items():
        number = re.fullmatch(r"\d+(\.\d+)?", value)
        assert number or (key in MAY_BE_ABSENT and value == "absent"), (key, value)
