"""The table that everything stands on: regions × activities, checked once, with its labels."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import polars as pl
from numpy.typing import ArrayLike
from scipy import sparse

from samspel.insight.checks import Floats, as_floats, as_positions, labels, pick, position, refuse_bad_cells
from samspel.insight.errors import InputRow, InsightError
from samspel.insight.frames import collect, read_cells

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
    def from_frame(
        cls,
        frame: Any,
        region: str = "region",
        activity: str = "activity",
        value: str = "value",
        year: str | None = None,
        *,
        regions: Iterable[object] | None = None,
        activities: Iterable[object] | None = None,
        empty: Empty = "refuse",
    ) -> "RegionTable":
        """A checked table of rows (region, activity, value[, year]), one row for each pair, in any order.

        Labels are sorted, or as in `regions` and `activities`, the known codes, beyond which nothing is accepted.
        Raises InsightError naming rows (1 is the first): codes that are missing, unknown or double, values that are
        missing, infinite, negative or no numbers, more than one year, and empty ones as `empty` says.
        """
        columns = [region, activity, value] + ([year] if year else [])
        rows = collect(frame, columns)
        years = () if year is None else tuple(sorted(set(rows[year].to_list())))
        if len(years) > 1:
            raise InsightError("years", f"there must be one year, not {', '.join(map(str, years))}; see panel")
        cells = read_cells(rows, columns, regions, activities)
        return settle_empty(cls(cells.regions, cells.activities, cells.values, int(years[0]) if years else None), empty)

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
        lost = [InputRow(None, one, None, None) for one in self.regions if one not in rows]
        lost += [InputRow(None, None, one, None) for one in self.activities if one not in columns]
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


def settle_empty(table: RegionTable, empty: Empty) -> RegionTable:
    """Refuse, keep or drop the regions and activities without a value; what is dropped is remembered."""
    if empty not in ("refuse", "keep", "drop"):
        raise InsightError("choice", f"empty must be refuse, keep or drop, not {empty!r}")
    regions, activities = table.empty_regions(), table.empty_activities()
    if empty == "keep" or not (regions or activities):
        return table
    if empty == "refuse":
        rows = [InputRow(None, one, None, None) for one in regions] + [
            InputRow(None, None, one, None) for one in activities
        ]
        raise InsightError("empty", "every region and activity must have a value above 0, or say empty='keep'", rows)
    kept = table.select(table.region_totals() > 0, table.activity_totals() > 0)
    if not kept.regions:
        raise InsightError("no_regions", "there must be at least one region with a value above 0")
    return replace(kept, dropped_regions=regions, dropped_activities=activities)
