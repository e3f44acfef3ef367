"""A process that is killed while it indexes loses nothing: what was written stays, and the rest is taken up again."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from samspel.matching.analysis import Fields
from samspel.matching.index.fts5_engine import Fts5Index
from samspel.matching.index.protocol import Document, Index, Query, Term
from samspel.matching.index.tantivy_engine import TantivyIndex

ENGINES = {"tantivy": TantivyIndex, "fts5": Fts5Index}
ROWS = 60
BATCH = 2


def open_index(engine: str, folder: Path) -> Index:
    return ENGINES[engine]("1", folder / "index")


def document(number: int, version: int) -> Document:
    return Document(f"offer-{number}", "offer", {"sv": Fields(["vatten", f"version{version}"], [], [])})


def fill_outbox(folder: Path) -> None:
    """Rows as a web page would leave them, in the transaction of the change itself."""
    with sqlite3.connect(folder / "outbox.sqlite3") as outbox:
        outbox.execute("CREATE TABLE waiting (id INTEGER PRIMARY KEY, number INTEGER, version INTEGER)")
        rows = [(number, version) for version in (1, 2) for number in range(ROWS)]
        outbox.executemany("INSERT INTO waiting (number, version) VALUES (?, ?)", rows)


def tell() -> None:
    sys.stdout.write("writing\n")
    sys.stdout.flush()


def work(engine: str, folder: Path) -> None:
    """The writer: a batch is taken from the outbox only when it is in the index. Runs in a process of its own."""
    index = open_index(engine, folder)
    if index.needs_rebuild:
        index.rebuild([])
    outbox = sqlite3.connect(folder / "outbox.sqlite3", isolation_level=None)
    tell()
    while rows := outbox.execute("SELECT id, number, version FROM waiting ORDER BY id LIMIT ?", (BATCH,)).fetchall():
        index.upsert(document(number, version) for _, number, version in rows)
        outbox.execute("DELETE FROM waiting WHERE id <= ?", (rows[-1][0],))


def rebuild(engine: str, folder: Path) -> None:
    """A rebuild that goes on for ever: only a kill ends it."""

    def endless():
        yield from (document(number, 3) for number in range(ROWS))
        tell()
        while True:
            time.sleep(0.01)
            yield document(0, 3)

    open_index(engine, folder).rebuild(endless())


def start(what: str, engine: str, folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.matching.test_crash", what, engine, str(folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ, cwd=Path.cwd())


def kill_after(process: subprocess.Popen[str], seconds: float) -> int:
    """Kill it so long after it began to write; how it ended."""
    assert process.stdout is not None
    assert process.stdout.readline() == "writing\n"
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        return process.wait()
    finally:
        process.stdout.close()


def having(index: Index, token: str) -> int:
    return len(index.search(Query({"sv": (Term("words", token),)}), 10 * ROWS))


@pytest.mark.parametrize("engine", ENGINES)
def test_killed_again_and_again_it_ends_with_all_of_it(engine: str, tmp_path: Path) -> None:
    chance = random.Random(7)
    fill_outbox(tmp_path)
    ends = []
    while not ends or ends[-1] != 0:
        patience = chance.uniform(0.02, 0.25) if len(ends) < 6 else 120
        ends.append(kill_after(start("work", engine, tmp_path), patience))
    assert ends.count(-signal.SIGKILL) >= 4, "the test has to kill to show anything"
    index = open_index(engine, tmp_path)
    assert index.needs_rebuild is None
    assert index.count() == ROWS
    assert having(index, "version2") == ROWS
    assert having(index, "version1") == 0


@pytest.mark.parametrize("engine", ENGINES)
def test_killed_in_a_rebuild_the_old_index_stands(engine: str, tmp_path: Path) -> None:
    index = open_index(engine, tmp_path)
    index.rebuild(document(number, 1) for number in range(10))
    assert kill_after(start("rebuild", engine, tmp_path), 0.3) == -signal.SIGKILL
    assert (index.count(), having(index, "version1"), index.needs_rebuild) == (10, 10, None)
    index.upsert([document(0, 2)])
    index.rebuild(document(number, 4) for number in range(5))
    assert (index.count(), having(index, "version4")) == (5, 5)
    assert len(list((tmp_path / "index").glob("generation-*"))) == 1


if __name__ == "__main__":
    {"work": work, "rebuild": rebuild}[sys.argv[1]](sys.argv[2], Path(sys.argv[3]))
