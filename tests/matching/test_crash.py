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
from samspel.matching.index.protocol import Index, IndexDocument, IndexQuery, IndexTerm
from samspel.matching.index.tantivy_engine import TantivyIndex

ENGINES = {"tantivy": TantivyIndex, "fts5": Fts5Index}
ROWS = 60
BATCH = 2
LONGEST_BATCH = 0.03  # seconds; a kill comes anywhere within it, or just after it


def open_index(engine: str, folder: Path) -> Index:
    return ENGINES[engine]("1", folder / "index")


def document(number: int, version: int) -> IndexDocument:
    return IndexDocument(f"offer-{number}", "offer", {"sv": Fields(["vatten", f"version{version}"], [], [])})


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
    """The writer: a batch is taken from the outbox only when it is in the index. Runs in a process of its own, and is
    let go on one batch at a time."""
    index = open_index(engine, folder)
    if index.needs_rebuild:
        index.rebuild([])
    outbox = sqlite3.connect(folder / "outbox.sqlite3", isolation_level=None)
    while rows := outbox.execute("SELECT id, number, version FROM waiting ORDER BY id LIMIT ?", (BATCH,)).fetchall():
        tell()
        sys.stdin.readline()
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
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, bufsize=1, env=os.environ, cwd=Path.cwd())


def kill_within(process: subprocess.Popen[str], batch: int, seconds: float) -> int:
    """Kill it so long after it began with the batch of that number, counted from 1; how it ended."""
    assert process.stdin is not None
    assert process.stdout is not None
    with process.stdin, process.stdout:
        for _each in range(batch):
            assert process.stdout.readline() == "writing\n"
            process.stdin.write("on\n")
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        return process.wait()


def having(index: Index, token: str) -> int:
    return len(index.search(IndexQuery({"sv": (IndexTerm("words", token),)}), 10 * ROWS))


@pytest.mark.parametrize("engine", ENGINES)
def test_killed_again_and_again_it_ends_with_all_of_it(engine: str, tmp_path: Path) -> None:
    chance = random.Random(7)
    fill_outbox(tmp_path)
    for batch in range(1, 7):
        end = kill_within(start("work", engine, tmp_path), batch, chance.uniform(0, LONGEST_BATCH))
        assert end == -signal.SIGKILL
    last = start("work", engine, tmp_path)
    told, _errors = last.communicate("")
    assert last.returncode == 0
    assert told.count("writing") >= 2 * ROWS / BATCH - sum(range(1, 7))  # each killed life had work before it
    index = open_index(engine, tmp_path)
    assert index.needs_rebuild is None
    assert index.count() == ROWS
    assert having(index, "version2") == ROWS
    assert having(index, "version1") == 0


@pytest.mark.parametrize("engine", ENGINES)
def test_killed_in_a_rebuild_the_old_index_stands(engine: str, tmp_path: Path) -> None:
    index = open_index(engine, tmp_path)
    index.rebuild(document(number, 1) for number in range(10))
    assert kill_within(start("rebuild", engine, tmp_path), 1, 0.3) == -signal.SIGKILL
    assert (index.count(), having(index, "version1"), index.needs_rebuild) == (10, 10, None)
    index.upsert([document(0, 2)])
    index.rebuild(document(number, 4) for number in range(5))
    assert (index.count(), having(index, "version4")) == (5, 5)
    assert len(list((tmp_path / "index").glob("generation-*"))) == 1


if __name__ == "__main__":
    {"work": work, "rebuild": rebuild}[sys.argv[1]](sys.argv[2], Path(sys.argv[3]))
