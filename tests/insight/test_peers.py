"""Peers are those of like structure, whatever the units; gaps are to their median, without what is missing."""

import math
from collections.abc import Sequence
from statistics import median, pstdev
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.insight.errors import InsightError
from samspel.insight.peers import gap_to_peers, nearest_peers, read_structure, structural_distance
from tests.insight.samples import quick

values = st.floats(-1e6, 1e6, allow_nan=False).map(lambda each: round(each, 3))
tables = st.integers(2, 7).flatmap(
    lambda regions: st.integers(1, 4).flatmap(
        lambda variables: st.lists(
            st.lists(values, min_size=variables, max_size=variables), min_size=regions, max_size=regions
        )
    )
)


def rows(table: Sequence[Sequence[float | None]]) -> pl.DataFrame:
    return pl.DataFrame(
        [(f"R{i}", f"v{j}", each) for i, row in enumerate(table) for j, each in enumerate(row)],
        schema={"region": pl.String, "variable": pl.String, "value": pl.Float64},
        orient="row",
    )


def by_hand(table: list[list[float]], weights: list[float]) -> list[list[float]]:
    spreads = [pstdev(column) or 1.0 for column in zip(*table, strict=True)]
    return [
        [
            math.sqrt(
                sum(w * ((a - b) / s) ** 2 for w, a, b, s in zip(weights, one, other, spreads, strict=True))
                / sum(weights)
            )
            for other in table
        ]
        for one in table
    ]


@quick
@given(tables, st.randoms(use_true_random=False))
def test_distances_are_those_counted_by_hand_and_symmetric(table: list[list[float]], random: Any) -> None:
    weights = [random.choice([0.5, 1.0, 2.0]) for _ in table[0]]
    structure = read_structure(rows(table), {f"v{j}": w for j, w in enumerate(weights)})
    found = structural_distance(structure).values
    assert np.allclose(found, by_hand(table, weights), atol=1e-6)
    assert (found == found.T).all()
    assert (np.diagonal(found) == 0).all()


@quick
@given(tables, st.sampled_from(["deviation", "range"]))
def test_units_and_order_do_not_matter(table: list[list[float]], scale: Any) -> None:
    one = structural_distance(read_structure(rows(table)), scale).values
    other = structural_distance(read_structure(rows([[4 * each for each in row] for row in table])), scale).values
    assert np.allclose(one, other, atol=1e-9)
    mixed = structural_distance(read_structure(rows(table).sample(fraction=1, shuffle=True, seed=1)), scale).values
    assert np.allclose(one, mixed, atol=1e-12)


def test_the_nearest_are_told_with_how_far_the_variables_decide() -> None:
    table = [[0.0, 0.0, 0.0], [1.0, 0.0, 1.0], [2.0, 0.0, 9.0], [9.0, 9.0, 0.0]]
    structure = read_structure(rows(table))
    found = nearest_peers(structure, k=1).filter(pl.col("region") == "R0").row(0, named=True)
    assert (found["peer"], found["rank"], found["rank_low"]) == ("R1", 1, 1)
    distances = structural_distance(structure).values
    assert found["distance"] == distances[0].tolist()[1] == min(distances[0, 1:])
    # without the first two, R3 is as near as can be; without the third, R1 stays first
    least = read_structure(rows([[a, c] for a, _, c in table]))
    assert nearest_peers(least, k=1).filter(pl.col("region") == "R0")["stays"].to_list() == [0.5]
    assert nearest_peers(least, k=1).filter(pl.col("region") == "R0")["rank_high"].to_list() == [2]


def test_ties_share_a_rank_and_candidates_limit_who_is_a_peer() -> None:
    structure = read_structure(rows([[0.0], [1.0], [-1.0], [5.0]]))
    found = nearest_peers(structure, k=1).filter(pl.col("region") == "R0")
    assert found["peer"].to_list() == ["R1", "R2"]
    assert found["rank"].to_list() == [1, 1]
    assert found["stays"].to_list() == [None, None]
    only = nearest_peers(structure, k=2, candidates=["R0", "R3"])
    assert only.filter(pl.col("region") == "R0")["peer"].to_list() == ["R3"]
    with pytest.raises(InsightError, match="candidates"):
        nearest_peers(structure, candidates=["Atlantis"])
    with pytest.raises(InsightError, match="1 peer"):
        nearest_peers(structure, k=0)


def test_missing_values_are_refused_dropped_or_compared_by_what_both_have() -> None:
    table: list[list[float | None]] = [[0.0, 0.0], [1.0, None], [3.0, 1.0], [None, float("nan")]]
    with pytest.raises(InsightError) as caught:
        read_structure(rows(table))
    assert [(row.region, row.found) for row in caught.value.rows] == [("R1", "v1"), ("R3", "v0"), ("R3", "v1")]
    dropped = read_structure(rows(table), missing="drop")
    assert (dropped.regions, dropped.dropped) == (("R0", "R2"), ("R1", "R3"))
    both = structural_distance(read_structure(rows(table), missing="pairwise"))
    assert both["R0", "R1"] == pytest.approx(1 / pstdev([0, 1, 3]))
    assert np.isnan(both["R0", "R3"])
    found = nearest_peers(read_structure(rows(table), missing="pairwise"), k=3)
    assert "R3" not in {*found["region"], *found["peer"]}
    absent = rows(table).filter(pl.col("value").is_not_null())
    assert np.allclose(
        structural_distance(read_structure(absent, missing="pairwise")).values[:3, :3], both.values[:3, :3]
    )


