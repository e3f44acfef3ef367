"""Fitness and complexity by the non-linear map: an activity is as complex as its least fit regions allow."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from samspel.insight.checks import Floats
from samspel.insight.errors import InsightError, Progress, tell
from samspel.insight.labelled import Vector
from samspel.insight.presence import as_presence
from samspel.insight.shares import divide


@dataclass(frozen=True, slots=True)
class Fitness:
    """Fitness of regions and complexity of activities, each with mean 1, and whether they have come to rest."""

    fitness: Vector
    complexity: Vector
    steps: int
    converged: bool


def fitness_complexity(data: Any, steps: int = 1000, tolerance: float = 1e-10,
                       progress: Progress | None = None) -> Fitness:  # fmt: skip
    """F_c = sum_p M_cp Q_p and Q_p = 1 / sum_c (M_cp / F_c), each divided by its mean. Tacchella et al. (2012).

    Both start at 1. Stops when no value changes by more than `tolerance` of the largest, or after `steps`. Regions
    without an activity and activities without a region get NaN and count in no mean. In a network that falls apart,
    or is not nested enough, some fitness goes to 0 and it may not come to rest (Pugliese et al. 2016): see `converged`.
    """
    if steps < 1:
        raise InsightError("choice", f"there must be 1 step or more, not {steps}")
    presence = as_presence(data)
    regions, activities = presence.diversity() > 0, presence.ubiquity() > 0
    fit, complex_ = regions.astype(np.float64), activities.astype(np.float64)
    done, still = 0, False
    while done < steps and not still and regions.any():
        fitter = to_mean_one(presence.times(complex_), regions)
        harder = to_mean_one(divide(1.0, presence.back(divide(1.0, fitter))), activities)
        still = change(fitter, fit) < tolerance and change(harder, complex_) < tolerance
        fit, complex_, done = fitter, harder, done + 1
        tell(progress, done / steps)
    return Fitness(
        Vector("fitness", "region", presence.regions, np.where(regions, fit, np.nan)),
        Vector("complexity", "activity", presence.activities, np.where(activities, complex_, np.nan)),
        done,
        still,
    )


def to_mean_one(values: Floats, among: Any) -> Floats:
    """The values divided by their mean over those that take part."""
    return divide(values, values[among].mean())


def change(new: Floats, old: Floats) -> float:
    """The largest change, against the largest value."""
    return float(np.abs(new - old).max() / np.abs(old).max())
