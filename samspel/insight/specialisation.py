"""Specialisation: what a region does more of than others, and how unlike the whole its structure is.

Every function takes a RegionTable, a matrix (regions × activities) or a tidy frame of values that are 0 or more. An
empty region has no structure: its quotients are 0 and its indices NaN. All are scale-free: the unit cancels out.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse

from samspel.insight.blocks import side_by_side, small_slices
from samspel.insight.checks import Floats
from samspel.insight.errors import InputRow, InsightError
from samspel.insight.labelled import Matrix, Vector
from samspel.insight.shares import divide, region_shares, structure, weights
from samspel.insight.table import RegionTable, as_table


def location_quotient(data: Any) -> Matrix:
    """LQ_cp = (x_cp / x_c) / (x_p / x) (regions × activities), also known as RCA.

    Balassa (1965); Isard (1960). 1 is the average; weighted by the regions' shares x_c / x each activity means to 1.
    0 where a value, a region or an activity is 0. CSR in, CSR out.
    """
    table = as_table(data)
    return ratio(table, table.region_totals(), "location_quotient")


def rca(data: Any) -> Matrix:
    """Revealed comparative advantage, which is the location quotient under the name of trade studies."""
    found = location_quotient(data)
    return Matrix("rca", found.kinds, found.rows, found.columns, found.values)


def rpop(data: Any, population: ArrayLike) -> Matrix:
    """RPOP_cp = (x_cp / n_c) / (x_p / n) (regions × activities): per head, against the average per head.

    Hausmann et al. (2014). `population` is persons in each region; one that is 0 where there are values is refused.
    """
    table = as_table(data)
    heads = weights(table, population, "population")
    wrong = np.flatnonzero((heads == 0) & (table.region_totals() > 0))
    if wrong.size:
        rows = [InputRow(None, table.regions[i], None, 0) for i in wrong.tolist()]
        raise InsightError("population", "a region with values must have a population", rows)
    return ratio(table, heads, "rpop")


def ratio(table: RegionTable, base: Floats, name: str) -> Matrix:
    """(x_cp / b_c) / (x_p / b) for a base b, in two passes over the cells."""
    rows = divide(1.0, base)
    columns = divide(base.sum(), table.activity_totals())
    if table.is_sparse:
        values: Any = sparse.csr_array(sparse.diags_array(rows) @ table.values @ sparse.diags_array(columns))
    else:
        values = np.empty(table.shape)

        def work(at: slice) -> None:
            np.multiply(table.values[at], rows[at, None], out=values[at])
            values[at] *= columns[None, :]

        side_by_side(work, small_slices(0, *table.shape))
    return Matrix(name, ("region", "activity"), table.regions, table.activities, values)


def krugman_specialisation(data: Any) -> Vector:
    """K_c = sum_p |s_cp - s_p|, 0 (the structure of the whole) to 2 (nothing in common). Krugman (1991)."""
    table = as_table(data)
    return by_region(table, "krugman", np.abs(region_shares(table) - structure(table)).sum(axis=1))


def specialisation_coefficient(data: Any) -> Vector:
    """Half of Krugman's index, 0 to 1: the share that would have to move. Hoover and Giarratani (1985)."""
    table = as_table(data)
    return by_region(table, "specialisation_coefficient", krugman_specialisation(table).values / 2)


def hachman(data: Any) -> Vector:
    """H_c = 1 / sum_p (s_cp^2 / s_p), 0 to 1: 1 where the region has the structure of the whole. Hachman (1995)."""
    table = as_table(data)
    mean_quotient = divide(region_shares(table) ** 2, structure(table)[None, :]).sum(axis=1)
    return by_region(table, "hachman", divide(1.0, mean_quotient, np.nan))


def herfindahl_specialisation(data: Any, normalised: bool = False) -> Vector:
    """HHI_c = sum_p s_cp^2, 1/n (even) to 1 (one activity). Herfindahl (1950), Hirschman (1945).

    normalised: (HHI - 1/n) / (1 - 1/n) over the n activities, 0 to 1; 1 where there is one activity only.
    """
    table = as_table(data)
    found, count = (region_shares(table) ** 2).sum(axis=1), len(table.activities)
    if normalised:
        found = (found - 1 / count) / (1 - 1 / count) if count > 1 else np.ones_like(found)
    return by_region(table, "herfindahl", found)


def shannon_diversity(data: Any, base: float = 2.0) -> Vector:
    """H_c = -sum_p s_cp log s_cp, 0 (one activity) to log n (even), in bits by base 2. 0 log 0 = 0. Shannon (1948)."""
    table = as_table(data)
    return by_region(table, "shannon", entropy(region_shares(table), 1, base))


def gini_specialisation(data: Any) -> Vector:
    """Gini of the region's shares over all n activities, 0 (even) to 1 - 1/n (one activity). Gini (1912)."""
    table = as_table(data)
    return by_region(table, "gini", gini_of(table.dense(), axis=1))


def entropy(shares: Floats, axis: int, base: float) -> Floats:
    """-sum s log s along an axis, in the unit of the base."""
    if base <= 1:
        raise InsightError("choice", f"the base of the logarithm must be above 1, not {base}")
    logs = np.log(shares, out=np.zeros_like(shares), where=shares > 0)
    found: Floats = -(shares * logs).sum(axis=axis) / np.log(base)
    return np.abs(found)  # an even zero has no sign


def gini_of(values: Floats, axis: int) -> Floats:
    """Gini coefficient along an axis, sum_ij |x_i - x_j| / (2 n sum x); NaN where the sum is 0."""
    ordered = np.sort(values, axis=axis)
    count = values.shape[axis]
    ranks = np.arange(1, count + 1)
    ranks = ranks[None, :] if axis == 1 else ranks[:, None]
    totals = ordered.sum(axis=axis)
    return divide(2 * (ranks * ordered).sum(axis=axis) - (count + 1) * totals, count * totals, np.nan)


def by_region(table: RegionTable, name: str, values: Floats) -> Vector:
    """An index for each region, NaN for an empty one."""
    return Vector(name, "region", table.regions, np.where(table.region_totals() > 0, values, np.nan))
