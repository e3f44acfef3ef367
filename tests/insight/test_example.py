"""The example goes from a file to opportunity maps, and says what is wrong with a file that it cannot use."""

import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from samspel.insight.opportunity import opportunity_map
from tests.insight.samples import counts, write_csv

SCRIPT = Path(__file__).resolve().parents[2] / "examples" / "insight.py"


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(SCRIPT.parents[1]), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, str(SCRIPT), *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8")


def test_a_file_becomes_a_map(tmp_path: Path) -> None:
    write_csv(tmp_path / "in.csv")
    done = run(tmp_path / "in.csv", "--region", "SE03", "--draws", 20, "--out", tmp_path / "map.csv")
    assert (done.returncode, done.stderr) == (0, "")
    written = pl.read_csv(tmp_path / "map.csv")
    expected = opportunity_map(counts(), ["SE03"], draws=20)
    assert written.columns == expected.columns
    assert written["activity"].to_list() == expected["activity"].to_list()
    assert written["rank_high"].to_list() == expected["rank_high"].to_list()
    lines = done.stdout.splitlines()
    assert lines[0] == f"SE03: the first of {expected.height} activities it lacks"
    assert [line.split()[0] for line in lines[2:12]] == expected["activity"].to_list()[:10]
    assert "cannot be tested" in lines[-1]


def test_several_years_tell_whether_nearness_has_led_to_entry(tmp_path: Path) -> None:
    write_csv(tmp_path / "in.csv", (2016, 2017, 2018))
    done = run(tmp_path / "in.csv", "--region", "SE00", "--draws", 5)
    assert done.returncode == 0, done.stderr
    assert "Entry 2017–2018" in done.stdout
    assert "AUC on cells not seen" in done.stdout
    assert "AUC on 2018, not seen" in done.stdout
    early = run(tmp_path / "in.csv", "--region", "SE00", "--draws", 5, "--year", 2016)
    assert early.stdout.splitlines()[2:12] != done.stdout.splitlines()[2:12]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("region,activity,value\nA,x,1\nA,x,2\n", ["row 1", "row 2", "region A"]),
        ("region,activity,value\nA,x,1\nB,y,-3\n", ["row 2", "0 or more"]),
        ("region,activity,value\nA,x,1\nB,y,many\n", ["row 2", "many"]),
        ("region,activity,value\nA,x,1\n,y,2\n", ["row 2", "missing"]),
        ("county,activity,value\nA,x,1\n", ["region, activity, value"]),
        ("region,activity,value\n", ["no rows"]),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_by_row(tmp_path: Path, text: str, words: list[str]) -> None:
    (tmp_path / "in.csv").write_text(text)
    done = run(tmp_path / "in.csv", "--draws", 2)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr


def test_a_region_or_year_that_is_not_in_the_file_is_told(tmp_path: Path) -> None:
    write_csv(tmp_path / "in.csv", (2017, 2018))
    for wrong in (("--region", "Atlantis"), ("--year", 1999)):
        done = run(tmp_path / "in.csv", "--draws", 2, *wrong)
        assert done.returncode == 2
        assert str(wrong[1]) in done.stderr
    assert run(tmp_path / "none.csv").returncode == 2
