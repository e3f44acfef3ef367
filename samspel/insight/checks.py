"""Values and labels of a table as they must be, or InsightError saying what is wrong and where."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from samspel.insight.errors import InputRow, InsightError

Floats = NDArray[np.float64]


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
        again = [InputRow(i + 1, None, None, name) for i, name in enumerate(names) if counts[name] > 1]
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
            code, expected, [InputRow(None, regions[row], activities[col], found) for row, col, found in where]
        )


def pick(names: Sequence[str], mask: NDArray[np.bool_]) -> tuple[str, ...]:
    """The labels under a mask."""
    return tuple(names[i] for i in np.flatnonzero(mask).tolist())


def position(names: Sequence[str], label: str, kind: str) -> int:
    """Where the label stands; InsightError where it does not."""
    try:
        return names.index(label)
    except ValueError:
        raise InsightError(
            f"unknown_{kind}", f"the {kind} must be in the table", [InputRow(None, None, None, label)]
        ) from None


def as_positions(chosen: ArrayLike) -> NDArray[np.int64]:
    """Positions of a mask or of positions."""
    array = np.asarray(chosen)
    return np.flatnonzero(array) if array.dtype == bool else array.astype(np.int64)
