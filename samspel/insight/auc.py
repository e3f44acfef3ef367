"""The area under the ROC curve: how often a model puts one that came to be before one that did not."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri
from scipy.stats import rankdata

from samspel.insight.errors import InsightError


@dataclass(frozen=True, slots=True)
class Auc:
    """AUC, 0 to 1 (0.5 is chance), its interval, and how many positive and negative cases it rests on."""

    value: float
    low: float
    high: float
    positives: int
    negatives: int


def auc(scores: ArrayLike, positive: ArrayLike, level: float = 0.95) -> Auc:
    """P(score of a positive > score of a negative) + half of P(equal): Mann and Whitney (1947), by mid-ranks.

    Scores and positive (0 or 1) of shape (n,). The interval is DeLong's (1988), cut at 0 and 1; with fewer than two
    cases of a kind it is 0 to 1. InsightError for scores that are NaN, and where all cases are of one kind.
    """
    values, is_positive = np.asarray(scores, dtype=np.float64), np.asarray(positive, dtype=bool)
    if values.shape != is_positive.shape or values.ndim != 1:
        raise InsightError("shape", f"there must be a score for each case, not {values.shape} for {is_positive.shape}")
    if np.isnan(values).any():
        raise InsightError("missing", "scores must not be missing")
    above, below = values[is_positive], values[~is_positive]
    m, n = len(above), len(below)
    if not (m and n):
        raise InsightError("one_kind", f"there must be positive and negative cases, not {m} and {n}")
    ranks = rankdata(values)
    wins = (ranks[is_positive] - rankdata(above)) / n
    losses = (ranks[~is_positive] - rankdata(below)) / m
    found = float(wins.mean())
    if min(m, n) < 2:
        return Auc(found, 0.0, 1.0, m, n)
    error = float(np.sqrt(wins.var(ddof=1) / m + losses.var(ddof=1) / n))
    reach = float(ndtri(0.5 + level / 2)) * error
    return Auc(found, max(0.0, found - reach), min(1.0, found + reach), m, n)
