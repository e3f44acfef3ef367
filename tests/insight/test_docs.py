"""What docs/insight.md shows runs, and it names everything that is public."""

import re
from pathlib import Path

import numpy as np
import polars as pl

from samspel import insight

PAGE = (Path(__file__).parents[2] / "docs" / "insight.md").read_text(encoding="utf-8")


def test_the_examples_run_from_first_to_last(tmp_path, monkeypatch):
    rng = np.random.default_rng(1)
    rows = [
        {"region": region, "activity": activity, "year": year, "value": int(rng.integers(1, 90))}
        for year in (2020, 2024)
        for region in ("SE121", "SE122", "SE123", "SE124", "SE125")
        for activity in ("10", "21", "25", "26", "62", "72")
        if rng.random() < 0.8
    ]
    pl.DataFrame(rows).write_csv(tmp_path / "jobs.csv")
    monkeypatch.chdir(tmp_path)
    names: dict = {}
    for block in re.findall(r"```python\n(.*?)```", PAGE, re.S):
        exec(block, names)
    assert names["index"].determined
    assert names["density"].values.max() <= 1


def test_everything_public_is_named():
    """But for the types of results."""
    names = {name for name in insight.__all__ if not name[0].isupper()}
    assert names <= set(re.findall(r"\w+", PAGE))
    assert all(hasattr(insight, name) for name in insight.__all__)
