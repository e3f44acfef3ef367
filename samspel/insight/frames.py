"""Tidy frames (polars, pandas, pyarrow, … through narwhals) read into checked cells."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import narwhals as nw
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from samspel.insight.checks import faults, labels
from samspel.insight.errors import InputRow, InsightError

SPARSE_BELOW = 0.1  # share of cells with a row under which CSR takes less room than an array
Positions = NDArray[np.int64]


class Cells(NamedTuple):
    """The labels of a frame and its values (regions × activities): float64, or CSR where few cells have a row."""

    regions: tuple[str, ...]
    activities: tuple[str, ...]
    values: Any


def collect(frame: Any, columns: list[str]) -> Any:
    """The named columns with row numbers in `__row`, labels as text; InsightError where one is missing or has gaps."""
    try:
        found = nw.from_native(frame)
    except TypeError as error:
        raise InsightError("frame", f"a data frame is expected: {error}") from error
    names = found.collect_schema().names()
    if lost := [name for name in columns if name not in names]:
        raise InsightError(
            "column", f"there must be columns {', '.join(columns)}", [InputRow(None, None, None, n) for n in lost]
        )
    eager: Any = found.select(*dict.fromkeys(columns))
    eager = eager.collect() if isinstance(eager, nw.LazyFrame) else eager
    if len(eager) == 0:
        raise InsightError("no_regions", "there must be at least one region; the frame has no rows")
    eager = eager.with_row_index("__row").with_columns(nw.col("__row").cast(nw.Int64) + 1)
    for name in [columns[0], columns[1], *columns[3:]]:
        gaps = eager.filter(nw.col(name).is_null())["__row"].to_list()
        if gaps:
            raise InsightError(
                "no_label", f"{name} must not be missing", [InputRow(at, None, None, None) for at in gaps]
            )
    return eager.with_columns(nw.col(columns[0]).cast(nw.String), nw.col(columns[1]).cast(nw.String))


def read_cells(
    rows: Any, columns: list[str], regions: Iterable[object] | None, activities: Iterable[object] | None
) -> Cells:
    """The cells of collected rows; InsightError as `RegionTable.from_frame` says."""
    region, activity, value = columns[:3]
    known, at = places(rows, region, regions, "region")
    kinds, beside = places(rows, activity, activities, "activity")
    values = numbers(rows, value)

    def named(positions: Positions) -> list[InputRow]:
        numbered = rows["__row"].to_numpy()
        return [InputRow(int(numbered[i]), known[at[i]], kinds[beside[i]], float(values[i])) for i in positions]

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
    return Cells(known, kinds, matrix)


def places(rows: Any, name: str, given: Iterable[object] | None, kind: str) -> tuple[tuple[str, ...], Positions]:
    """The labels of a column and where each row stands among them; InsightError for rows with unknown codes."""
    present = sorted(rows[name].unique().to_list())
    listed = present if given is None else [str(label) for label in given]
    known = labels(listed, len(listed), kind)
    order = {label: i for i, label in enumerate(known)}
    if unknown := [label for label in present if label not in order]:
        wrong = rows.filter(nw.col(name).is_in(unknown)).select("__row", name).rows()
        raise InsightError(f"unknown_{kind}", f"the {kind} must be a known code", [
            InputRow(int(number), None, None, label) for number, label in wrong
        ])  # fmt: skip
    found = rows[name].replace_strict(present, [order[label] for label in present], return_dtype=nw.Int64)
    return known, found.to_numpy()


def numbers(rows: Any, name: str) -> NDArray[np.float64]:
    """A column as float64, NaN where it is missing; InsightError where it is not of numbers."""
    column = rows[name]
    if not column.dtype.is_numeric():
        wrong = [
            InputRow(int(at), None, None, repr(v)) for at, v in rows.select("__row", name).rows() if not is_number(v)
        ]
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
