"""Outlook: how complex is what lies near a region, and what would each new activity open.

Every function takes a Presence, or values of 0 and 1, the complexity of the activities (PCI on any scale; the results
are on the same) and their proximity. An activity without PCI (NaN) counts as 0, the average.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from samspel.insight.blocks import side_by_side, small_slices
from samspel.insight.checks import Floats
from samspel.insight.errors import InsightError, Progress, part
from samspel.insight.labelled import Matrix, Vector
from samspel.insight.presence import Presence, as_presence
from samspel.insight.products import Precision, spread
from samspel.insight.relatedness import proximity, relatedness_density, require_same
from samspel.insight.shares import divide


def complexity_outlook_index(data: Any, pci: Vector, near: Matrix | None = None, density: Matrix | None = None,
                             progress: Progress | None = None) -> Vector:  # fmt: skip
    """COI_c = sum_p d_cp (1 - M_cp) PCI_p: complexity of what is missing, weighted by density. Hausmann et al. (2014).

    `density` may be handed over where it is known, and `near` is the proximity otherwise. 0 for a region that has
    everything, and for one that has nothing.
    """
    presence = as_presence(data)
    scores = complexity_scores(presence, pci)
    found = (relatedness_density(presence, near, progress=progress) if density is None else density).values
    if found.shape != presence.shape:
        raise InsightError("shape", f"the density must be of shape {presence.shape}, not {found.shape}")
    values = np.empty(len(presence.regions))

    def work(at: slice) -> None:
        missing = np.where(held_in(presence, at), 0.0, found[at])
        np.einsum("cp,p->c", missing, scores, out=values[at])

    side_by_side(work, small_slices(0, *found.shape))
    return Vector("coi", "region", presence.regions, values)


def complexity_outlook_gain(data: Any, pci: Vector, near: Matrix | None = None, net: bool = False,
                            precision: Precision = "auto", progress: Progress | None = None) -> Matrix:  # fmt: skip
    """COG_cp = (1 - M_cp) sum_q (1 - M_cq) phi_qp / (sum_r phi_qr) PCI_q (regions × activities).

    How much the density of complex activities rises when p is added. With `net`, less d_cp PCI_p, which falls away as
    p is no longer missing: then it is the change of COI to the last digit, proximity and PCI being what they are.
    0 where the region has the activity. `precision` as for
    `relatedness_density`. Hausmann et al. (2014).
    """
    presence = as_presence(data)
    phi = proximity(presence) if near is None else near
    require_same(presence, phi)
    scores = complexity_scores(presence, pci)
    carried = divide(scores, phi.values.sum(axis=1))
    everything = carried @ phi.values
    density = relatedness_density(presence, phi, precision, part(progress, 0.0, 0.5)).values if net else None
    own = carried * np.diagonal(phi.values)

    def finish(rows: slice, columns: slice, block: Floats) -> None:
        np.subtract(everything[None, columns], block, out=block)
        if density is not None:
            block -= density[rows, columns] * scores[None, columns] + own[None, columns]
        np.copyto(block, 0.0, where=held_in(presence, rows)[:, columns])

    values = spread(presence, phi.values, carried, precision, part(progress, 0.5 if net else 0.0, 1.0), finish)
    return Matrix("cog", ("region", "activity"), presence.regions, presence.activities, values)


def held_in(presence: Presence, at: slice) -> NDArray[np.bool_]:
    """Presence of some rows as a bool array."""
    rows = presence.values[at]
    return np.asarray(rows.toarray() > 0 if presence.is_sparse else rows)


def complexity_scores(presence: Presence, pci: Vector) -> Floats:
    """PCI in the order of the table, 0 where it is not known; InsightError for other activities or infinite values."""
    if not isinstance(pci, Vector) or pci.labels != presence.activities:
        raise InsightError("labels", "the complexity must be of the activities of the table, in its order")
    if np.isinf(pci.values).any():
        raise InsightError("infinite", "the complexity must be finite")
    return np.nan_to_num(pci.values, nan=0.0)
