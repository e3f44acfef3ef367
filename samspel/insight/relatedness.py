"""Relatedness: which activities go together, and how close each one is to what a region has already.

Every function takes a Presence, or values of 0 and 1 (other values go through `presence_matrix` first).
"""

from collections.abc import Callable
from typing import Any, Literal

import numpy as np
from scipy import sparse

from samspel.insight.blocks import row_slices, side_by_side, small_slices
from samspel.insight.checks import Floats
from samspel.insight.errors import InsightError, Progress, tell
from samspel.insight.labelled import Matrix
from samspel.insight.presence import Presence, as_presence
from samspel.insight.products import Precision, gram, mirror, weighted_sums
from samspel.insight.shares import divide
from samspel.insight.specialisation import location_quotient
from samspel.insight.table import as_table

Kind = Literal["max", "sqrt", "min", "conditional"]
Of = Literal["activities", "regions"]
ACTIVITIES = ("activity", "activity")


def co_occurrence(data: Any, progress: Progress | None = None) -> Matrix:
    """C_pq = sum_c M_cp M_cq (activities × activities): regions that have both; on the diagonal, ubiquity.

    Float32 holds the counts exactly below 2^24 regions, beyond which the table is refused.
    """
    presence = as_presence(data)
    if len(presence.regions) >= 2**24:
        raise InsightError("shape", "there must be fewer than 16 777 216 regions")
    names = presence.activities
    return Matrix("co_occurrence", ACTIVITIES, names, names, counts_together(presence, progress))


def counts_together(presence: Presence, progress: Progress | None) -> Any:
    """M'M in float32, whole, by blocks."""
    count = len(presence.activities)
    if not presence.is_sparse:
        return mirror(gram((block for _, block in presence.blocks()), count, len(presence.regions), progress))
    across = presence.values.T.tocsr()
    found = np.empty((count, count), dtype=np.float32)
    for at in row_slices(count):
        found[at] = (across[at] @ presence.values).toarray()
        tell(progress, at.stop / count)
    return found


def proximity(data: Any, kind: Kind = "max", diagonal: bool = False, progress: Progress | None = None) -> Matrix:
    """How often two activities are found together, 0 to 1 (activities × activities), from co-occurrence C.

    kind: "max" C_pq / max(u_p, u_q), the lower of the two conditional probabilities (Hidalgo et al. 2007); "sqrt"
    C_pq / sqrt(u_p u_q); "min" C_pq / min(u_p, u_q); "conditional" C_pq / u_p, the probability of q given p, the one
    that is not symmetric. 0 for an activity that no region has. The diagonal is 0, or what the formula gives (1) with
    `diagonal`.
    """
    presence = as_presence(data)
    found = co_occurrence(presence, progress)
    values = normalise(found.values, presence.ubiquity(), kind)
    if not diagonal:
        np.fill_diagonal(values, 0.0)
    return Matrix("proximity", ACTIVITIES, presence.activities, presence.activities, values)


def normalise(together: Any, ubiquity: Floats, kind: str) -> Floats:
    """Counts divided by the ubiquity of the pair, in float64, by blocks."""
    rules: dict[str, Callable[[Floats, Floats], Any]] = {
        "max": np.maximum,
        "sqrt": lambda p, q: np.sqrt(p * q),
        "min": np.minimum,
        "conditional": lambda p, q: p,
    }
    if kind not in rules:
        raise InsightError("choice", f"kind must be {', '.join(rules)}, not {kind!r}")
    never_zero = np.where(ubiquity > 0, ubiquity, 1.0)  # the counts are 0 there already
    found = np.empty(together.shape, dtype=np.float64)

    def work(at: slice) -> None:
        np.divide(together[at], rules[kind](never_zero[at, None], never_zero[None, :]), out=found[at])

    side_by_side(work, small_slices(0, *together.shape))
    return found


def continuous_proximity(data: Any, kind: Literal["cosine", "correlation"] = "correlation") -> Matrix:
    """Likeness of the location quotients of two activities over the regions (activities × activities).

    "cosine" of the two columns, 0 to 1; "correlation" (1 + Pearson's r) / 2, 0 to 1 (Hausmann et al. 2014). Takes
    values, not presence. An activity whose quotients are all the same correlates with none: NaN; an empty one is 0
    under cosine. The diagonal is 0.
    """
    table = as_table(data)
    quotients = location_quotient(table).dense()
    if kind not in ("cosine", "correlation"):
        raise InsightError("choice", f"kind must be cosine or correlation, not {kind!r}")
    values = likeness(quotients.T, centred=kind == "correlation")
    if kind == "correlation":
        values = (1 + values) / 2
    np.fill_diagonal(values, 0.0)
    return Matrix("proximity", ACTIVITIES, table.activities, table.activities, values)


def likeness(rows: Floats, centred: bool) -> Floats:
    """Cosine of each pair of rows, or Pearson's r where centred; a row that does not vary gives 0, or NaN."""
    if centred:
        spread = np.ptp(rows, axis=1) > 0
        rows = rows - rows.mean(axis=1, keepdims=True)
        rows[~spread] = 0.0
    lengths = np.linalg.norm(rows, axis=1)
    unit = divide(rows, lengths[:, None])
    found = np.clip(unit @ unit.T, -1.0, 1.0)
    if centred:
        found[lengths == 0] = found[:, lengths == 0] = np.nan
    return found


