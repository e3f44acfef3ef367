"""Tables that might have been observed instead: what bootstrap intervals are made of. Efron and Tibshirani (1993)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import polars as pl
from scipy import sparse

from samspel.insight.checks import Floats
from samspel.insight.errors import InsightError
from samspel.insight.microdata import entity_cells
from samspel.insight.table import RegionTable, as_table

Scheme = Literal["poisson", "multinomial"]
MOST = 1e15  # observations in a cell or in all, beyond which random whole numbers are no longer drawn exactly


@dataclass(frozen=True, slots=True, eq=False)
class Resampling:
    """The table observed, and a way to draw others. Draw n of a seed is the same whatever else is drawn."""

    table: RegionTable
    values: Callable[[np.random.Generator], Any]

    def draw(self, seed: int, number: int) -> RegionTable:
        """A table with the labels of the one observed; some of its regions and activities may be empty."""
        return replace(self.table, values=self.values(np.random.default_rng([seed, number])))


def of_counts(data: Any, scheme: Scheme = "poisson", per: float = 1.0) -> Resampling:
    """Draws around a table (regions × activities) of counts, such as persons employed or patents.

    "poisson": each cell is Poisson of its count; "multinomial": the total is dealt again by the cells' shares.
    `per` is how much of the value one independent observation is, in the table's unit: with turnover in euro, say, the
    turnover of a firm. The smaller, the narrower the intervals. Cells of 0 stay 0: what chance left out is not seen.
    """
    table = as_table(data)
    if not (np.isfinite(per) and per > 0):
        raise InsightError("choice", f"per must be above 0, not {per}")
    if scheme not in ("poisson", "multinomial"):
        raise InsightError("choice", f"scheme must be poisson or multinomial, not {scheme!r}")
    counts = (table.values.data if table.is_sparse else table.values.ravel()) / per
    if counts.sum() > MOST:
        raise InsightError("infinite", f"there must be at most {MOST:.0e} observations; per may be larger")
    total = round(counts.sum())
    if scheme == "multinomial" and total == 0:
        raise InsightError("empty", "there must be something to deal again")
    shares = counts / counts.sum() if scheme == "multinomial" else counts

    def values(pick: np.random.Generator) -> Any:
        drawn = pick.poisson(counts) if scheme == "poisson" else pick.multinomial(total, shares)
        return _like(table, drawn * per)

    return Resampling(table, values)


def of_rows(
    rows: Any, entity: str = "entity", region: str = "region", activity: str = "activity", value: str | None = "value"
) -> Resampling:
    """Draws of micro-data: as many entities (firms, projects) as there are, with replacement, each with all its rows.

    So what an entity does in several regions or activities goes together, and few large ones give wide intervals.
    Memory: the (entity, region, activity) that occur. InsightError as `regional_table`, and for no rows.
    """
    cells = entity_cells(rows, entity, region, activity, value)
    if cells.is_empty():
        raise InsightError("no_regions", "there must be at least one region; the frame has no rows")
    names, at = _coded(cells["region"])
    kinds, beside = _coded(cells["activity"])
    entities, whose = _coded(cells["entity"])
    where, cell = np.unique(at * len(kinds) + beside, return_inverse=True)
    parts = sparse.csr_array((cells["value"].to_numpy(), (cell, whose)), shape=(len(where), len(entities)))
    place = (where // len(kinds), where % len(kinds))

    def filled(weights: Floats) -> Any:
        return sparse.csr_array((parts @ weights, place), shape=(len(names), len(kinds)))

    def values(pick: np.random.Generator) -> Any:
        times = np.bincount(pick.integers(0, len(entities), len(entities)), minlength=len(entities))
        return _like(table, filled(times.astype(np.float64)))

    whole = filled(np.ones(len(entities)))
    is_full = whole.nnz > len(names) * len(kinds) / 10
    table = RegionTable.from_matrix(whole.toarray() if is_full else whole, names, kinds, empty="keep")
    return Resampling(table, values)


def as_resampling(data: Any) -> Resampling:
    """A resampling itself, or Poisson draws around a table of counts."""
    return data if isinstance(data, Resampling) else of_counts(data)


def _coded(column: pl.Series) -> tuple[list[str], Any]:
    """The labels in order, and the number of each row's."""
    labels = column.unique().sort()
    ranks = {label: at for at, label in enumerate(labels)}
    return labels.to_list(), column.replace_strict(ranks, return_dtype=pl.Int64).to_numpy()


def _like(table: RegionTable, drawn: Any) -> Any:
    """Drawn values in the shape and kind of the table's: of its cells, or a matrix."""
    if sparse.issparse(drawn):
        found: Any = drawn if table.is_sparse else drawn.toarray()
    elif table.is_sparse:
        found = table.values.copy()
        found.data = drawn.astype(np.float64)
    else:
        return drawn.reshape(table.shape)
    if table.is_sparse:
        found.eliminate_zeros()
    return found
