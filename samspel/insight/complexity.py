"""Complexity: how rare and how many are the activities that a region masters, and who masters an activity.

Every function takes a Presence, or values of 0 and 1. Regions without an activity, and activities without a region,
take no part and get NaN (diversity and ubiquity: 0), so that adding one changes no other.
"""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from samspel.insight.checks import Floats
from samspel.insight.errors import InsightError, Progress
from samspel.insight.labelled import Vector
from samspel.insight.presence import Presence, as_presence
from samspel.insight.shares import divide
from samspel.insight.spectrum import Second, second

GAP = 1e-10  # between the second eigenvalue and the third, under which there is no telling which vector is the second
Mask = NDArray[np.bool_]


def diversity(data: Any) -> Vector:
    """k_c,0 = sum_p M_cp: the number of activities of each region. Hidalgo and Hausmann (2009)."""
    presence = as_presence(data)
    return Vector("diversity", "region", presence.regions, presence.diversity())


def ubiquity(data: Any) -> Vector:
    """k_p,0 = sum_c M_cp: the number of regions of each activity. Hidalgo and Hausmann (2009)."""
    presence = as_presence(data)
    return Vector("ubiquity", "activity", presence.activities, presence.ubiquity())


def average_ubiquity(data: Any) -> Vector:
    """k_c,1: how ubiquitous a region's activities are on average, in regions. Hidalgo and Hausmann (2009)."""
    return method_of_reflections(data, 1)[0]


def average_diversity(data: Any) -> Vector:
    """k_p,1: how diverse an activity's regions are on average, in activities. Hidalgo and Hausmann (2009)."""
    return method_of_reflections(data, 1)[1]


def method_of_reflections(data: Any, steps: int = 20) -> tuple[Vector, Vector]:
    """k_c,n = M k_p,n-1 / k_c,0 and k_p,n = M' k_c,n-1 / k_p,0, after n steps. Hidalgo and Hausmann (2009).

    Even steps of regions and odd ones of activities speak of diversity, the others of ubiquity. All values close in on
    one and the same number; `economic_complexity` is what remains of their differences.
    """
    if steps < 0:
        raise InsightError("choice", f"there must be 0 steps or more, not {steps}")
    presence = as_presence(data)
    first_c, first_p = presence.diversity(), presence.ubiquity()
    k_c, k_p = first_c, first_p
    for _ in range(steps):
        k_c, k_p = divide(presence.times(k_p), first_c), divide(presence.back(k_c), first_p)
    return (
        Vector(f"k_c_{steps}", "region", presence.regions, np.where(first_c > 0, k_c, np.nan)),
        Vector(f"k_p_{steps}", "activity", presence.activities, np.where(first_p > 0, k_p, np.nan)),
    )


@dataclass(frozen=True, slots=True)
class Complexity:
    """ECI of regions and PCI of activities, in standard deviations, with what tells how far they can be trusted.

    `eigenvalue` is the second of the walk (0 to 1), `following` the third: close together, the index hangs on small
    differences. `determined` is False, and all values NaN, where they are the same. `residual` is that of the
    eigen-equation. `components` counts the separate networks; only the largest has values.
    """

    eci: Vector
    pci: Vector
    eigenvalue: float
    following: float
    residual: float
    components: int

    @property
    def determined(self) -> bool:
        """Whether there is one second eigenvector."""
        return self.eigenvalue > GAP and self.eigenvalue - self.following > GAP


def economic_complexity(data: Any, pci_scale: Literal["own", "eci"] = "own",
                        progress: Progress | None = None) -> Complexity:  # fmt: skip
    """ECI and PCI: second eigenvectors of D^-1 M U^-1 M' and of U^-1 M' D^-1 M. Hausmann et al. (2014).

    ECI has mean 0 and standard deviation 1 over the regions that have values. PCI is U^-1 M' ECI with mean 0 and
    standard deviation 1 (pci_scale="own"), or on the mean and deviation of ECI ("eci", as the Growth Lab does).
    The sign makes ECI go with diversity; where they are unrelated, the first region by label is above 0.
    In a network that falls apart only the largest part has values (most links, then most regions, then first label).
    """
    if pci_scale not in ("own", "eci"):
        raise InsightError("choice", f"pci_scale must be own or eci, not {pci_scale!r}")
    presence = as_presence(data)
    regions, activities, components = largest_part(presence)
    matrix = restricted(presence, regions, activities)
    k_c = np.full(len(presence.regions), np.nan)
    k_p = np.full(len(presence.activities), np.nan)
    found = Second(np.zeros(0), 0.0, 0.0, 0.0)
    if min(matrix.shape) > 1:
        inside = Presence(at(presence.regions, regions), at(presence.activities, activities), matrix)
        k_c[regions], k_p[activities], found = eigenvectors(inside, progress)
    if not (found.value > GAP and found.value - found.following > GAP):
        k_c[:], k_p[:] = np.nan, np.nan
    return Complexity(
        Vector("eci", "region", presence.regions, standardised(k_c, k_c)),
        Vector("pci", "activity", presence.activities, standardised(k_p, k_p if pci_scale == "own" else k_c)),
        found.value, found.following, found.residual, components,
    )  # fmt: skip


