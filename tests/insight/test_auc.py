"""The AUC is the share of pairs in the right order, and its interval is DeLong's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from samspel.insight.auc import auc
from samspel.insight.errors import InsightError
from tests.insight.samples import quick

cases = st.lists(st.tuples(st.integers(-4, 4), st.booleans()), min_size=2, max_size=60).filter(
    lambda each: len({y for _, y in each}) == 2
)


def pairs(scores: NDArray[np.float64], positive: NDArray[np.bool_]) -> NDArray[np.float64]:
    """1 for each pair in the right order, 1/2 for each tie (positives × negatives)."""
    above, below = scores[positive][:, None], scores[~positive][None, :]
    return (above > below) + 0.5 * (above == below)


@quick
@given(cases)
def test_it_is_the_share_of_pairs_in_the_right_order(each: list[tuple[int, bool]]) -> None:
    scores, positive = np.array([s for s, _ in each], dtype=float), np.array([y for _, y in each])
    won = pairs(scores, positive)
    found = auc(scores, positive)
    assert found.value == pytest.approx(won.mean(), abs=1e-12)
    assert (found.positives, found.negatives) == won.shape
    assert 0 <= found.low <= found.value <= found.high <= 1
    assert auc(-scores, positive).value == pytest.approx(1 - found.value, abs=1e-12)
    assert auc(np.exp(scores), positive).value == found.value
    if min(won.shape) > 1:
        error = np.sqrt(won.mean(axis=1).var(ddof=1) / won.shape[0] + won.mean(axis=0).var(ddof=1) / won.shape[1])
        assert found.high == pytest.approx(min(1, found.value + 1.959963984540054 * error), abs=1e-9)


def test_what_gives_no_area_is_refused() -> None:
    with pytest.raises(InsightError, match="positive and negative"):
        auc([1, 2], [1, 1])
    with pytest.raises(InsightError, match="missing"):
        auc([1, float("nan")], [1, 0])
    with pytest.raises(InsightError, match="score for each"):
        auc([1, 2, 3], [1, 0])
