"""Other thresholds of RCA: how many presences flip, and how the ranking moves."""

import numpy as np
import pytest
from scipy.stats import spearmanr

from samspel.insight.complexity import eci
from samspel.insight.errors import Cancelled, InsightError
from samspel.insight.presence import presence_matrix
from samspel.insight.sensitivity import threshold_sensitivity
from tests.insight.samples import counts


def test_flips_and_correlations_are_those_counted_cell_by_cell() -> None:
    table = counts()
    found = threshold_sensitivity(table, thresholds=(1.2, 0.8, 1.0, 0.8))
    base = presence_matrix(table).dense()
    assert found.thresholds["threshold"].to_list() == [0.8, 1.0, 1.2]
    for row in found.thresholds.rows(named=True):
        presence = presence_matrix(table, threshold=row["threshold"])
        other = presence.dense()
        assert row["appear"] == (other & ~base).sum()
        assert row["vanish"] == (base & ~other).sum()
        assert row["flipped"] == pytest.approx((other ^ base).sum() / (other | base).sum())
        assert row["present"] == other.sum()
        expected = spearmanr(eci(presence_matrix(table)).values, eci(presence).values).statistic
        assert row["rank_correlation"] == pytest.approx(expected)
    assert found.thresholds["rank_correlation"][1] == pytest.approx(1)


def test_ranks_are_the_extremes_over_the_thresholds() -> None:
    table = counts()
    found = threshold_sensitivity(table)
    ranks = []
    for threshold in (0.8, 0.9, 1.0, 1.1, 1.2):
        values = eci(presence_matrix(table, threshold=threshold)).values
        ranks.append([1 + (values > each).sum() for each in values])
    for place in found.ranking.places:
        at = table.regions.index(place.label)
        mine = [each[at] for each in ranks]
        assert (place.rank_low, place.rank, place.rank_high) == (min(mine), mine[2], max(mine))
    assert any(place.rank_low < place.rank_high for place in found.ranking.places)


def test_activities_and_tables_without_an_index() -> None:
    assert threshold_sensitivity(counts(), "activity").ranking.kind == "activity"
    none = threshold_sensitivity(np.eye(3))
    assert none.ranking.places == ()
    assert none.thresholds["rank_correlation"].to_list() == [None] * 5
    assert threshold_sensitivity(np.zeros((2, 3))).thresholds["flipped"].to_list() == [0.0] * 5


def test_choices_that_make_no_sense_are_refused_and_work_stops() -> None:
    for thresholds in ((), (0.0,), (float("nan"),)):
        with pytest.raises(InsightError, match="thresholds"):
            threshold_sensitivity(counts(), thresholds=thresholds)
    with pytest.raises(InsightError, match="of must"):
        threshold_sensitivity(counts(), "county")  # type: ignore[arg-type]
    told: list[float] = []
    threshold_sensitivity(counts(), progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
    with pytest.raises(Cancelled):
        threshold_sensitivity(counts(), progress=lambda done: done < 0.4)
