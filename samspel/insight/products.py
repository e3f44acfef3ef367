"""Matrix products of presence, in blocks: float32 where that is exact or near enough, float64 for what is summed."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.linalg.blas import ssyrk

from samspel.insight.blocks import BLOCK, STRIPE, row_slices, side_by_side, small_slices, stripes
from samspel.insight.checks import Floats
from samspel.insight.errors import InsightError, Progress, tell
from samspel.insight.presence import Presence

EXACT_BELOW = 2e10  # multiplications under which float64 takes about a second at most
MIRRORED = 512  # 256 rows and columns at a time
Precision = Literal["auto", "single", "double"]
Singles = NDArray[np.float32]
Finish = Callable[[slice, slice, Floats], None]  # rows, columns, and their values
Fill = Callable[[slice, Floats], None]  # rows, and where their values are to be
Part = tuple[slice, slice, Fill]  # rows and columns of a product that are ready to be filled in


def gram(blocks: Iterable[Any], count: int, rows: int, progress: Progress | None = None) -> Singles:
    """The sum of B'B over float32 blocks B (k × count), count × count: the upper triangle, in C order.

    Exact for 0 and 1 as long as no sum passes 2^24.
    """
    total, done = np.zeros((count, count), dtype=np.float32, order="F"), 0
    for block in blocks:
        total = ssyrk(1.0, block.T, beta=1.0, c=total, lower=1, overwrite_c=1)
        done += block.shape[0]
        tell(progress, done / rows)
    return total.T


def mirror(upper: Singles) -> Singles:
    """The whole of a symmetric matrix of which the upper triangle is there; in place, by blocks."""
    slices = small_slices(0, upper.shape[0], MIRRORED)
    for at in slices:
        corner = upper[at, at]
        corner[...] = np.triu(corner) + np.triu(corner, 1).T
        for beside in slices:
            if beside.start > at.start:
                upper[beside, at] = upper[at, beside].T
    return upper


def spread(presence: Presence, right: Floats, weights: Floats | None = None, precision: Precision = "auto",
           progress: Progress | None = None, finish: Finish | None = None) -> Floats:  # fmt: skip
    """(M diag(weights)) @ right (regions × columns of right); weights, one for each activity, are 1 if None.

    "double" is in float64. "single" takes half the time: right is r_q + c_p - g and a deviation; what the first three
    give is summed in float64, and only the deviation, small and of either sign, goes through float32. "auto" is
    double unless that would take long. CSR is always in float64. `finish` changes some of it in place, while it is
    still in the processor's cache.
    """
    if precision not in ("auto", "single", "double"):
        raise InsightError("choice", f"precision must be auto, single or double, not {precision!r}")
    found = np.empty((len(presence.regions), right.shape[1]), dtype=np.float64)
    is_quick = presence.shape[0] * float(right.size) < EXACT_BELOW
    is_double = presence.is_sparse or precision == "double" or (precision == "auto" and is_quick)
    scale = np.ones(right.shape[0]) if weights is None else weights
    done, cells = 0, found.size
    for rows, columns, fill in (spread_double if is_double else spread_single)(presence, right, scale, found):

        def work(at: slice, columns: slice = columns, fill: Fill = fill) -> None:
            block = found[at, columns]
            fill(at, block)
            if finish is not None:
                finish(at, columns, block)

        width = columns.stop - columns.start
        side_by_side(work, small_slices(rows.start, rows.stop, width))
        done += (rows.stop - rows.start) * width
        tell(progress, done / cells)
    return found


def spread_double(presence: Presence, right: Floats, scale: Floats, found: Floats) -> Iterator[Part]:
    """The product in `found`, block by block."""
    for rows in row_slices(len(presence.regions)):
        if presence.is_sparse:
            found[rows] = presence.values[rows].multiply(scale[None, :]).tocsr() @ right
        else:
            np.matmul(presence.values[rows] * scale[None, :], right, out=found[rows])
        yield rows, slice(0, right.shape[1]), lambda _rows, _block: None


def spread_single(presence: Presence, right: Floats, scale: Floats, found: Floats) -> Iterator[Part]:
    """The same with float32 for the deviations. A stripe of columns at a time, and two arrays used for every block:
    memory that nobody has touched before is dearer than making presence anew for every stripe."""
    by_row, by_column = right.mean(axis=1), right.mean(axis=0)
    by_column -= by_row.mean()
    start = presence.times(np.column_stack([scale * by_row, scale]))
    singles = scale.astype(np.float32)
    left = np.empty((min(BLOCK, len(presence.regions)), right.shape[0]), dtype=np.float32)
    product = np.empty((left.shape[0], min(STRIPE, right.shape[1])), dtype=np.float32)
    for columns in stripes(right.shape[1]):
        small = deviations(right[:, columns], by_row, by_column[columns])
        width = small.shape[1]
        for rows in row_slices(len(presence.regions)):
            count = rows.stop - rows.start
            np.multiply(presence.values[rows], singles[None, :], out=left[:count])
            np.matmul(left[:count], small, out=product[:count, :width])

            def fill(at: slice, block: Floats, first: int = rows.start, columns: slice = columns) -> None:
                np.multiply(start[at, 1, None], by_column[None, columns], out=block)
                block += start[at, 0, None]
                block += product[at.start - first : at.stop - first, : block.shape[1]]

            yield rows, columns, fill


def deviations(right: Floats, by_row: Floats, by_column: Floats) -> Singles:
    """right - by_row - by_column in float32, by blocks, in the memory order of right."""
    if right.flags.f_contiguous and not right.flags.c_contiguous:
        return deviations(right.T, by_column, by_row).T
    small = np.empty(right.shape, dtype=np.float32)

    def work(at: slice) -> None:
        block = right[at] - by_row[at, None]
        block -= by_column[None, :]
        small[at] = block

    side_by_side(work, small_slices(0, *right.shape))
    return small


def weighted_sums(presence: Presence, near: Floats, precision: Precision = "auto",
                  progress: Progress | None = None) -> Floats:  # fmt: skip
    """sum_q M_cq phi_pq / sum_q phi_pq, 0 to 1 (regions × activities); 0 where phi_p is 0 throughout."""
    sums = near.sum(axis=1)
    with np.errstate(divide="ignore"):
        inverse = np.where(sums > 0, 1 / sums, 0.0)

    def finish(_rows: slice, columns: slice, block: Floats) -> None:
        block *= inverse[None, columns]
        np.clip(block, 0.0, 1.0, out=block)

    return spread(presence, near.T, None, precision, progress, finish)