def eci(data: Any) -> Vector:
    """The economic complexity index of each region; see `economic_complexity`."""
    return economic_complexity(data).eci


def pci(data: Any) -> Vector:
    """The product complexity index of each activity; see `economic_complexity`."""
    return economic_complexity(data).pci


def eigenvectors(presence: Presence, progress: Progress | None) -> tuple[Floats, Floats, Second]:
    """Raw k_c and k_p of a connected network, signed; solved on the side that is smaller."""
    k_c0, k_p0 = presence.diversity(), presence.ubiquity()
    if len(presence.activities) <= len(presence.regions):
        found = second(presence.values, progress)
        k_p = found.vector / np.sqrt(k_p0)
        k_c = presence.times(k_p) / k_c0
    else:
        across = presence.values.T.tocsr() if presence.is_sparse else np.ascontiguousarray(presence.values.T)
        found = second(across, progress)
        k_c = found.vector / np.sqrt(k_c0)
        k_p = presence.back(k_c) / k_p0
        k_c = presence.times(k_p) / k_c0  # the same but for its length, so that both have one scale
    sign = direction(k_c, k_c0, presence.regions)
    return sign * k_c, sign * k_p, found


def direction(values: Floats, alongside: Floats, names: tuple[str, ...]) -> float:
    """1 or -1, so that the values go with the others, or else so that the first label's is above 0."""
    centred, other = values - values.mean(), alongside - alongside.mean()
    together, most = float(centred @ other), float(np.linalg.norm(centred) * np.linalg.norm(other))
    if abs(together) > 1e-9 * most:
        return 1.0 if together > 0 else -1.0
    largest = np.abs(centred).max()
    first = min((name, i) for i, name in enumerate(names) if abs(centred[i]) >= 1e-9 * largest)[1]
    return 1.0 if centred[first] > 0 else -1.0


def standardised(values: Floats, by: Floats) -> Floats:
    """The values on the scale on which `by` has mean 0 and standard deviation 1 over what is not NaN."""
    there = by[~np.isnan(by)]
    return (values - there.mean()) / there.std() if there.size else np.full_like(values, np.nan)


def largest_part(presence: Presence) -> tuple[Mask, Mask, int]:
    """The regions and activities of the largest connected part, and the number of parts."""
    k_c, k_p = presence.diversity(), presence.ubiquity()
    if hangs_together(presence, k_c > 0, k_p > 0):
        return k_c > 0, k_p > 0, 1
    links = sparse.csr_array(presence.values)
    network = sparse.block_array([[None, links], [links.T, None]], format="csr")
    _, part = connected_components(network, directed=False)
    of_regions, of_activities = part[: len(k_c)], part[len(k_c) :]
    sizes = np.bincount(of_regions, weights=k_c, minlength=part.max() + 1)
    counts = np.bincount(of_regions[k_c > 0], minlength=part.max() + 1)
    candidates = np.flatnonzero(sizes > 0)
    if candidates.size == 0:
        return k_c > 0, k_p > 0, 0
    first = {int(one): min(at(presence.regions, of_regions == one)) for one in candidates}
    chosen = min(candidates.tolist(), key=lambda one: (-sizes[one], -counts[one], first[one]))
    return of_regions == chosen, of_activities == chosen, len(candidates)


def hangs_together(presence: Presence, regions: Mask, activities: Mask) -> bool:
    """Whether a few steps from the most diverse region reach everything: true of most networks, and quick to see."""
    if not regions.any():
        return False
    reached = np.zeros(len(presence.regions))
    reached[int(np.argmax(presence.diversity()))] = 1.0
    for _ in range(3):
        onwards = (presence.back(reached) > 0).astype(np.float64)
        reached = (presence.times(onwards) > 0).astype(np.float64)
        if reached.sum() == regions.sum():
            return bool((presence.back(reached) > 0).sum() == activities.sum())
    return False


def restricted(presence: Presence, regions: Mask, activities: Mask) -> Any:
    """The matrix of some regions and activities; the presence's own where that is all of them."""
    if regions.all() and activities.all():
        return presence.values
    return presence.values[np.flatnonzero(regions)][:, np.flatnonzero(activities)]


def at(names: tuple[str, ...], mask: Mask) -> tuple[str, ...]:
    """The labels under a mask."""
    return tuple(names[i] for i in np.flatnonzero(mask).tolist())
