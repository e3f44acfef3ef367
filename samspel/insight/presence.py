"""Presence: which regions have which activities, as 0 and 1. Relatedness and complexity stand on it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from samspel.insight.blocks import row_slices, small_slices
from samspel.insight.checks import Floats, labels
from samspel.insight.errors import InputRow, InsightError
from samspel.insight.labelled import Matrix
from samspel.insight.specialisation import location_quotient, rpop
from samspel.insight.table import RegionTable, as_table

Test = Literal["rca", "rpop", "both", "manual"]
TIE = 1e-12  # relative: a quotient that is the threshold but for the rounding of its sums has reached it
SPARSE_BELOW = 0.02  # share of cells present under which CSR is faster than BLAS


@dataclass(frozen=True, slots=True, eq=False)
class Presence:
    """Presence M (regions × activities): a bool array, or CSR of ones where few cells are present."""

    regions: tuple[str, ...]
    activities: tuple[str, ...]
    values: Any

    @property
    def shape(self) -> tuple[int, int]:
        """The number of regions and of activities."""
        return len(self.regions), len(self.activities)

    @property
    def is_sparse(self) -> bool:
        """Whether presence is kept as CSR."""
        return sparse.issparse(self.values)

    def dense(self) -> NDArray[np.bool_]:
        """Presence as a bool array."""
        found: NDArray[np.bool_] = self.values.toarray() > 0 if self.is_sparse else self.values
        return found

    def diversity(self) -> Floats:
        """k_c,0: the number of activities present in each region."""
        return np.asarray(self.values.sum(axis=1), dtype=np.float64).ravel()

    def ubiquity(self) -> Floats:
        """k_p,0: the number of regions in which each activity is present."""
        return np.asarray(self.values.sum(axis=0), dtype=np.float64).ravel()

    def blocks(self) -> Iterator[tuple[slice, Any]]:
        """Rows in blocks: float32 arrays, or CSR of float64 ones; bounded memory either way."""
        for at in row_slices(len(self.regions)):
            yield at, self.values[at] if self.is_sparse else self.values[at].astype(np.float32)

    def times(self, right: Floats) -> Floats:
        """M @ right in float64, where right is a vector or a few columns (activities × k)."""
        if self.is_sparse:
            return np.asarray(self.values @ right)
        slices = small_slices(0, *self.shape)
        return np.concatenate([self.values[at].astype(np.float64) @ right for at in slices])

    def back(self, left: Floats) -> Floats:
        """M' @ left in float64, where left is a vector or a few columns (regions × k)."""
        if self.is_sparse:
            return np.asarray(self.values.T @ left)
        total = np.zeros((len(self.activities), *left.shape[1:]))
        for at in small_slices(0, *self.shape):
            total += self.values[at].astype(np.float64).T @ left[at]
        return total


def presence_matrix(
    data: Any,
    test: Test = "rca",
    threshold: float = 1.0,
    population: ArrayLike | None = None,
    rpop_threshold: float = 1.0,
) -> Presence:
    """M_cp = 1 where a region is specialised in an activity, else 0 (Hidalgo et al. 2007).

    test="rca": RCA at or above `threshold`; "rpop": RPOP (see `rpop`) at or above `rpop_threshold`; "both": either of
    the two; "manual": the values are presence already, 0 or 1, and anything else is refused. `data` is a RegionTable,
    a matrix or a frame. A value of 0 is never present, whatever the threshold; neither is an empty region anywhere.
    A quotient within 1e-12 of the threshold has reached it, so that ties do not hang on the order of a sum.
    """
    if test not in ("rca", "rpop", "both", "manual"):
        raise InsightError("choice", f"test must be rca, rpop, both or manual, not {test!r}")
    if threshold < 0 or rpop_threshold < 0 or not np.isfinite([threshold, rpop_threshold]).all():
        raise InsightError("choice", "a threshold must be a finite number, 0 or more")
    if isinstance(data, Presence):
        return data
    table = as_table(data)
    if test == "manual":
        refuse_other_than_binary(table)
        return keep(table, table.values > 0)
    by_quotient = reached(location_quotient(table), threshold) if test != "rpop" else None
    if test == "rca":
        return keep(table, by_quotient)
    if population is None:
        raise InsightError("population", "the population of each region is needed for RPOP")
    by_head = reached(rpop(table, population), rpop_threshold)
    return keep(table, by_head if by_quotient is None else (by_quotient + by_head) > 0)


def present(quotients: Matrix, threshold: float = 1.0) -> Presence:
    """Presence of quotients that are there already, such as the RCA of another library or a weighted one."""
    return Presence(quotients.rows, quotients.columns, compact(reached(quotients, threshold)))


def as_presence(data: Any) -> Presence:
    """Presence itself, or values that are 0 or 1; other values must go through `presence_matrix` first."""
    return data if isinstance(data, Presence) else presence_matrix(data, "manual")


def reached(quotients: Matrix, threshold: float) -> Any:
    """Where a quotient is above 0 and at or above the threshold: bool, an array or CSR."""
    values, least = quotients.values, threshold * (1 - TIE)
    if not sparse.issparse(values):
        with np.errstate(invalid="ignore"):
            return (values >= least) & (values > 0) if least == 0 else values >= least
    found = values.copy()
    found.data = ((found.data >= least) & (found.data > 0)).astype(np.float64)
    found.eliminate_zeros()
    return found > 0


def keep(table: RegionTable, mask: Any) -> Presence:
    """Presence with the labels of the table."""
    return Presence(table.regions, table.activities, compact(mask))


def compact(mask: Any) -> Any:
    """CSR where few cells are present and the input was CSR, else an array."""
    if not sparse.issparse(mask):
        array = np.asarray(mask, dtype=bool)
        array.flags.writeable = False
        return array
    few = mask.nnz <= SPARSE_BELOW * mask.shape[0] * mask.shape[1]
    return sparse.csr_array(mask, dtype=np.float64) if few else mask.toarray().astype(bool)


def refuse_other_than_binary(table: RegionTable) -> None:
    """InsightError naming the cells that are neither 0 nor 1."""
    cells = sparse.coo_array(table.values)
    wrong = np.flatnonzero((cells.data != 0) & (cells.data != 1))
    if wrong.size:
        i, j = (c[wrong].tolist() for c in cells.coords)
        raise InsightError("not_binary", "presence must be 0 or 1; other values go through presence_matrix first", [
            InputRow(None, table.regions[row], table.activities[column], found)
            for row, column, found in zip(i, j, cells.data[wrong].tolist(), strict=True)
        ])  # fmt: skip


def manual_presence(values: Any, regions: Any = None, activities: Any = None) -> Presence:
    """Presence of a matrix of 0 and 1 with labels; refuses other values."""
    if not sparse.issparse(values) and np.asarray(values).dtype == bool:
        array = np.array(values)
        return Presence(
            labels(regions, array.shape[0], "region"), labels(activities, array.shape[1], "activity"), array
        )
    return presence_matrix(RegionTable.from_matrix(values, regions, activities, empty="keep"), "manual")
