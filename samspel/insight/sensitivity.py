"""How far results hang on the threshold of RCA, which is a choice and no measurement."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from scipy.stats import spearmanr

from samspel.insight.complexity import economic_complexity
from samspel.insight.errors import InsightError, Progress, part, tell
from samspel.insight.labelled import Vector
from samspel.insight.presence import Presence, presence_matrix
from samspel.insight.table import as_table
from samspel.insight.uncertainty import Of, Ranking, ranking

THRESHOLDS = (0.8, 0.9, 1.0, 1.1, 1.2)


@dataclass(frozen=True, slots=True, eq=False)
class ThresholdSensitivity:
    """What other thresholds would have given.

    `ranking` is that of the base threshold; low and high are the extremes over all thresholds, of values and of ranks
    (level 1). `thresholds` has a row for each: threshold, present (cells), appear and vanish (cells against the base),
    flipped (appear + vanish, as a share of the cells present at either), rank_correlation (Spearman's, of the index
    against the base; null where fewer than three labels can be compared or ranks do not vary) and compared (labels).
    """

    base: float
    ranking: Ranking
    thresholds: pl.DataFrame


def threshold_sensitivity(
    data: Any,
    of: Of = "region",
    thresholds: Sequence[float] = THRESHOLDS,
    base: float = 1.0,
    progress: Progress | None = None,
) -> ThresholdSensitivity:
    """Presence, and ECI of regions (or PCI of activities), at each threshold of RCA against that of the base.

    data: a RegionTable, a matrix or a frame. InsightError for no thresholds, or one that is not above 0.
    """
    if of not in ("region", "activity"):
        raise InsightError("choice", f"of must be region or activity, not {of!r}")
    if not thresholds or not all(np.isfinite(each) and each > 0 for each in (*thresholds, base)):
        raise InsightError("choice", f"thresholds must be above 0, not {', '.join(map(str, (*thresholds, base)))}")
    table = as_table(data)
    chosen = sorted({*thresholds})
    reference = presence_matrix(table, threshold=base)
    index = _index(reference, of, part(progress, 0, 1 / (len(chosen) + 1)))
    values, rows = [], []
    for number, threshold in enumerate(chosen, 1):
        inner = part(progress, number / (len(chosen) + 1), (number + 1) / (len(chosen) + 1))
        other = presence_matrix(table, threshold=threshold)
        found = _index(other, of, inner)
        values.append(found.values)
        rows.append({"threshold": float(threshold), **_flips(reference, other), **_agreement(index, found)})
    tell(progress, 1.0)
    kinds = {"rank_correlation": pl.Float64}
    return ThresholdSensitivity(base, ranking(index, np.array(values), 1.0), pl.DataFrame(rows, schema_overrides=kinds))


def _index(presence: Presence, of: Of, progress: Progress | None) -> Vector:
    found = economic_complexity(presence, progress=progress)
    return found.eci if of == "region" else found.pci


def _flips(reference: Presence, other: Presence) -> dict[str, Any]:
    """Cells that another threshold adds or takes away; the higher one's cells are all among the lower one's."""
    before, after = int(reference.values.sum()), int(other.values.sum())
    more = max(before, after)
    return {
        "present": after,
        "appear": max(after - before, 0),
        "vanish": max(before - after, 0),
        "flipped": abs(after - before) / more if more else 0.0,
    }


def _agreement(index: Vector, other: Vector) -> dict[str, Any]:
    both = ~(np.isnan(index.values) | np.isnan(other.values))
    one, two = index.values[both], other.values[both]
    varied = len(one) > 2 and np.ptp(one) > 0 and np.ptp(two) > 0
    return {"rank_correlation": float(spearmanr(one, two).statistic) if varied else None, "compared": int(both.sum())}
