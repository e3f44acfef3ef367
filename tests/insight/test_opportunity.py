"""The opportunity map has what a region lacks, in quadrants, with how sure each place is."""

import numpy as np
import polars as pl
import pytest

from samspel.insight.complexity import pci
from samspel.insight.errors import Cancelled, InsightError
from samspel.insight.opportunity import QUADRANTS, opportunity_map
from samspel.insight.presence import presence_matrix
from samspel.insight.relatedness import relatedness_density
from samspel.insight.resampling import of_counts
from samspel.insight.table import RegionTable
from tests.insight.samples import counts

TABLE = counts()


@pytest.fixture(scope="module")
def found() -> pl.DataFrame:
    return opportunity_map(TABLE, draws=30)


def test_it_has_what_each_region_lacks_with_density_and_complexity(found: pl.DataFrame) -> None:
    presence = presence_matrix(TABLE)
    density, complexity = relatedness_density(presence), pci(presence)
    lacking = {(TABLE.regions[i], TABLE.activities[j]) for i, j in np.argwhere(~presence.dense()).tolist()}
    assert {(row["region"], row["activity"]) for row in found.iter_rows(named=True)} == lacking
    for row in found.iter_rows(named=True):
        assert row["density"] == pytest.approx(density[row["region"], row["activity"]], abs=1e-9)
        assert row["complexity"] == pytest.approx(complexity[row["activity"]])


def test_every_value_lies_in_its_interval(found: pl.DataFrame) -> None:
    for what in ("density", "complexity", "score", "rank"):
        assert (found[f"{what}_low"] <= found[what]).all()
        assert (found[what] <= found[f"{what}_high"]).all()
        assert (found[f"{what}_low"] < found[f"{what}_high"]).any()
    assert found["quadrant_share"].is_between(0, 1).all()
    assert (found["quadrant_share"] < 1).any()


def test_quadrants_scores_and_labels_follow_from_the_values(found: pl.DataFrame) -> None:
    for _, one in found.group_by("region"):
        density = one["density"].to_numpy()
        near = density >= density.mean() - 1e-12
        word = [QUADRANTS[2 * (not n) + (c < 0)] for n, c in zip(near, one["complexity"].to_numpy(), strict=True)]
        assert one["quadrant"].to_list() == word
        z = [(one[name] - one[name].mean()) / one[name].std(ddof=0) for name in ("density", "complexity")]
        assert np.allclose(one["score"], (z[0] + z[1]) / 2)
        scores = one["score"].to_numpy()
        assert one["rank"].to_list() == [1 + int((scores > each + 1e-9).sum()) for each in scores]
        assert one["labelled"].to_list() == [n < 10 for n in range(one.height)]


def test_the_weight_decides_between_near_and_complex() -> None:
    for weight, by in ((1.0, "density"), (0.0, "complexity")):
        one = opportunity_map(TABLE, ["SE04"], draws=2, weight=weight)
        assert one[by].is_sorted(descending=True)


def test_some_regions_are_as_in_the_whole_and_in_the_order_asked(found: pl.DataFrame) -> None:
    some = opportunity_map(TABLE, ["SE09", "SE02", "SE09"], draws=30)
    assert some["region"].unique(maintain_order=True).to_list() == ["SE09", "SE02"]
    one = some.filter(pl.col("region") == "SE02")
    other = found.filter(pl.col("region") == "SE02")
    assert one.select("activity", "quadrant", "rank", "rank_low", "rank_high").equals(
        other.select("activity", "quadrant", "rank", "rank_low", "rank_high")
    )


def test_more_observations_make_quadrants_surer(found: pl.DataFrame) -> None:
    much = RegionTable.from_matrix(TABLE.dense() * 1000, TABLE.regions, TABLE.activities, empty="keep")
    surer = opportunity_map(of_counts(much), draws=30)
    assert surer["quadrant_share"].mean() > found["quadrant_share"].mean()  # type: ignore[operator]


def test_an_activity_without_complexity_is_there_without_a_rank() -> None:
    values = np.hstack([TABLE.dense(), np.zeros((20, 1))])
    table = RegionTable.from_matrix(values, TABLE.regions, [*TABLE.activities, "none"], empty="keep")
    one = opportunity_map(table, ["SE00"], draws=3)
    last = one.row(-1, named=True)
    assert last["activity"] == "none"
    assert (last["complexity"], last["quadrant"], last["rank"], last["labelled"]) == (None, None, None, False)
    assert one["rank"].null_count() == 1


def test_a_region_that_has_everything_has_no_rows() -> None:
    found = opportunity_map(np.ones((3, 4)), draws=2)
    assert found.height == 0
    assert found.columns[:2] == ["region", "activity"]


def test_choices_that_make_no_sense_are_refused_and_work_stops() -> None:
    with pytest.raises(InsightError, match="weight"):
        opportunity_map(TABLE, weight=1.5)
    with pytest.raises(InsightError, match="Atlantis"):
        opportunity_map(TABLE, ["Atlantis"])
    with pytest.raises(InsightError, match="draws"):
        opportunity_map(TABLE, draws=0)
    told: list[float] = []
    opportunity_map(TABLE, ["SE01"], draws=3, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
    with pytest.raises(Cancelled):
        opportunity_map(TABLE, draws=10_000, progress=lambda done: done < 0.001)
