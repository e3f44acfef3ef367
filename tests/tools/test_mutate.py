"""Mutants: what is changed, and that a good test notices where a poor one does not."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tools import mutate

SOURCE = '''"""A module to put faults into."""

LARGEST = 100


class Ledger:
    """A class with a method."""

    def rows(self, found):
        """Those that count."""
        return found.filter(open=False, basis="de minimis")


def share(part: int, whole: int = 1) -> float | None:
    """A share in per cent."""
    if part > LARGEST and not whole:
        raise ValueError(part)
    if whole == 0:
        return None
    return part * 100 / whole


def nothing() -> None:
    """Is never called."""
    return len([])
'''
GOOD = """import pytest
from sampled import LARGEST, Ledger, share

class Found:
    def filter(self, **given):
        return given

def test_share():
    assert share(1, 4) == 25
    assert share(1, 0) is None
    assert share(101, 1) == 10100
    assert share(100, 0) is None
    with pytest.raises(ValueError):
        share(101, 0)

def test_rows():
    assert Ledger().rows(Found()) == {"open": False, "basis": "de minimis"}

def test_constant():
    assert share(5) == 500
    assert LARGEST == 100
"""
POOR = """from sampled import Ledger, share

class Found:
    def filter(self, **given):
        return given

def test_share():
    assert share(1, 4)
    assert "open" in Ledger().rows(Found())
"""


@pytest.fixture
def sampled(tmp_path: Path) -> Path:
    (tmp_path / "sampled.py").write_text(SOURCE)
    return tmp_path / "sampled.py"


def whats(path: Path) -> list[str]:
    return [mutant.what for mutant in mutate.mutants_of(path)]


def test_each_kind_of_fault_is_made(sampled: Path) -> None:
    assert whats(sampled) == [
        "100 → 101",
        "100 → 99",
        "return found.filter(open=False, basis='de minimis'): None",
        "filter without open=False",
        "filter without basis='de minimis'",
        "False → True",
        "1 → 2",
        "1 → 0",
        "part > LARGEST and (not whole): or",
        "part > LARGEST: Gt → GtE",
        "not whole: without not",
        "raise ValueError(part): left out",
        "whole == 0: Eq → NotEq",
        "0 → 1",
        "return None: left out",
        "return part * 100 / whole: None",
        "part * 100 / whole: Div → Mult",
        "part * 100: Mult → Div",
        "100 → 101",
        "100 → 99",
        "return len([]): None",
    ]


def test_a_mutant_differs_in_one_place_and_knows_its_function(sampled: Path) -> None:
    before = ast.unparse(ast.parse(SOURCE)).splitlines()
    for mutant in mutate.mutants_of(sampled):
        after = ast.unparse(mutant.tree()).splitlines()
        assert sum(one != other for one, other in zip(before, after, strict=True)) == 1
    functions = {mutant.what: mutant.function for mutant in mutate.mutants_of(sampled)}
    assert functions["filter without open=False"] == (9, "Ledger.rows")
    assert functions["0 → 1"] == (14, "share")
    assert functions["1 → 2"] is None


def test_the_sample_is_the_same_for_the_same_seed(sampled: Path) -> None:
    def drawn(seed: int) -> list[tuple[int, str]]:
        return [(each.number, each.what) for each in mutate.sample([sampled], 5, seed, inside=False)]

    assert drawn(1) == drawn(1)
    assert drawn(1) != drawn(2)
    assert len(drawn(1)) == 5
    assert all(each.function for each in mutate.sample([sampled], 50, 1, inside=True))


def rate(sampled: Path, tests: str) -> dict[str, str]:
    """What becomes of each mutant, in a process of its own: pytest cannot be started within pytest."""
    folder = sampled.parent
    (folder / "test_sampled.py").write_text(tests)
    code = f"""
import sys
sys.path[:0] = [{str(folder)!r}, {str(mutate.ROOT / "tools")!r}]
import os, mutate
os.environ["PYTHONPATH"] = {str(folder)!r}
options = ["--rootdir={folder}", "-c", {str(folder / "none.ini")!r}, "-p", "no:django", "-p", "no:xdist"]
from pathlib import Path
mutants = mutate.sample([Path({str(sampled)!r})], 99, 1, False)
mutate.run(mutants, [{str(folder)!r}], 2, 60, options)
for mutant in mutants:
    print("verdict", mutant.line, mutant.verdict, mutant.what, sep="|")
sys.exit(mutate.summary(mutants, 0.85))
"""
    (folder / "none.ini").write_text("[pytest]\nmarkers =\n    browser\n    real_data\n    django_db\n")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=folder, check=False)
    told = [line.split("|") for line in done.stdout.splitlines() if line.startswith("verdict|")]
    assert "RESULT kill_rate=" in done.stdout, done.stdout + done.stderr
    return {f"{line} {what}": verdict for _, line, verdict, what in told}


def test_good_tests_kill_all_they_reach(sampled: Path) -> None:
    verdicts = rate(sampled, GOOD)
    assert {what for what, verdict in verdicts.items() if verdict != mutate.KILLED} == {"25 return len([]): None"}
    assert verdicts["25 return len([]): None"] == mutate.UNREACHED


def test_poor_tests_let_mutants_survive(sampled: Path) -> None:
    verdicts = rate(sampled, POOR)
    assert verdicts["11 filter without basis='de minimis'"] == mutate.SURVIVED
    assert verdicts["11 filter without open=False"] == mutate.KILLED
    assert verdicts["20 return part * 100 / whole: None"] == mutate.KILLED
    assert verdicts["17 raise ValueError(part): left out"] == mutate.SURVIVED
    assert verdicts["3 100 → 101"] == mutate.SURVIVED
