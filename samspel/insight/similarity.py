"""Similarity: how alike the structures of two regions are."""

from typing import Any, Literal

import numpy as np

from samspel.insight.checks import Floats
from samspel.insight.errors import InsightError, Progress, tell
from samspel.insight.labelled import Matrix
from samspel.insight.relatedness import likeness
from samspel.insight.shares import region_shares
from samspel.insight.specialisation import location_quotient
from samspel.insight.table import as_table

Kind = Literal["cosine", "correlation", "krugman", "log_rca"]
SMALLEST = 0.1  # added to RCA before its logarithm, as in Bahar et al. (2014)


def structural_similarity(data: Any, kind: Kind = "cosine", progress: Progress | None = None) -> Matrix:
    """How alike the structures s_cp = x_cp / x_c of each two regions are (regions × regions), 1 for a region itself.

    kind: "cosine" of s, 0 to 1; "correlation" Pearson's r of s, -1 to 1; "krugman" 1 - sum_p |s_cp - s_dp| / 2, 0 to
    1, the share they have in common (Krugman 1991); "log_rca" Pearson's r of log(RCA + 0.1), -1 to 1 (Bahar et al.
    2014). Symmetric. NaN for an empty region, and for an even one under correlation. An empty region changes no other;
    an empty activity changes the correlations only.
    """
    table = as_table(data)
    shares = region_shares(table)
    if kind == "cosine":
        values = likeness(shares, centred=False)
    elif kind == "correlation":
        values = likeness(shares, centred=True)
    elif kind == "log_rca":
        values = likeness(np.log(location_quotient(table).dense() + SMALLEST), centred=True)
    elif kind == "krugman":
        values = in_common(shares, progress)
    else:
        raise InsightError("choice", f"kind must be cosine, correlation, krugman or log_rca, not {kind!r}")
    np.fill_diagonal(values, np.where(np.isnan(np.diagonal(values)), np.nan, 1.0))
    empty = table.region_totals() == 0
    values[empty] = values[:, empty] = np.nan
    return Matrix("similarity", ("region", "region"), table.regions, table.regions, values)


def in_common(shares: Floats, progress: Progress | None) -> Floats:
    """1 - sum |s_c - s_d| / 2 for each pair, a row at a time: no array of three dimensions."""
    count = len(shares)
    found = np.ones((count, count))
    for i in range(count - 1):
        found[i, i + 1 :] = 1 - np.abs(shares[i + 1 :] - shares[i]).sum(axis=1) / 2
        found[i + 1 :, i] = found[i, i + 1 :]
        tell(progress, (i + 1) / count)
    return np.clip(found, 0.0, 1.0)
