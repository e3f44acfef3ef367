"""Rankings and densities with what is not known about them: intervals over tables that might have been observed.

Intervals are percentiles of bootstrap draws (Efron and Tibshirani 1993), widened to the value itself where the draws
lie to one side of it, as they do where a threshold cuts. What they cover is chance in the counts, not errors of
coverage or of classification.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import polars as pl
from scipy.stats import rankdata

from samspel.insight.checks import Floats
from samspel.insight.complexity import economic_complexity
from samspel.insight.errors import InsightError, Progress, part, tell
from samspel.insight.labelled import Matrix, Vector
from samspel.insight.presence import Presence, presence_matrix
from samspel.insight.relatedness import proximity, relatedness_density
from samspel.insight.resampling import as_resampling
from samspel.insight.table import RegionTable

DRAWS = 200
DIGITS = 9  # what differs less than this is a tie
Of = Literal["region", "activity"]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A place in a ranking: value with its interval, and rank (1 is the highest value) with its own."""

    label: str
    value: float
    low: float
    high: float
    rank: int
    rank_low: int
    rank_high: int


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """Places in order of rank, then of label. Equal values share the better rank. `unranked` have no value (NaN).

    `level` is that of the intervals, `draws` how many they rest on, `defined` the share of these that had a value.
    """

    name: str
    kind: str
    places: tuple[Ranked, ...]
    unranked: tuple[str, ...]
    level: float
    draws: int
    defined: float

    def tidy(self) -> pl.DataFrame:
        """Rows of label (under the name of its kind), value, low, high, rank, rank_low, rank_high."""
        fields = ("value", "low", "high", "rank", "rank_low", "rank_high")
        columns: dict[str, Any] = {self.kind: [place.label for place in self.places]}
        columns |= {name: [getattr(place, name) for place in self.places] for name in fields}
        floats = dict.fromkeys(fields[:3], pl.Float64) | dict.fromkeys(fields[3:], pl.Int64)
        return pl.DataFrame(columns, schema={self.kind: pl.String, **floats})


@dataclass(frozen=True, slots=True, eq=False)
class DensityIntervals:
    """Relatedness density with its interval, each regions × activities."""

    density: Matrix
    low: Matrix
    high: Matrix
    level: float
    draws: int

    def tidy(self) -> pl.DataFrame:
        """Rows of region, activity, density, low, high."""
        bounds = [each.tidy().to_series(2).alias(name) for name, each in (("low", self.low), ("high", self.high))]
        return self.density.tidy().with_columns(bounds)


def complexity_ranking(
    data: Any,
    of: Of = "region",
    draws: int = DRAWS,
    seed: int = 0,
    level: float = 0.95,
    threshold: float = 1.0,
    progress: Progress | None = None,
) -> Ranking:
    """Regions ranked by ECI, or activities by PCI, with intervals of values and ranks.

    data: a `Resampling`, or a table of counts, which is drawn as Poisson. Each draw has its own presence (RCA at or
    above the threshold), sign and scale. Memory: draws × labels. The same seed gives the same intervals.
    """
    if of not in ("region", "activity"):
        raise InsightError("choice", f"of must be region or activity, not {of!r}")
    check_draws(draws, level)
    resampling = as_resampling(data)

    def index(table: RegionTable, inner: Progress | None = None) -> Vector:
        found = economic_complexity(presence_matrix(table, threshold=threshold), progress=inner)
        return found.eci if of == "region" else found.pci

    observed = index(resampling.table)
    drawn = np.empty((draws, len(observed)))
    for number in range(draws):
        inner = part(progress, number / draws, (number + 1) / draws)
        drawn[number] = index(resampling.draw(seed, number), inner).values
        tell(progress, (number + 1) / draws)
    return ranking(observed, drawn, level)


def density_intervals(
    data: Any,
    regions: Sequence[str] | None = None,
    draws: int = DRAWS,
    seed: int = 0,
    level: float = 0.95,
    threshold: float = 1.0,
    progress: Progress | None = None,
) -> DensityIntervals:
    """Relatedness density of some regions (all if None) with its interval; each draw has its own proximity.

    data as for `complexity_ranking`. Only the tails of the draws are kept: memory is 0.05 × draws + 4 arrays of
    regions × activities at level 0.95, beside that of the density itself.
    """
    check_draws(draws, level)
    resampling = as_resampling(data)
    table = resampling.table
    at = np.arange(len(table.regions)) if regions is None else np.array([table.region_at(each) for each in regions])
    observed = density_of(presence_matrix(table, threshold=threshold), at)
    tails = Tails(observed.values.shape, draws, level)
    for number in range(draws):
        inner = part(progress, number / draws, (number + 1) / draws)
        tails.add(density_of(presence_matrix(resampling.draw(seed, number), threshold=threshold), at, inner).values)
        tell(progress, (number + 1) / draws)
    low, high = tails.bounds()
    low, high = np.fmin(low, observed.values), np.fmax(high, observed.values)
    names = (observed.kinds, observed.rows, observed.columns)
    return DensityIntervals(observed, Matrix("low", *names, low), Matrix("high", *names, high), level, draws)


