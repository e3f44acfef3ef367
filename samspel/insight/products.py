"""Matrix products of presence, in blocks: float32 where that is exact or near enough, float64 for what is summed."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.linalg.blas import ssyrk

from samspel.insight.errors import Progress, tell
from samspel.insight.presence import Presence, row_slices
from samspel.insight.table import Floats

EXACT_BELOW = 2e10  # multiplications under which float64 takes less than a second
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
    slices = row_slices(upper.shape[0])
    for at in slices:
        corner = upper[at, at]
        corner[...] = np.triu(corner) + np.triu(corner, 1).T
        for beside in slices:
            if beside.start > at.start:
                upper[beside, at] = upper[at, beside].T
    return upper


def spread(presence: Presence, right: Floats, weights: Floats | None = None,
           progress: Progress | None = None) -> Floats:  # fmt: skip
    """(M diag(weights)) @ right in float64 (regions × columns of right); weights, one for each activity, are 1 if None.

    Large dense tables: right is r_q + c_p - g and a deviation. What the first three give is summed in float64, and
    only the deviation, small and of either sign, goes through float32, so that the error stays below 1e-9 of a row.
    """
    scale = np.ones(right.shape[0]) if weights is None else weights
    found = np.empty((len(presence.regions), right.shape[1]), dtype=np.float64)
    if presence.is_sparse or presence.shape[0] * float(right.size) < EXACT_BELOW:
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
        np.multiply(start[at, 1, None], (by_column - overall)[None, :], out=found[at])
        found[at] += start[at, 0, None]
        found[at] += block @ small
        tell(progress, at.stop / len(presence.regions))
    return found


def deviations(right: Floats, by_row: Floats, by_column: Floats) -> Singles:
    """right - by_row - by_column in float32, by blocks, in the memory order of right."""
    if right.flags.f_contiguous and not right.flags.c_contiguous:
        return deviations(right.T, by_column, by_row).T
    small = np.empty(right.shape, dtype=np.float32)
    for at in row_slices(right.shape[0]):
        block = right[at] - by_row[at, None]
        block -= by_column[None, :]
        small[at] = block
    return small


def weighted_sums(presence: Presence, near: Floats, progress: Progress | None = None) -> Floats:
    """sum_q M_cq phi_pq / sum_q phi_pq, 0 to 1 (regions × activities); 0 where phi_p is 0 throughout."""
    sums = near.sum(axis=1)
    with np.errstate(divide="ignore"):
        inverse = np.where(sums > 0, 1 / sums, 0.0)
    found = spread(presence, near.T, progress=progress)
    for at in row_slices(found.shape[0]):
        found[at] *= inverse[None, :]
        np.clip(found[at], 0.0, 1.0, out=found[at])
    return found
