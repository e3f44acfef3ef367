"""Peer regions: those of like structure, so that a comparison is with equals; and the gap to them, year by year.

After Navarro et al. (2014), “Regional benchmarking in the smart specialisation process” (JRC S3 Working Paper 03/2014).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import narwhals as nw
import numpy as np
import polars as pl

from samspel.insight.checks import Floats, pick
from samspel.insight.errors import InputRow, InsightError, Progress, tell
from samspel.insight.labelled import Matrix

Scale = Literal["deviation", "range"]
Missing = Literal["refuse", "drop", "pairwise"]
SHARED = 0.5  # of the weight that two regions must both have, to be compared with missing="pairwise"


@dataclass(frozen=True, slots=True, eq=False)
class StructureVariables:
    """Structure variables (regions × variables; any units; NaN is missing) with a weight for each variable.

    `dropped` are regions left out because a value was missing.
    """

    regions: tuple[str, ...]
    variables: tuple[str, ...]
    values: Floats
    weights: Floats
    dropped: tuple[str, ...] = ()


def read_structure(
    frame: Any,
    weights: Mapping[str, float] | None = None,
    missing: Missing = "refuse",
    region: str = "region",
    variable: str = "variable",
    value: str = "value",
) -> StructureVariables:
    """Structure variables of rows (region, variable, value); the variables in `weights`, or all with weight 1.

    A value is missing if it is null or NaN or has no row. missing="refuse" names such values, "drop" leaves the region
    out, "pairwise" compares two regions by what both have. InsightError too for double rows, infinite values,
    weights that are not above 0, and variables that are not in the frame.
    """
    if missing not in ("refuse", "drop", "pairwise"):
        raise InsightError("choice", f"missing must be refuse, drop or pairwise, not {missing!r}")
    rows = read_rows(frame, {"region": region, "variable": variable, "value": value}, ["region", "variable"])
    chosen = dict.fromkeys(rows["variable"].unique().sort(), 1.0) if weights is None else dict(weights)
    _check_weights(chosen, rows)
    wide = (
        rows.filter(pl.col("variable").is_in(list(chosen)))
        .pivot(on="variable", on_columns=list(chosen), index="region", values="value")
        .sort("region")
    )
    names = tuple(wide["region"])
    values = np.column_stack([wide[name].fill_null(np.nan).to_numpy() for name in chosen]).astype(np.float64)
    found = StructureVariables(names, tuple(chosen), values, np.array(list(chosen.values()), dtype=np.float64))
    gaps = np.isnan(values)
    if missing == "refuse" and gaps.any():
        at = [InputRow(None, names[i], None, found.variables[j]) for i, j in np.argwhere(gaps).tolist()]
        raise InsightError("missing", "every region must have a value of each structure variable", at)
    if missing == "drop" and gaps.any():
        kept = np.asarray(~gaps.any(axis=1))
        found = StructureVariables(pick(names, kept), found.variables, values[kept], found.weights, pick(names, ~kept))
    if len(found.regions) < 2:
        raise InsightError("no_regions", f"there must be two regions or more to compare, not {len(found.regions)}")
    return found


def structural_distance(structure: StructureVariables, scale: Scale = "deviation") -> Matrix:
    """d_ij = sqrt(sum_v w_v (z_iv - z_jv)^2 / sum_v w_v) (regions × regions), symmetric, 0 on the diagonal.

    z is the variable over its standard deviation ("deviation") or its range ("range"), over the regions that have it;
    one that does not vary tells no regions apart, and weighs as the others. Sums are over variables both have; NaN
    where these have less than half of the weight. Gower (1971).
    """
    if scale not in ("deviation", "range"):
        raise InsightError("choice", f"scale must be deviation or range, not {scale!r}")
    return Matrix("distance", ("region", "region"), structure.regions, structure.regions, _distances(structure, scale))


def nearest_peers(
    structure: StructureVariables,
    k: int = 10,
    candidates: Sequence[str] | None = None,
    scale: Scale = "deviation",
    progress: Progress | None = None,
) -> pl.DataFrame:
    """The k nearest of each region: region, peer, distance, rank, rank_low, rank_high, stays.

    The ranks from low to high are those with each variable left out in turn, and `stays` the share of these in which
    the peer is among the k: how far the choice of variables decides. Equal distances share the better rank, and those
    beyond k by a tie are in too. `candidates` are the regions that may be peers (all if None). A region has fewer
    peers where fewer can be compared with it. With one variable there is nothing to leave out, and `stays` is null.
    """
    if k < 1:
        raise InsightError("choice", f"there must be 1 peer or more, not {k}")
    allowed = np.ones(len(structure.regions), dtype=bool)
    if candidates is not None:
        if unknown := sorted({*candidates} - {*structure.regions}):
            raise InsightError("unknown_region", "candidates must be regions of the structure", [
                InputRow(None, name, None, None) for name in unknown
            ])  # fmt: skip
        allowed = np.isin(structure.regions, list(candidates))
    distances = _distances(structure, scale)
    ranks = _ranks(distances, allowed)
    count = len(structure.variables)
    low, high, stays = ranks.copy(), ranks.copy(), np.zeros_like(ranks)
    for left_out in range(count if count > 1 else 0):
        kept = np.arange(count) != left_out
        again = _ranks(_distances(structure, scale, kept), allowed)
        low, high = np.fmin(low, again), np.fmax(high, again)
        stays += again <= k  # NaN, who can no longer be compared, does not stay
        tell(progress, (left_out + 1) / count)
    at, peer = np.nonzero(ranks <= k)
    names = np.array(structure.regions, dtype=object)
    return pl.DataFrame({
        "region": names[at].tolist(),
        "peer": names[peer].tolist(),
        "distance": distances[at, peer],
        "rank": ranks[at, peer].astype(np.int64),
        "rank_low": low[at, peer].astype(np.int64),
        "rank_high": high[at, peer].astype(np.int64),
        "stays": stays[at, peer] / count if count > 1 else np.full(len(at), np.nan),
    }).with_columns(pl.col("stays").fill_nan(None)).sort("region", "rank", "peer")  # fmt: skip


def gap_to_peers(
    frame: Any,
    peers: Any,
    region: str = "region",
    indicator: str = "indicator",
    year: str = "year",
    value: str = "value",
) -> pl.DataFrame:
    """Each region against its peers, by indicator and year: own value, the peers' median and quartiles, and the gap.

    frame: rows (region, indicator, year, value); peers: rows (region, peer), as `nearest_peers` gives. Rows of region,
    indicator, year, own, lower_quartile, median, upper_quartile, gap (own - median, in the indicator's unit) and
    peers (how many have a value that year). Quartiles are interpolated. Null where the region, or every peer, has no
    value; years in which neither has one are left out. Which way is better is not known here.
    """
    keys = ["region", "indicator", "year"]
    rows = read_rows(frame, {"region": region, "indicator": indicator, "year": year, "value": value}, keys)
    rows = rows.drop_nulls("value")
    pairs = read_rows(peers, {"region": "region", "peer": "peer"}, ["region", "peer"])
    if selves := pairs.filter(pl.col("region") == pl.col("peer"))["region"].to_list():
        raise InsightError(
            "choice", "a region is no peer of itself", [InputRow(None, name, None, None) for name in selves]
        )
    theirs = pairs.join(rows.rename({"region": "peer"}), on="peer").group_by(keys).agg(
        pl.col("value").quantile(0.25, "linear").alias("lower_quartile"),
        pl.col("value").median().alias("median"),
        pl.col("value").quantile(0.75, "linear").alias("upper_quartile"),
        pl.len().cast(pl.Int64).alias("peers"),
    )  # fmt: skip
    own = rows.rename({"value": "own"}).join(pairs.select("region").unique(), on="region")
    both = own.join(theirs, on=keys, how="full", coalesce=True)
    return both.select(
        *keys, "own", "lower_quartile", "median", "upper_quartile",
        (pl.col("own") - pl.col("median")).alias("gap"), pl.col("peers").fill_null(0),
    ).sort(keys)  # fmt: skip


def read_rows(frame: Any, columns: Mapping[str, str], keys: Sequence[str]) -> pl.DataFrame:
    """Columns under our names: labels as text, year as whole number, value as float64 with null for NaN.

    InsightError for columns that are not there, labels that are missing, double keys and infinite values.
    """
    try:
        found: Any = nw.from_native(frame)
    except TypeError as error:
        raise InsightError("frame", f"a data frame is expected: {error}") from error
    there = found.collect_schema()
    if lost := [InputRow(None, None, None, name) for name in columns.values() if name not in there]:
        raise InsightError("column", f"there must be columns {', '.join(columns.values())}", lost)
    for name in columns.keys() & {"value", "year"}:
        kind = there[columns[name]]
        if not (kind.is_numeric() if name == "value" else kind.is_integer()):
            raise InsightError("not_numeric", f"{columns[name]} must be a column of numbers, not {kind}")
    kinds = {"value": nw.Float64, "year": nw.Int64}
    found = found.select(
        *(nw.col(column).cast(kinds.get(name, nw.String)).alias(name) for name, column in columns.items())
    )
    found = found.collect() if isinstance(found, nw.LazyFrame) else found
    types = {"value": pl.Float64, "year": pl.Int64}
    rows = pl.DataFrame(found.to_dict(as_series=False), schema={name: types.get(name, pl.String) for name in columns})
    rows = rows.with_row_index("__row", offset=1)
    _refuse(rows, pl.any_horizontal(pl.col(keys).is_null()), "no_label", f"{', '.join(keys)} must not be missing")
    _refuse(rows, pl.struct(keys).is_duplicated(), "duplicate", f"{', '.join(keys)} must have one row")
    if "value" in columns:
        _refuse(rows, pl.col("value").is_infinite(), "infinite", "values must be finite")
        rows = rows.with_columns(pl.col("value").fill_nan(None))
    return rows.drop("__row")


def _refuse(rows: pl.DataFrame, wrong: pl.Expr, code: str, expected: str) -> None:
    """InsightError with the rows under the mask."""
    found = rows.filter(wrong).to_dicts()
    if found:
        at = [InputRow(row.pop("__row"), row.pop("region"), None, ", ".join(map(str, row.values()))) for row in found]
        raise InsightError(code, expected, at)


def _check_weights(weights: Mapping[str, float], rows: pl.DataFrame) -> None:
    if not weights:
        raise InsightError("choice", "there must be at least one structure variable")
    if bad := [f"{name}: {each}" for name, each in weights.items() if not (np.isfinite(each) and each > 0)]:
        raise InsightError("choice", f"weights must be above 0, not {', '.join(bad)}")
    if lost := [InputRow(None, None, None, name) for name in weights if name not in {*rows["variable"]}]:
        raise InsightError("unknown_variable", "structure variables must be in the frame", lost)


def _distances(structure: StructureVariables, scale: Scale, kept: Any = slice(None)) -> Floats:
    """Distances by some of the variables, one variable at a time: memory is a few (regions × regions)."""
    values, weights = structure.values[:, kept], structure.weights[kept]
    count = len(structure.regions)
    total, shared = np.zeros((count, count)), np.zeros((count, count))
    for column, weight in zip(values.T, weights, strict=True):
        there = ~np.isnan(column)
        largest = np.abs(column[there]).max(initial=0)
        column = column / largest if largest > 0 else column  # so that no square is beyond a number
        known = column[there]
        spread = (known.std() if scale == "deviation" else np.ptp(known)) if known.size else 0.0
        # what is left of a constant by rounding is no difference
        flat = known.size == 0 or np.ptp(known) <= 1e-12 * np.abs(known).max()
        z = np.where(there, 0.0 if flat else (column - known.mean()) / spread, 0.0)
        both = there[:, None] & there[None, :]
        total += weight * np.where(both, (z[:, None] - z[None, :]) ** 2, 0.0)
        shared += weight * both
    with np.errstate(invalid="ignore", divide="ignore"):
        found = np.sqrt(total / shared)
    found[shared < SHARED * weights.sum()] = np.nan
    np.fill_diagonal(found, 0.0)
    return found


def _ranks(distances: Floats, allowed: Any) -> Floats:
    """The rank of each column in its row, 1 for the nearest, ties sharing the better; NaN for who is no peer."""
    # rounded, so that what is equal but for its last bits is a tie
    rounded = np.round(distances, 12)
    np.fill_diagonal(rounded, np.nan)
    rounded[:, ~allowed] = np.nan
    found = np.empty_like(rounded)
    for i, row in enumerate(rounded):
        ordered = np.sort(row[~np.isnan(row)])
        found[i] = np.where(np.isnan(row), np.nan, np.searchsorted(ordered, row) + 1)
    return found
