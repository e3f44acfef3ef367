"""The opportunity map: what is near to what a region has, how complex that is, and how sure either is.

Relatedness density against complexity, as in Balland et al. (2019), “Smart specialization policy in the European Union:
relatedness, knowledge complexity and regional diversification”, Regional Studies 53(9).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from samspel.insight.checks import Floats
from samspel.insight.complexity import economic_complexity
from samspel.insight.errors import InsightError, Progress, part, tell
from samspel.insight.presence import Presence, presence_matrix
from samspel.insight.relatedness import proximity, relatedness_density
from samspel.insight.resampling import as_resampling
from samspel.insight.uncertainty import DRAWS, bounds, check_draws, ranks_of

QUADRANTS = ("near_complex", "near_simple", "far_complex", "far_simple")
LABELLED = 10


@dataclass(frozen=True, slots=True, eq=False)
class _View:
    """One table's density (regions asked for × activities) and complexity (activities)."""

    density: Floats
    complexity: Floats


def opportunity_map(
    data: Any,
    regions: Sequence[str] | None = None,
    draws: int = DRAWS,
    seed: int = 0,
    level: float = 0.95,
    threshold: float = 1.0,
    weight: float = 0.5,
    labelled: int = LABELLED,
    progress: Progress | None = None,
) -> pl.DataFrame:
    """The activities that each region lacks, by relatedness density (0 to 1) and complexity (PCI, standard deviations).

    Rows of region, activity, density, density_low, density_high, complexity, complexity_low, complexity_high, quadrant,
    quadrant_share, score, score_low, score_high, rank, rank_low, rank_high and labelled, by region and rank.

    quadrant: near if density is at or above the region's mean over what it lacks, complex if PCI is 0 or more;
    `quadrant_share` is the share of draws that say the same. score = weight × z(density) + (1 - weight) × z(PCI), each
    standardised over what the region lacks; `labelled` are the first ten by it. Equal scores share the better rank, and
    are labelled in order of label. What a region lacks is told by the table observed and is the same in all draws.
    Activities without PCI (in no region, or apart from the largest network) have no quadrant, score and rank: null.

    data: a `Resampling`, or a table of counts, which is drawn as Poisson. Memory: draws × regions asked for ×
    activities. InsightError for a region that is not in the table, or a weight that is not between 0 and 1.
    """
    check_draws(draws, level)
    if not 0 <= weight <= 1:
        raise InsightError("choice", f"weight must be between 0 and 1, not {weight}")
    resampling = as_resampling(data)
    table = resampling.table
    names = table.regions if regions is None else tuple(dict.fromkeys(regions))
    at = np.array([table.region_at(name) for name in names], dtype=np.int64)
    presence = presence_matrix(table, threshold=threshold)
    observed = _view(presence, at)
    drawn = []
    for number in range(draws):
        inner = part(progress, number / draws, (number + 1) / draws)
        drawn.append(_view(presence_matrix(resampling.draw(seed, number), threshold=threshold), at, inner))
        tell(progress, (number + 1) / draws)
    frames = []
    for place, name in enumerate(names):
        held = presence.values[[at[place]]]
        lacks = ~(held.toarray().ravel() > 0 if presence.is_sparse else held.ravel())
        frames.append(_of_region(name, table.activities, lacks, place, observed, drawn, level, weight, labelled))
    return pl.concat(frames)


def _view(presence: Presence, at: NDArray[np.int64], progress: Progress | None = None) -> _View:
    near = proximity(presence, progress=part(progress, 0, 0.6))
    some = Presence(tuple(presence.regions[i] for i in at), presence.activities, presence.values[at])
    complexity = economic_complexity(presence, progress=part(progress, 0.6, 1)).pci.values
    return _View(relatedness_density(some, near).values, complexity)


