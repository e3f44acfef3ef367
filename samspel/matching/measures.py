"""How good a ranking is: R@1, MRR@10, nDCG@10 and a good hit in the top three, with bootstrap intervals. Pure."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DEPTH = 10
TOP = 3
GOOD = 2  # the grade of a good hit
BEST = 3
RESAMPLES = 5_000
_SEED = 20

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean over queries and where it lies in 95 of 100 resamples of them."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Scores:
    """Each measure of one way to rank, a value for each query, in the same order."""

    first: Values  # 1 where the first hit is good
    reciprocal: Values  # one divided by the rank of the first good hit among ten
    ndcg: Values
    top: Values  # 1 where there is a good hit among the first three

    def intervals(self) -> dict[str, Interval]:
        """By the measures' usual names."""
        values = {"R@1": self.first, "MRR@10": self.reciprocal, "nDCG@10": self.ndcg, "top 3": self.top}
        return {name: interval(each) for name, each in values.items()}


def scored(rankings: Sequence[Sequence[str]], grades: Sequence[Mapping[str, int]]) -> Scores:
    """Measures of the rankings of the same queries; a document without a grade has grade 0.

    A hit is good from grade 2, or from the best grade there is when a query has none so high.
    """
    rows = [_row(ranking[:DEPTH], known) for ranking, known in zip(rankings, grades, strict=True)]
    table = np.array(rows, dtype=np.float64).reshape(-1, 4).T
    return Scores(*table)


def _row(ranking: Sequence[str], grades: Mapping[str, int]) -> tuple[float, float, float, float]:
    wanted = max(1, min(GOOD, max(grades.values(), default=0)))
    good = next((rank for rank, document in enumerate(ranking) if grades.get(document, 0) >= wanted), None)
    ideal = _gain(sorted(grades.values(), reverse=True)[:DEPTH])
    ndcg = _gain([grades.get(document, 0) for document in ranking]) / ideal if ideal else 0.0
    if good is None:
        return 0.0, 0.0, ndcg, 0.0
    return float(good == 0), 1 / (good + 1), ndcg, float(good < TOP)


def _gain(grades: Sequence[int]) -> float:
    """Discounted cumulative gain, 2 to the power of the grade less one (Burges and others, 2005)."""
    return sum((2**grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(grades))


def interval(values: Values) -> Interval:
    """The mean with its 95 % percentile interval; the same numbers give the same interval."""
    if not values.size:
        return Interval(math.nan, math.nan, math.nan)
    low, high = np.quantile(_resampled_means(values), [0.025, 0.975])
    return Interval(float(values.mean()), float(low), float(high))


def difference(one: Values, other: Values) -> tuple[Interval, float]:
    """How much better the one is, query by query, and the share of resamples in which it is not better."""
    paired = one - other
    means = _resampled_means(paired)
    return interval(paired), float((means <= 0).mean()) if means.size else math.nan


def _resampled_means(values: Values) -> Values:
    generator = np.random.default_rng(_SEED)
    if not values.size:
        return values
    chunks = [
        values[generator.integers(0, values.size, (500, values.size))].mean(axis=1) for _ in range(RESAMPLES // 500)
    ]
    return np.concatenate(chunks)
