"""Complementarity: what a region could reach more easily with what another region has and it lacks itself."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from samspel.insight.blocks import row_slices
from samspel.insight.checks import Floats, position
from samspel.insight.errors import InsightError, Progress, part, tell
from samspel.insight.labelled import Matrix, Vector
from samspel.insight.presence import Presence, as_presence
from samspel.insight.relatedness import proximity, require_same
from samspel.insight.shares import divide


def complementarity(data: Any, near: Matrix | None = None, activities: Iterable[str] | None = None,
                    progress: Progress | None = None) -> Matrix:  # fmt: skip
    """K_cd = mean over p of sum_q phi_pq M_dq (1 - M_cq) / sum_q phi_pq, 0 to 1 (regions × regions).

    What the activities of d (column) would add to the density of c (row), on average over the activities p that c
    lacks: all of them, or those among `activities`, such as the ones of a specialisation area. Not symmetric; 0 for a
    region itself, for two with the same activities, and for one that lacks none. Balland and Boschma (2021).
    """
    presence = as_presence(data)
    phi = proximity(presence, progress=part(progress, 0.0, 0.5)) if near is None else near
    require_same(presence, phi)
    wanted = among(presence, activities)
    inverse = divide(1.0, phi.values.sum(axis=1))
    held = presence.dense()
    found = np.empty((len(presence.regions), len(presence.regions)))
    for at in row_slices(len(found)):
        lacking = (~held[at]).astype(np.float64)
        share = divide(lacking * wanted[None, :], (lacking @ wanted)[:, None])
        worth = (share * inverse[None, :]) @ phi.values
        found[at] = presence.times(np.ascontiguousarray((worth * lacking).T)).T
        tell(progress, 0.5 + at.stop / len(found) / 2)
    np.fill_diagonal(found, 0.0)
    return Matrix("complementarity", ("region", "region"), presence.regions, presence.regions, np.maximum(found, 0.0))


def added_density(data: Any, region: str, partner: str, near: Matrix | None = None) -> Vector:
    """What the partner would add to the region's density of each activity, 0 to 1; NaN for those the region has."""
    presence = as_presence(data)
    phi = proximity(presence) if near is None else near
    require_same(presence, phi)
    held = presence.dense()
    own, others = (held[position(presence.regions, label, "region")] for label in (region, partner))
    values = divide(phi.values @ (others & ~own).astype(np.float64), phi.values.sum(axis=1))
    return Vector("added_density", "activity", presence.activities, np.where(own, np.nan, values))


def among(presence: Presence, activities: Iterable[str] | None) -> Floats:
    """1 for each activity that counts, else 0; InsightError for an unknown one, or for none."""
    if activities is None:
        return np.ones(len(presence.activities))
    found = np.zeros(len(presence.activities))
    for label in activities:
        found[position(presence.activities, label, "activity")] = 1.0
    if not found.any():
        raise InsightError("no_activities", "there must be at least one activity")
    return found