def density_of(presence: Presence, at: Any, progress: Progress | None = None) -> Matrix:
    """Density of some regions (positions), by the proximity of all."""
    near = proximity(presence, progress=progress)
    some = Presence(tuple(presence.regions[i] for i in at), presence.activities, presence.values[at])
    return relatedness_density(some, near)


def ranking(observed: Vector, drawn: Floats, level: float = 0.95) -> Ranking:
    """The ranking of values with intervals from draws (draws × labels; NaN where a draw has no value).

    Ranks of a draw are among the labels that have a value in what was observed and in it.
    """
    known = ~np.isnan(observed.values)
    values, ranks = observed.values[known], ranks_of(observed.values[None, known])[0]
    samples = drawn[:, known]
    low, high = bounds(samples, values, level)
    rank_low, rank_high = bounds(ranks_of(samples), ranks, level)
    labels = [label for label, there in zip(observed.labels, known, strict=True) if there]
    columns = (labels, values.tolist(), low.tolist(), high.tolist())
    whole = (each.astype(int).tolist() for each in (ranks, np.floor(rank_low), np.ceil(rank_high)))
    places = sorted((Ranked(*row) for row in zip(*columns, *whole, strict=True)), key=lambda p: (p.rank, p.label))
    unranked = tuple(label for label, there in zip(observed.labels, known, strict=True) if not there)
    defined = float((~np.isnan(samples)).mean()) if samples.size else 0.0
    return Ranking(observed.name, observed.kind, tuple(places), unranked, level, len(drawn), defined)


def ranks_of(values: Floats) -> Floats:
    """Rank in each row, 1 for the highest, ties sharing the better; NaN keeps its place."""
    found: Floats = rankdata(-np.round(values, DIGITS), method="min", axis=1, nan_policy="omit") * 1.0
    found[np.isnan(values)] = np.nan
    return found


def bounds(samples: Floats, values: Floats, level: float) -> tuple[Floats, Floats]:
    """Percentiles of each column without its NaN, widened to the value; NaN where the value is."""
    if not samples.size:
        return values.copy(), values.copy()
    empty = np.asarray(np.isnan(samples).all(axis=0))
    filled = np.where(empty[None, :], np.nan_to_num(values)[None, :], samples)
    low, high = np.nanquantile(filled, [(1 - level) / 2, (1 + level) / 2], axis=0)
    return np.minimum(low, values), np.maximum(high, values)


def check_draws(draws: int, level: float) -> None:
    """InsightError unless there are two draws or more and the level lies between 0 and 1."""
    if draws < 2:
        raise InsightError("choice", f"there must be 2 draws or more, not {draws}")
    if not 0 < level < 1:
        raise InsightError("choice", f"level must be between 0 and 1, not {level}")


class Tails:
    """The lowest and highest of many arrays, cell by cell: as much as two percentiles need, and no more."""

    def __init__(self, shape: tuple[int, ...], draws: int, level: float) -> None:
        self._position = (draws - 1) * (1 - level) / 2
        kept = min(draws, int(self._position) + 2)
        self._low = np.full((kept, *shape), np.inf, dtype=np.float64)
        self._high = np.full((kept, *shape), -np.inf, dtype=np.float64)

    def add(self, values: Floats) -> None:
        """Sort the values in: each takes its place, and pushes on what it displaces."""
        for kept, first in ((self._low, np.minimum), (self._high, np.maximum)):
            last = np.maximum if first is np.minimum else np.minimum
            moving = values
            for place in kept:
                rest = last(place, moving)
                first(place, moving, out=place)
                moving = rest

    def bounds(self) -> tuple[Floats, Floats]:
        """The two percentiles, interpolated as numpy's default."""
        at = int(self._position)
        share, after = self._position - at, min(at + 1, len(self._low) - 1)
        low, high = (each[at] + share * (each[after] - each[at]) for each in (self._low, self._high))
        return low, high