def relatedness(data: Any, kind: Literal["probability", "association", "cosine", "jaccard"] = "probability",
                progress: Progress | None = None) -> Matrix:  # fmt: skip
    """Co-occurrence against what chance would give (activities × activities), diagonal 0, as in EconGeo's.

    With C_pq pairs off the diagonal, s_p = sum_q C_pq and T = sum_p s_p: "probability" C_pq / ((s_p/T s_q/(T-s_p) +
    s_q/T s_p/(T-s_q)) T/2) (Steijn 2021), 1 being chance; "association" C_pq T / (s_p s_q) (van Eck and Waltman
    2009); "cosine" C_pq / sqrt(s_p s_q); "jaccard" C_pq / (s_p + s_q - C_pq). 0 where an activity meets no other.
    """
    presence = as_presence(data)
    together = co_occurrence(presence, progress).values.astype(np.float64)
    np.fill_diagonal(together, 0.0)
    sums = together.sum(axis=1)
    p, q, total = sums[:, None], sums[None, :], sums.sum()
    if kind == "probability":
        below = (divide(p * q, total * (total - p)) + divide(p * q, total * (total - q))) * total / 2
    elif kind == "association":
        below = divide(p * q, total)
    elif kind == "cosine":
        below = np.sqrt(p * q)
    elif kind == "jaccard":
        below = p + q - together
    else:
        raise InsightError("choice", f"kind must be probability, association, cosine or jaccard, not {kind!r}")
    return Matrix("relatedness", ACTIVITIES, presence.activities, presence.activities, divide(together, below))


def relatedness_density(data: Any, near: Matrix | None = None, precision: Precision = "auto",
                        progress: Progress | None = None) -> Matrix:  # fmt: skip
    """d_cp = sum_q M_cq phi_pq / sum_q phi_pq, 0 to 1 (regions × activities). Hidalgo et al. (2007).

    The share of what is related to p that the region has. `near` is the proximity or relatedness of the same
    activities (`proximity` where it is left out). 0 for an activity related to none.

    precision: "double" errs by rounding only, some 1e-15; "single" takes half the time and errs by some 1e-9 where
    proximity is unordered and up to 1e-7 where it is nested; "auto" is double up to 2e10 multiplications (regions ×
    activities²), a second or so, and single above. CSR is always double.
    """
    presence = as_presence(data)
    phi = proximity(presence) if near is None else near
    require_same(presence, phi)
    values = weighted_sums(presence, phi.values, precision, progress)
    return Matrix("density", ("region", "activity"), presence.regions, presence.activities, values)


def internal_density(data: Any, near: Matrix | None = None) -> Matrix:
    """Density of the activities that a region has; NaN for the others."""
    return masked(data, near, "internal_density", wanted=True)


def external_density(data: Any, near: Matrix | None = None) -> Matrix:
    """Density of the activities that a region does not have: what is within reach; NaN for the others."""
    return masked(data, near, "external_density", wanted=False)


def masked(data: Any, near: Matrix | None, name: str, wanted: bool) -> Matrix:
    """Density where presence is as wanted, NaN elsewhere."""
    presence = as_presence(data)
    found = relatedness_density(presence, near)
    found.values[presence.dense() != wanted] = np.nan
    return Matrix(name, found.kinds, found.rows, found.columns, found.values)


def distance(data: Any, near: Matrix | None = None) -> Matrix:
    """1 - density, 0 to 1 (regions × activities): the share of what is related that the region lacks."""
    found = relatedness_density(data, near)
    np.subtract(1.0, found.values, out=found.values)
    return Matrix("distance", found.kinds, found.rows, found.columns, found.values)


def cross_proximity(first: Any, second: Any) -> Matrix:
    """C_pq / max(u_p, u_q) between the activities of two tables of the same regions, such as patents and jobs.

    Catalán et al. (2020). Activities of the first × activities of the second, 0 to 1; 0 for one that no region has.
    The regions must be the same and in the same order, or it is refused.
    """
    one, other = as_presence(first), as_presence(second)
    if one.regions != other.regions:
        raise InsightError("labels", "both tables must have the same regions in the same order")
    total: Any = np.zeros((len(one.activities), len(other.activities)), dtype=np.float64)
    for at in row_slices(len(one.regions)):
        left, right = (sparse.csr_array(each.values[at]).astype(np.float64) for each in (one, other))
        total += (left.T @ right).toarray()
    values = divide(total, np.maximum(one.ubiquity()[:, None], other.ubiquity()[None, :]))
    return Matrix("cross_proximity", ("activity", "other_activity"), one.activities, other.activities, values)


def cross_density(first: Any, crossing: Matrix) -> Matrix:
    """sum_p M_cp phi_pq / sum_p phi_pq, 0 to 1: how near a region's activities in the first space are to each in the
    second (regions × activities of the second). Catalán et al. (2020). 0 for an activity near none."""
    presence = as_presence(first)
    if presence.activities != crossing.rows:
        raise InsightError("labels", "the rows of the proximity must be the activities of the table, in its order")
    values = divide(presence.times(crossing.values), crossing.values.sum(axis=0)[None, :])
    return Matrix("cross_density", ("region", crossing.kinds[1]), presence.regions, crossing.columns, values)


def require_same(presence: Presence, near: Matrix) -> None:
    """InsightError where a proximity is not of the activities of the table, or has negative or missing values."""
    if near.rows != presence.activities or near.columns != presence.activities:
        raise InsightError("labels", "the proximity must be of the activities of the table, in its order")
    if not (near.values.sum() < np.inf and near.values.min() >= 0):
        raise InsightError("negative", "the proximity must be finite and 0 or more")
