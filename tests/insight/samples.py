"""Tables and rows invented for tests: regions with tastes for groups of activities. The same seed gives the same."""

import csv
from pathlib import Path

import numpy as np
import polars as pl
from hypothesis import HealthCheck, settings

from samspel.insight.table import RegionTable

# the time an example takes says more of the machine than of the code
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def counts(regions: int = 20, activities: int = 30, seed: int = 1, size: float = 40.0) -> RegionTable:
    """Counts of which each region has more in some groups of activities than in others."""
    rng = np.random.default_rng(seed)
    taste = rng.normal(0, 1.0, (regions, 4))[:, rng.integers(0, 4, activities)]
    sizes = rng.lognormal(0, 0.6, (regions, 1)) * rng.lognormal(0, 0.6, (1, activities))
    values = rng.poisson(size * sizes * np.exp(taste - 0.5)).astype(float)
    names = [f"SE{n:02}" for n in range(regions)]
    return RegionTable.from_matrix(values, names, [f"A{n:02}" for n in range(activities)], empty="keep")


def microdata(rows: int = 3_000, seed: int = 1) -> pl.DataFrame:
    """Firms in regions and activities, with persons employed."""
    rng = np.random.default_rng(seed)
    table = counts(seed=seed)
    shares = table.dense().ravel() / table.dense().sum()
    cells = rng.choice(len(shares), rows, p=shares)
    return pl.DataFrame({
        "entity": [f"F{n}" for n in rng.integers(0, rows // 2, rows)],
        "region": [table.regions[cell // 30] for cell in cells],
        "activity": [table.activities[cell % 30] for cell in cells],
        "value": rng.integers(1, 50, rows).astype(float),
    })  # fmt: skip


def write_csv(path: Path, years: tuple[int, ...] = (), seed: int = 1) -> None:
    """A file of region, activity and value, and year where there are years; cells of 0 have no row."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["region", "activity", "value", *(["year"] if years else [])])
        for step, year in enumerate(years or (0,)):
            for row in counts(seed=seed + step).tidy().rows():
                writer.writerow([*row, *([year] if years else [])])