def test_a_variable_that_does_not_vary_tells_nothing() -> None:
    flat = read_structure(rows([[0.1, 1.0], [0.1, 2.0], [0.1, 4.0]]))
    alone = read_structure(rows([[1.0], [2.0], [4.0]]))
    assert np.allclose(structural_distance(flat).values, structural_distance(alone).values / np.sqrt(2))


def test_the_largest_numbers_are_compared_as_others_are() -> None:
    found = structural_distance(read_structure(rows([[1e308], [-1e308], [0.0]]))).values
    assert np.allclose(found, structural_distance(read_structure(rows([[1.0], [-1.0], [0.0]]))).values)


@pytest.mark.parametrize(
    ("frame", "named", "code"),
    [
        (rows([[1.0]]), {}, "no_regions"),
        (rows([[1.0], [2.0]]), {"weights": {"v0": 0}}, "choice"),
        (rows([[1.0], [2.0]]), {"weights": {}}, "choice"),
        (rows([[1.0], [2.0]]), {"weights": {"size": 1}}, "unknown_variable"),
        (rows([[1.0], [math.inf]]), {}, "infinite"),
        (pl.concat([rows([[1.0], [2.0]])] * 2), {}, "duplicate"),
        (rows([[1.0], [2.0]]).with_columns(region=pl.lit(None, dtype=pl.String)), {}, "no_label"),
        (rows([[1.0], [2.0]]), {"value": "weight"}, "column"),
        (rows([[1.0], [2.0]]), {"value": "region"}, "not_numeric"),
        (rows([[1.0], [2.0]]), {"missing": "ignore"}, "choice"),
        (5, {}, "frame"),
    ],
)
def test_bad_structure_is_refused(frame: Any, named: dict[str, Any], code: str) -> None:
    with pytest.raises(InsightError) as caught:
        read_structure(frame, **named)
    assert caught.value.code == code


def series(table: dict[tuple[str, int], float | None]) -> pl.DataFrame:
    return pl.DataFrame(
        [(region, "patents", year, each) for (region, year), each in table.items()],
        schema={"region": pl.String, "indicator": pl.String, "year": pl.Int64, "value": pl.Float64},
        orient="row",
    )


@quick
@given(st.lists(st.one_of(st.none(), st.floats(-1e3, 1e3)), min_size=5, max_size=5))
def test_gaps_are_to_the_median_of_the_peers_that_have_a_value(given: list[float | None]) -> None:
    frame = series({(f"R{i}", 2018): each for i, each in enumerate(given)})
    pairs = pl.DataFrame({"region": ["R0"] * 4, "peer": ["R1", "R2", "R3", "R4"]})
    found = gap_to_peers(frame, pairs).rows(named=True)
    theirs = [each for each in given[1:] if each is not None]
    if given[0] is None and not theirs:
        assert found == []
        return
    assert len(found) == 1
    assert (found[0]["own"], found[0]["peers"]) == (given[0], len(theirs))
    if theirs:
        assert found[0]["median"] == pytest.approx(median(theirs))
        assert found[0]["lower_quartile"] == pytest.approx(np.quantile(theirs, 0.25))
        assert found[0]["upper_quartile"] == pytest.approx(np.quantile(theirs, 0.75))
    expected = None if given[0] is None or not theirs else given[0] - median(theirs)
    assert found[0]["gap"] == (None if expected is None else pytest.approx(expected))


def test_years_stand_apart_and_only_regions_with_peers_are_told() -> None:
    frame = series({("A", 2017): 1, ("A", 2018): 2, ("B", 2017): 3, ("C", 2018): 5, ("D", 2018): 9})
    found = gap_to_peers(frame, pl.DataFrame({"region": ["A", "A"], "peer": ["B", "C"]}))
    assert found.select("region", "year", "own", "median", "gap", "peers").rows() == [
        ("A", 2017, 1, 3, -2, 1),
        ("A", 2018, 2, 5, -3, 1),
    ]


def test_a_region_is_no_peer_of_itself_and_double_rows_are_named() -> None:
    frame = series({("A", 2017): 1})
    with pytest.raises(InsightError, match="no peer of itself"):
        gap_to_peers(frame, pl.DataFrame({"region": ["A"], "peer": ["A"]}))
    with pytest.raises(InsightError, match="row 2, region A"):
        gap_to_peers(pl.concat([frame, frame]), pl.DataFrame({"region": ["A"], "peer": ["B"]}))
