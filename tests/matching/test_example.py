"""The example script runs, and says what it promises."""

import runpy
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "examples" / "matching.py"


def test_the_example_explains_its_matches(capsys: pytest.CaptureFixture[str]) -> None:
    example = runpy.run_path(str(SCRIPT))
    example["main"](example["WISH"])
    said = capsys.readouterr().out
    assert "understood as sv" in said
    assert "vattenrening ← vatten + rening" in said
    assert "meets region: D" in said
    assert "but aimed_at_larger medium large" in said
    assert "not loan: region ('D',) is not among ('T',)" in said