def _of_region(
    name: str, activities: tuple[str, ...], lacks: NDArray[np.bool_], place: int, observed: _View,
    drawn: list[_View], level: float, weight: float, labelled: int,
) -> pl.DataFrame:  # fmt: skip
    """The rows of one region."""
    density, complexity = observed.density[place, lacks], observed.complexity[lacks]
    densities = np.array([each.density[place, lacks] for each in drawn])
    complexities = np.array([each.complexity[lacks] for each in drawn])
    quadrants = _quadrants(density[None, :], complexity[None, :])[0]
    again = _quadrants(densities, complexities)
    scores = _scores(density[None, :], complexity[None, :], weight)
    several = _scores(densities, complexities, weight)
    ranks, many = ranks_of(scores)[0], ranks_of(several)
    columns: dict[str, Any] = {
        "region": [name] * int(lacks.sum()),
        "activity": [label for label, missing in zip(activities, lacks, strict=True) if missing],
    }
    sets = (("density", density, densities), ("complexity", complexity, complexities), ("score", scores[0], several))
    for what, values, samples in (*sets, ("rank", ranks, many)):
        low, high = bounds(samples, values, level)
        columns |= {what: values, f"{what}_low": low, f"{what}_high": high}
    columns["rank_low"], columns["rank_high"] = np.floor(columns["rank_low"]), np.ceil(columns["rank_high"])
    columns["quadrant"] = [QUADRANTS[code] if code >= 0 else None for code in quadrants]
    # a draw without complexity says nothing of the quadrant
    told = (again >= 0).sum(axis=0)
    same = ((again == quadrants[None, :]) & (again >= 0)).sum(axis=0)
    columns["quadrant_share"] = np.where((quadrants >= 0) & (told > 0), same / np.maximum(told, 1), np.nan)
    return _tidy(columns, labelled)


def _tidy(columns: dict[str, Any], labelled: int) -> pl.DataFrame:
    """The rows in order of rank, then of label, with what has no value as null."""
    numbers = [f"{what}{end}" for what in ("density", "complexity", "score") for end in ("", "_low", "_high")]
    ranks = ["rank", "rank_low", "rank_high"]
    floats = dict.fromkeys([*numbers, *ranks, "quadrant_share"], pl.Float64)
    texts = dict.fromkeys(["region", "activity", "quadrant"], pl.String)
    frame = pl.DataFrame(columns, schema={name: (texts | floats)[name] for name in columns}).with_columns(
        pl.col(*floats).fill_nan(None)
    )
    order = [*numbers[:6], "quadrant", "quadrant_share", *numbers[6:], *ranks]
    return (
        frame.with_columns(pl.col(ranks).cast(pl.Int64))
        .select("region", "activity", *order)
        .sort("rank", "activity", nulls_last=True)
        .with_columns(labelled=(pl.int_range(pl.len()) < labelled) & pl.col("rank").is_not_null())
    )


def _quadrants(density: Floats, complexity: Floats) -> NDArray[np.int64]:
    """The number of the quadrant in `QUADRANTS` (tables × activities); -1 where complexity is not known."""
    if not density.shape[1]:
        return np.zeros(density.shape, dtype=np.int64)
    # a density that is the mean but for rounding is near
    is_near = density >= density.mean(axis=1, keepdims=True) * (1 - 1e-12)
    found = np.where(is_near, 0, 2) + np.where(complexity >= 0, 0, 1)
    return np.where(np.isnan(complexity), -1, found)


def _scores(density: Floats, complexity: Floats, weight: float) -> Floats:
    """weight × z(density) + (1 - weight) × z(complexity) over what has both; 0 for what does not vary."""
    known = ~np.isnan(complexity)
    found = np.zeros(density.shape)
    for share, values in ((weight, density), (1 - weight, complexity)):
        count = np.maximum(known.sum(axis=1, keepdims=True), 1)
        centred = np.where(known, values, 0.0)
        centred = np.where(known, centred - centred.sum(axis=1, keepdims=True) / count, 0.0)
        spread = np.sqrt((centred**2).sum(axis=1, keepdims=True) / count)
        found += share * np.divide(centred, spread, out=np.zeros_like(centred), where=spread > 1e-12)
    found[~known] = np.nan
    return found
