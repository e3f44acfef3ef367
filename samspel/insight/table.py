"""The table that everything stands on: regions × activities, checked once, with its labels."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import polars as pl
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from samspel.insight.errors import InsightError, Row

Floats = NDArray[np.float64]
Empty = Literal["refuse", "keep", "drop"]
"""What to do with a region or an activity without a single value above 0."""


@dataclass(frozen=True, slots=True, eq=False)
class RegionTable:
    """Values (regions × activities; finite, not negative; any additive unit) with their labels.

    `values` is a float64 array or a scipy CSR array. `dropped_regions` and `dropped_activities` are the empty ones
    that were left out on request.
    """

    regions: tuple[str, ...]
    activities: tuple[str, ...]
    values: Any
    year: int | None = None
    dropped_regions: tuple[str, ...] = ()
    dropped_activities: tuple[str, ...] = ()

    @classmethod
    def from_matrix(
        cls,
        values: Any,
        regions: Iterable[object] | None = None,
        activities: Iterable[object] | None = None,
        year: int | None = None,
        empty: Empty = "refuse",
        copy: bool = True,
    ) -> "RegionTable":
        """A checked table of a numpy or scipy sparse matrix; labels are 0, 1, 2 … where none are given.

        Without `copy` a float64 array is taken as it stands, which saves its memory; it must not be changed afterwards.

        Raises InsightError naming the cells that are negative, missing or infinite, labels that are double or too
        few, and (with empty="refuse") regions and activities without a value.
        """
        matrix = as_floats(values, copy)
        names = labels(regions, matrix.shape[0], "region")
        kinds = labels(activities, matrix.shape[1], "activity")
        refuse_bad_cells(matrix, names, kinds)
        return settle_empty(cls(names, kinds, matrix, year), empty)

    @classmethod
    def from_frame(cls, frame: Any, region: str = "region", activity: str = "activity", value: str = "value",
                   year: str | None = None, **choices: Any) -> "RegionTable":  # fmt: skip
        """A checked table of a tidy frame; see `frames.read_frame`, which takes the same choices."""
        from samspel.insight.frames import read_frame

        return read_frame(frame, region, activity, value, year, **choices)

    @property
    def shape(self) -> tuple[int, int]:
        """The number of regions and of activities."""
        return len(self.regions), len(self.activities)

    @property
    def is_sparse(self) -> bool:
        """Whether the values are kept as CSR."""
        return sparse.issparse(self.values)

    def dense(self) -> Floats:
        """The values as a float64 array, regions × activities; the table's own where it is dense."""
        found: Floats = self.values.toarray() if self.is_sparse else self.values
        return found

    def region_totals(self) -> Floats:
        """The sum of each region, in the table's unit."""
        return np.asarray(self.values.sum(axis=1)).ravel()

    def activity_totals(self) -> Floats:
        """The sum of each activity, in the table's unit."""
        return np.asarray(self.values.sum(axis=0)).ravel()

    def empty_regions(self) -> tuple[str, ...]:
        """Regions without a value above 0."""
        return pick(self.regions, self.region_totals() == 0)

    def empty_activities(self) -> tuple[str, ...]:
        """Activities without a value above 0."""
        return pick(self.activities, self.activity_totals() == 0)

    def region_at(self, label: str) -> int:
        """The row of a region; InsightError where there is none of that name."""
        return position(self.regions, label, "region")

    def activity_at(self, label: str) -> int:
        """The column of an activity; InsightError where there is none of that name."""
        return position(self.activities, label, "activity")

    def select(self, rows: ArrayLike, columns: ArrayLike) -> "RegionTable":
        """The table of some rows and columns (positions or masks), in the order given."""
        at, beside = as_positions(rows), as_positions(columns)
        regions = tuple(self.regions[i] for i in at)
        activities = tuple(self.activities[j] for j in beside)
        return replace(self, regions=regions, activities=activities, values=self.values[at][:, beside])

    def aligned(self, regions: Sequence[str], activities: Sequence[str]) -> "RegionTable":
        """The same values under other labels and another order; 0 where this table has none."""
        rows = {label: i for i, label in enumerate(regions)}
        columns = {label: j for j, label in enumerate(activities)}
        lost = [Row(None, one, None, None) for one in self.regions if one not in rows]
        lost += [Row(None, None, one, None) for one in self.activities if one not in columns]
        if lost:
            raise InsightError("labels", "every label of the table must be among the new ones", lost)
        cells = sparse.coo_array(self.values)
        at = np.array([rows[label] for label in self.regions], dtype=np.int64)[cells.coords[0]]
        beside = np.array([columns[label] for label in self.activities], dtype=np.int64)[cells.coords[1]]
        moved = sparse.csr_array((cells.data, (at, beside)), shape=(len(regions), len(activities)))
        values = moved if self.is_sparse else moved.toarray()
        return replace(self, regions=tuple(regions), activities=tuple(activities), values=values)

    def tidy(self, name: str = "value") -> pl.DataFrame:
        """The values above 0 as rows of region, activity and value (and year, where the table has one)."""
        cells = sparse.coo_array(self.values)
        rows, columns = cells.coords
        frame = pl.DataFrame({
            "region": np.array(self.regions, dtype=object)[rows].tolist(),
            "activity": np.array(self.activities, dtype=object)[columns].tolist(),
            name: cells.data,
        }, schema={"region": pl.String, "activity": pl.String, name: pl.Float64})  # fmt: skip
        return frame if self.year is None else frame.with_columns(year=pl.lit(self.year))


