"""Concentration: how unevenly an activity is spread over the regions.

Every function takes a RegionTable, a matrix (regions × activities) or a tidy frame of values that are 0 or more, and
gives a number for each activity, NaN for an empty one. Measures with a yardstick (locational Gini, Hoover, Krugman)
compare with where all activity is, or with `weights` (a number for each region, such as population or area): an empty
region weighs 0 and changes none of them. The others count every region of the table.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from samspel.insight.checks import Floats
from samspel.insight.labelled import Vector
from samspel.insight.shares import activity_shares, divide
from samspel.insight.shares import weights as region_weights
from samspel.insight.specialisation import entropy, gini_of
from samspel.insight.table import RegionTable, as_table


def herfindahl_concentration(data: Any) -> Vector:
    """HHI_p = sum_c (x_cp / x_p)^2, 1/n (even over n regions) to 1 (one region). Herfindahl (1950)."""
    table = as_table(data)
    return by_activity(table, "herfindahl", (activity_shares(table) ** 2).sum(axis=0))


def shannon_concentration(data: Any, base: float = 2.0) -> Vector:
    """H_p = -sum_c s log s over regions, 0 (one region) to log n (even): high is spread. Shannon (1948)."""
    table = as_table(data)
    return by_activity(table, "shannon", entropy(activity_shares(table), 0, base))


def gini_concentration(data: Any) -> Vector:
    """Gini of the activity's values over all n regions, 0 (even) to 1 - 1/n (one region). Gini (1912)."""
    table = as_table(data)
    return by_activity(table, "gini", gini_of(table.dense(), axis=0))


def hoover(data: Any, weights: ArrayLike | None = None) -> Vector:
    """H_p = 1/2 sum_c |x_cp / x_p - w_c / w|, 0 to 1: the share that would have to move. Hoover (1936)."""
    table = as_table(data)
    yardstick = region_weights(table, weights, "weights")
    apart = np.abs(activity_shares(table) - (yardstick / yardstick.sum())[:, None])
    return by_activity(table, "hoover", apart.sum(axis=0) / 2)


def krugman_concentration(data: Any, weights: ArrayLike | None = None) -> Vector:
    """Twice the Hoover index, 0 to 2. Krugman (1991)."""
    table = as_table(data)
    return by_activity(table, "krugman", 2 * hoover(table, weights).values)


def locational_gini(data: Any, weights: ArrayLike | None = None) -> Vector:
    """1 - 2 × the area under the Lorenz curve of the activity against the yardstick, 0 to 1. Krugman (1991).

    Regions are ranked by x_cp / w_c; ties do not matter, since they lie on one line. Regions with no weight rank last.
    """
    table = as_table(data)
    yardstick = region_weights(table, weights, "weights")
    base, shares = yardstick / yardstick.sum(), activity_shares(table)
    order = np.argsort(divide(shares, base[:, None], np.inf), axis=0, kind="stable")
    across = np.cumsum(base[order], axis=0)
    up = np.cumsum(np.take_along_axis(shares, order, axis=0), axis=0)
    before = np.vstack([np.zeros(up.shape[1]), up[:-1]])
    widths = np.diff(across, axis=0, prepend=0.0)
    return by_activity(table, "locational_gini", 1 - (widths * (up + before)).sum(axis=0))


def by_activity(table: RegionTable, name: str, values: Floats) -> Vector:
    """An index for each activity, NaN for an empty one."""
    return Vector(name, "activity", table.activities, np.where(table.activity_totals() > 0, values, np.nan))
