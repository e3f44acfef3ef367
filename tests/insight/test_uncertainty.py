"""A ranking carries its uncertainty: intervals hold the value, narrow with more data, and come out the same again."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.insight.complexity import economic_complexity
from samspel.insight.errors import Cancelled, InsightError
from samspel.insight.labelled import Vector
from samspel.insight.presence import presence_matrix
from samspel.insight.relatedness import relatedness_density
from samspel.insight.resampling import of_counts, of_rows
from samspel.insight.table import RegionTable
from samspel.insight.uncertainty import Tails, complexity_ranking, density_intervals, ranking
from tests.insight.samples import counts, microdata, quick

numbers = st.one_of(st.just(np.nan), st.integers(-3, 3).map(float))


@quick
@given(st.lists(numbers, min_size=1, max_size=6), st.data())
def test_a_ranking_holds_its_values_and_ranks(values: list[float], data: st.DataObject) -> None:
    drawn = np.array([data.draw(st.lists(numbers, min_size=len(values), max_size=len(values))) for _ in range(4)])
    labels = tuple(f"R{n}" for n in range(len(values)))
    found = ranking(Vector("eci", "region", labels, np.array(values)), drawn, 0.8)
    known = {label: value for label, value in zip(labels, values, strict=True) if value == value}
    assert {place.label: place.value for place in found.places} == known
    assert set(found.unranked) == set(labels) - set(known)
    for place in found.places:
        assert place.low <= place.value <= place.high
        assert place.rank_low <= place.rank <= place.rank_high
        assert place.rank == 1 + sum(other > place.value for other in known.values())
        assert 1 <= place.rank_low <= place.rank_high <= len(known)
    assert [place.rank for place in found.places] == sorted(place.rank for place in found.places)
    assert found.tidy().height == len(known)


@quick
@given(st.integers(2, 60), st.floats(0.01, 0.99), st.integers(0, 10**6))
def test_tails_give_the_percentiles_of_all_draws(draws: int, level: float, seed: int) -> None:
    values = np.random.default_rng(seed).integers(0, 9, (draws, 2, 3)) / 8
    tails = Tails((2, 3), draws, level)
    for each in values:
        tails.add(each)
    assert np.allclose(tails.bounds(), np.quantile(values, [(1 - level) / 2, (1 + level) / 2], axis=0), atol=1e-12)


@pytest.mark.parametrize("of", ["region", "activity"])
def test_the_ranking_is_that_of_the_index_observed(of: Any) -> None:
    table = counts()
    complexity = economic_complexity(presence_matrix(table))
    index = complexity.eci if of == "region" else complexity.pci
    found = complexity_ranking(table, of, draws=20)
    assert {place.label: place.value for place in found.places} == pytest.approx(
        dict(zip(index.labels, index.values.tolist(), strict=True))
    )
    assert found.tidy().columns == [of, "value", "low", "high", "rank", "rank_low", "rank_high"]
    assert (found.draws, found.level) == (20, 0.95)
    assert found.places[0].rank == 1
    assert found.tidy().equals(complexity_ranking(table, of, draws=20).tidy())
    assert not found.tidy().equals(complexity_ranking(table, of, draws=20, seed=1).tidy())


def width(data: Any) -> float:
    found = complexity_ranking(data, draws=40).tidy()
    return float((found["rank_high"] - found["rank_low"]).sum())


def test_more_observations_give_narrower_ranks() -> None:
    table = counts()
    much = RegionTable.from_matrix(table.dense() * 1000, table.regions, table.activities, empty="keep")
    assert width(much) < width(table) / 2
    # the same table in thousands, said to be of thousands, is as uncertain as it was
    assert width(of_counts(much, per=1000)) == width(table)


def test_draws_of_firms_are_wider_than_draws_of_persons() -> None:
    by_firm = of_rows(microdata())
    assert width(by_firm) > width(by_firm.table)


def test_density_intervals_are_the_percentiles_of_the_draws() -> None:
    resampling = of_counts(counts())
    found = density_intervals(resampling, ["SE03", "SE00"], draws=30, level=0.9)
    every = np.array([
        relatedness_density(presence_matrix(resampling.draw(0, n))).values[[3, 0]] for n in range(30)
    ])  # fmt: skip
    low, high = np.quantile(every, [0.05, 0.95], axis=0)
    observed = relatedness_density(presence_matrix(resampling.table)).values[[3, 0]]
    assert np.allclose(found.density.values, observed)
    assert np.allclose(found.low.values, np.minimum(low, observed))
    assert np.allclose(found.high.values, np.maximum(high, observed))
    assert found.low.rows == ("SE03", "SE00")
    assert found.tidy().columns == ["region", "activity", "density", "low", "high"]
    assert ((found.low.values >= 0) & (found.high.values <= 1)).all()
    assert density_intervals(resampling, draws=2).density.shape == (20, 30)


def test_a_table_that_has_no_index_ranks_nobody() -> None:
    found = complexity_ranking(np.eye(3), draws=3)
    assert found.places == ()
    assert found.unranked == ("0", "1", "2")
    assert found.tidy().height == 0


def test_an_empty_region_is_not_ranked_and_changes_no_other() -> None:
    table = counts(12, 20)
    more = RegionTable.from_matrix(
        np.vstack([table.dense(), np.zeros(20)]), [*table.regions, "empty"], table.activities, empty="keep"
    )
    one, other = (complexity_ranking(each, draws=2) for each in (table, more))
    assert other.unranked == ("empty",)
    assert {p.label: p.rank for p in one.places} == {p.label: p.rank for p in other.places}


def test_it_tells_how_far_it_is_and_stops() -> None:
    for work in (complexity_ranking, density_intervals):
        told: list[float] = []
        work(counts(), draws=4, progress=told.append)
        assert told == sorted(told)
        assert told[-1] == 1.0
        with pytest.raises(Cancelled):
            work(counts(), draws=10_000, progress=lambda done: done < 0.001)


def test_choices_that_make_no_sense_are_refused() -> None:
    for named in ({"draws": 1}, {"level": 1.0}, {"level": 0.0}):
        with pytest.raises(InsightError):
            complexity_ranking(counts(), **named)
        with pytest.raises(InsightError):
            density_intervals(counts(), **named)
    with pytest.raises(InsightError, match="of must"):
        complexity_ranking(counts(), "municipality")  # type: ignore[arg-type]
    with pytest.raises(InsightError, match="Atlantis"):
        density_intervals(counts(), ["Atlantis"])
