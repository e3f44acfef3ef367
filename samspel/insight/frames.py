"""Tidy frames (polars, pandas, pyarrow, … through narwhals) read into checked tables."""

from collections.abc import Iterable
from typing import Any

import narwhals as nw
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from samspel.insight.errors import InsightError, Row
from samspel.insight.table import Empty, RegionTable, faults, labels, settle_empty

SPARSE_BELOW = 0.1  # share of cells with a row under which CSR takes less room than an array
Positions = NDArray[np.int64]


def read_frame(
    frame: Any,
    region: str = "region",
    activity: str = "activity",
    value: str = "value",
    year: str | None = None,
    *,
    regions: Iterable[object] | None = None,
    activities: Iterable[object] | None = None,
    empty: Empty = "refuse",
) -> RegionTable:
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
    return tabulate(rows, columns, regions, activities, int(years[0]) if years else None, empty)


def panel(
    frame: Any,
    region: str = "region",
    activity: str = "activity",
    value: str = "value",
    year: str = "year",
    *,
    regions: Iterable[object] | None = None,
    activities: Iterable[object] | None = None,
) -> dict[int, RegionTable]:
    """A table for each year, by year, all with the same labels; a region or activity may be empty in some years.

    Refuses as `read_frame` does; a region or activity that is empty in every year is refused.
    """
    columns = [region, activity, value, year]
    rows = collect(frame, columns)
    known = sorted(rows[region].unique().to_list()) if regions is None else [str(label) for label in regions]
    kinds = sorted(rows[activity].unique().to_list()) if activities is None else [str(label) for label in activities]
    tables = {
        int(when): tabulate(rows.filter(nw.col(year) == when), columns, known, kinds, int(when), "keep")
        for when in sorted(set(rows[year].to_list()))
    }
    unused = set(known).intersection(*(table.empty_regions() for table in tables.values()))
    idle = set(kinds).intersection(*(table.empty_activities() for table in tables.values()))
    if unused or idle:
        at = [Row(None, one, None, None) for one in sorted(unused)] + [
            Row(None, None, one, None) for one in sorted(idle)
        ]
        raise InsightError("empty", "every region and activity must have a value above 0 in some year", at)
    return tables


def collect(frame: Any, columns: list[str]) -> Any:
    """The named columns with row numbers in `__row`, labels as text; InsightError where one is missing or has gaps."""
    try:
        found = nw.from_native(frame)
    except TypeError as error:
        raise InsightError("frame", f"a data frame is expected: {error}") from error
    names = found.collect_schema().names()
    if lost := [name for name in columns if name not in names]:
        raise InsightError(
            "column", f"there must be columns {', '.join(columns)}", [Row(None, None, None, n) for n in lost]
        )
    eager: Any = found.select(*dict.fromkeys(columns))
    eager = eager.collect() if isinstance(eager, nw.LazyFrame) else eager
    if len(eager) == 0:
        raise InsightError("no_regions", "there must be at least one region; the frame has no rows")
    eager = eager.with_row_index("__row").with_columns(nw.col("__row").cast(nw.Int64) + 1)
    for name in [columns[0], columns[1], *columns[3:]]:
        gaps = eager.filter(nw.col(name).is_null())["__row"].to_list()
        if gaps:
            raise InsightError("no_label", f"{name} must not be missing", [Row(at, None, None, None) for at in gaps])
    return eager.with_columns(nw.col(columns[0]).cast(nw.String), nw.col(columns[1]).cast(nw.String))


def tabulate(rows: Any, columns: list[str], regions: Iterable[object] | None, activities: Iterable[object] | None,
             year: int | None, empty: Empty) -> RegionTable:  # fmt: skip
    """The table of collected rows; InsightError as `read_frame` says."""
    region, activity, value = columns[:3]
    known, at = places(rows, region, regions, "region")
    kinds, beside = places(rows, activity, activities, "activity")
    values = numbers(rows, value)

    def named(positions: Positions) -> list[Row]:
        numbered = rows["__row"].to_numpy()
        return [Row(int(numbered[i]), known[at[i]], kinds[beside[i]], float(values[i])) for i in positions]

    for code, expected, wrong in faults(values):
        raise InsightError(code, expected, named(wrong))
    keys = at * len(kinds) + beside
    _, first, counts = np.unique(keys, return_index=True, return_counts=True)
    if (counts > 1).any():
        again = np.flatnonzero(np.isin(keys, keys[first[counts > 1]]))
        again = again[np.argsort(keys[again], kind="stable")]
        raise InsightError("duplicate", "each region and activity must have one row", named(again))
    cells = sparse.csr_array((values, (at, beside)), shape=(len(known), len(kinds)))
    cells.eliminate_zeros()
    is_full = len(values) > SPARSE_BELOW * len(known) * len(kinds)
    matrix = cells.toarray() if is_full else cells
    if is_full:
        matrix.flags.writeable = False
    return settle_empty(RegionTable(known, kinds, matrix, year), empty)


def places(rows: Any, name: str, given: Iterable[object] | None, kind: str) -> tuple[tuple[str, ...], Positions]:
    """The labels of a column and where each row stands among them; InsightError for rows with unknown codes."""
    present = sorted(rows[name].unique().to_list())
    listed = present if given is None else [str(label) for label in given]
    known = labels(listed, len(listed), kind)
    order = {label: i for i, label in enumerate(known)}
    if unknown := [label for label in present if label not in order]:
        wrong = rows.filter(nw.col(name).is_in(unknown)).select("__row", name).rows()
        raise InsightError(f"unknown_{kind}", f"the {kind} must be a known code", [
            Row(int(number), None, None, label) for number, label in wrong
        ])  # fmt: skip
    found = rows[name].replace_strict(present, [order[label] for label in present], return_dtype=nw.Int64)
    return known, found.to_numpy()


def numbers(rows: Any, name: str) -> NDArray[np.float64]:
    """A column as float64, NaN where it is missing; InsightError where it is not of numbers."""
    column = rows[name]
    if not column.dtype.is_numeric():
        wrong = [Row(int(at), None, None, repr(v)) for at, v in rows.select("__row", name).rows() if not is_number(v)]
        raise InsightError("not_numeric", f"{name} must be a column of numbers, not {column.dtype}", wrong)
    found: NDArray[np.float64] = column.cast(nw.Float64).to_numpy().astype(np.float64)
    return found


def is_number(value: object) -> bool:
    """Whether the value could be read as a number."""
    try:
        float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return False
    return True
