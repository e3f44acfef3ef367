"""Shares of a table: what most measures of specialisation and concentration start from."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from samspel.insight.checks import Floats
from samspel.insight.errors import InputRow, InsightError
from samspel.insight.table import RegionTable


def divide(above: Any, below: Any, otherwise: float = 0.0) -> Floats:
    """above / below in float64, and `otherwise` where below is 0."""
    top, bottom = np.broadcast_arrays(np.asarray(above, dtype=np.float64), np.asarray(below, dtype=np.float64))
    return np.divide(top, bottom, out=np.full(top.shape, otherwise), where=bottom != 0)


def region_shares(table: RegionTable) -> Floats:
    """s_cp = x_cp / x_c (regions × activities): each region's structure, summing to 1; 0 in an empty region."""
    return divide(table.dense(), table.region_totals()[:, None])


def activity_shares(table: RegionTable) -> Floats:
    """x_cp / x_p (regions × activities): where each activity is, each column summing to 1; 0 in an empty one."""
    return divide(table.dense(), table.activity_totals()[None, :])


def structure(table: RegionTable) -> Floats:
    """s_p = x_p / x: the structure of all regions together, summing to 1."""
    totals = table.activity_totals()
    return divide(totals, totals.sum())


def weights(table: RegionTable, given: ArrayLike | None, name: str) -> Floats:
    """A weight for each region, finite and not negative and not all 0: those given, or the regions' totals."""
    if given is None:
        return table.region_totals()
    found = np.asarray(given, dtype=np.float64).ravel()
    if found.shape != (len(table.regions),):
        raise InsightError("shape", f"{name} must have {len(table.regions)} values, one for each region")
    wrong = np.flatnonzero(~np.isfinite(found) | (found < 0))
    if wrong.size:
        rows = [InputRow(None, table.regions[i], None, float(found[i])) for i in wrong.tolist()]
        raise InsightError("negative", f"{name} must be finite and 0 or more", rows)
    if found.sum() == 0:
        raise InsightError("empty", f"{name} must not be 0 in every region")
    return found