def as_table(data: Any) -> RegionTable:
    """The table itself, or one made of a matrix or of a frame with region, activity and value; empty ones are kept."""
    if isinstance(data, RegionTable):
        return data
    if isinstance(data, np.ndarray | list | tuple) or sparse.issparse(data):
        return RegionTable.from_matrix(data, empty="keep")
    return RegionTable.from_frame(data, empty="keep")


def as_floats(values: Any, copy: bool = True) -> Any:
    """Float64 values, an array or CSR, that cannot be written to; InsightError where they are no matrix."""
    try:
        if sparse.issparse(values):
            matrix = sparse.csr_array(values, dtype=np.float64, copy=True)
            matrix.sum_duplicates()
            return matrix
        matrix = np.array(values, dtype=np.float64, copy=copy or None, order="C").view()
    except (TypeError, ValueError) as error:
        raise InsightError("not_numeric", f"values must be numbers: {error}") from error
    if matrix.ndim != 2:
        raise InsightError("shape", f"values must be a matrix of regions × activities, not of shape {matrix.shape}")
    matrix.flags.writeable = False
    return matrix


def labels(given: Iterable[object] | None, count: int, kind: str) -> tuple[str, ...]:
    """Labels as text, as many as there should be and no two the same; InsightError otherwise."""
    if count == 0:
        raise InsightError("no_regions" if kind == "region" else "no_activities", f"there must be at least one {kind}")
    names = tuple(str(label) for label in (range(count) if given is None else given))
    if len(names) != count:
        raise InsightError("labels", f"there must be {count} {kind} labels, not {len(names)}")
    if len(set(names)) != count:
        counts = Counter(names)
        again = [Row(i + 1, None, None, name) for i, name in enumerate(names) if counts[name] > 1]
        raise InsightError("duplicate", f"every {kind} label must be its own", again)
    return names


def faults(values: Floats) -> list[tuple[str, str, NDArray[np.int64]]]:
    """Positions of values that are missing (NaN), infinite or negative: code, what is expected, positions."""
    checks = (
        ("missing", "values must not be missing", np.isnan(values)),
        ("infinite", "values must be finite", np.isinf(values)),
        ("negative", "values must be 0 or more", values < 0),
    )
    return [(code, expected, np.flatnonzero(mask)) for code, expected, mask in checks if mask.any()]


def refuse_bad_cells(matrix: Any, regions: Sequence[str], activities: Sequence[str]) -> None:
    """InsightError naming the cells that are missing, infinite or negative."""
    cells = sparse.coo_array(matrix) if sparse.issparse(matrix) else None
    values = cells.data if cells is not None else matrix.ravel()
    if values.size == 0 or (np.isfinite(values.sum()) and values.min() >= 0):
        return
    for code, expected, at in faults(values):
        i, j = (c[at] for c in cells.coords) if cells is not None else np.unravel_index(at, matrix.shape)
        where = zip(i.tolist(), j.tolist(), values[at].tolist(), strict=True)
        raise InsightError(
            code, expected, [Row(None, regions[row], activities[col], found) for row, col, found in where]
        )


def settle_empty(table: RegionTable, empty: Empty) -> RegionTable:
    """Refuse, keep or drop the regions and activities without a value; what is dropped is remembered."""
    if empty not in ("refuse", "keep", "drop"):
        raise InsightError("choice", f"empty must be refuse, keep or drop, not {empty!r}")
    regions, activities = table.empty_regions(), table.empty_activities()
    if empty == "keep" or not (regions or activities):
        return table
    if empty == "refuse":
        rows = [Row(None, one, None, None) for one in regions] + [Row(None, None, one, None) for one in activities]
        raise InsightError("empty", "every region and activity must have a value above 0, or say empty='keep'", rows)
    kept = table.select(table.region_totals() > 0, table.activity_totals() > 0)
    if not kept.regions:
        raise InsightError("no_regions", "there must be at least one region with a value above 0")
    return replace(kept, dropped_regions=regions, dropped_activities=activities)


def pick(names: Sequence[str], mask: NDArray[np.bool_]) -> tuple[str, ...]:
    """The labels under a mask."""
    return tuple(names[i] for i in np.flatnonzero(mask).tolist())


def position(names: Sequence[str], label: str, kind: str) -> int:
    """Where the label stands; InsightError where it does not."""
    try:
        return names.index(label)
    except ValueError:
        raise InsightError(
            f"unknown_{kind}", f"the {kind} must be in the table", [Row(None, None, None, label)]
        ) from None


def as_positions(chosen: ArrayLike) -> NDArray[np.int64]:
    """Positions of a mask or of positions."""
    array = np.asarray(chosen)
    return np.flatnonzero(array) if array.dtype == bool else array.astype(np.int64)
