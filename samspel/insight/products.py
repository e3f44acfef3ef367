"""Matrix products of presence, in blocks: float32 where that is exact or near enough, float64 for what is summed."""

from collections.abc import Iterable
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.linalg.blas import ssyrk

from samspel.insight.blocks import small_slices
from samspel.insight.errors import InsightError, Progress, tell
from samspel.insight.presence import Presence
from samspel.insight.table import Floats

EXACT_BELOW = 2e10  # multiplications under which float64 takes about a second at most
MIRRORED = 512  # 256 rows and columns at a time
Precision = Literal["auto", "single", "double"]
Singles = NDArray[np.float32]


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
           progress: Progress | None = None) -> Floats:  # fmt: skip
    """(M diag(weights)) @ right (regions × columns of right); weights, one for each activity, are 1 if None.

    "double" is in float64. "single" takes half the time: right is r_q + c_p - g and a deviation; what the first three
    give is summed in float64, and only the deviation, small and of either sign, goes through float32. "auto" is
    double unless that would take long. CSR is always in float64.
    """
    if precision not in ("auto", "single", "double"):
        raise InsightError("choice", f"precision must be auto, single or double, not {precision!r}")
    scale = np.ones(right.shape[0]) if weights is None else weights
    found = np.empty((len(presence.regions), right.shape[1]), dtype=np.float64)
    is_quick = presence.shape[0] * float(right.size) < EXACT_BELOW
    if presence.is_sparse or precision == "double" or (precision == "auto" and is_quick):
        for at, block in presence.blocks():
            left = block.multiply(scale[None, :]).tocsr() if presence.is_sparse else block * scale[None, :]
            found[at] = left @ right
            tell(progress, at.stop / len(presence.regions))
        return found
    by_row, by_column, overall = right.mean(axis=1), right.mean(axis=0), right.mean()
    small = deviations(right, by_row, by_column - overall)
    start = presence.times(np.column_stack([scale * by_row, scale]))
    singles = None if weights is None else scale.astype(np.float32)
    for at, block in presence.blocks():
        if singles is not None:
            block *= singles[None, :]
        product = block @ small
        for some in small_slices(at.start, at.stop, right.shape[1]):
            np.multiply(start[some, 1, None], (by_column - overall)[None, :], out=found[some])
            found[some] += start[some, 0, None]
            found[some] += product[some.start - at.start : some.stop - at.start]
        tell(progress, at.stop / len(presence.regions))
    return found


def deviations(right: Floats, by_row: Floats, by_column: Floats) -> Singles:
    """right - by_row - by_column in float32, by blocks, in the memory order of right."""
    if right.flags.f_contiguous and not right.flags.c_contiguous:
        return deviations(right.T, by_column, by_row).T
    small = np.empty(right.shape, dtype=np.float32)
    for at in small_slices(0, *right.shape):
        block = right[at] - by_row[at, None]
        block -= by_column[None, :]
        small[at] = block
    return small


def weighted_sums(presence: Presence, near: Floats, precision: Precision = "auto",
                  progress: Progress | None = None) -> Floats:  # fmt: skip
    """sum_q M_cq phi_pq / sum_q phi_pq, 0 to 1 (regions × activities); 0 where phi_p is 0 throughout."""
    sums = near.sum(axis=1)
    with np.errstate(divide="ignore"):
        inverse = np.where(sums > 0, 1 / sums, 0.0)
    found = spread(presence, near.T, None, precision, progress)
    for at in small_slices(0, *found.shape):
        found[at] *= inverse[None, :]
        np.clip(found[at], 0.0, 1.0, out=found[at])
    return found
