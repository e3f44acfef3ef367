"""Rows of micro-data are aggregated alike by polars and by a Spark cluster, and bad rows are named."""

from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.insight.errors import InsightError
from samspel.insight.microdata import (
    held_together,
    held_together_plan,
    regional_plan,
    regional_table,
    together_matrix,
)
from tests.insight.samples import quick

SCHEMA = "entity string, region string, activity string, year long, value double"
KINDS = {"entity": pl.String, "region": pl.String, "activity": pl.String, "year": pl.Int64, "value": pl.Float64}


def firms(count: int = 5_000, seed: int = 3) -> pl.DataFrame:
    """Rows whose values are quarters, so that every engine's sum is the same to the last bit."""
    rng = np.random.default_rng(seed)
    return pl.DataFrame({
        "entity": [f"F{n}" for n in rng.integers(0, count // 3, count)],
        "region": [f"SE{n:03}" for n in rng.integers(0, 12, count)],
        "activity": [f"{n:02}.å" for n in rng.integers(0, 30, count)],
        "year": rng.integers(2016, 2019, count),
        "value": rng.integers(0, 400, count) / 4,
    })  # fmt: skip


def on_spark(spark: Any, frame: pl.DataFrame) -> Any:
    return spark.createDataFrame(frame.rows(), SCHEMA)


def by_hand(frame: pl.DataFrame) -> dict[tuple[str, str], float]:
    sums: dict[tuple[str, str], float] = {}
    for row in frame.rows(named=True):
        at = (row["region"], row["activity"])
        sums[at] = sums.get(at, 0.0) + row["value"]
    return sums


def pairs_by_hand(frame: pl.DataFrame) -> dict[tuple[str, str], int]:
    held: dict[str, set[str]] = {}
    for row in frame.rows(named=True):
        held.setdefault(row["entity"], set()).add(row["activity"])
    counts: dict[tuple[str, str], int] = {}
    for kinds in held.values():
        for one in kinds:
            for other in kinds:
                if one <= other:
                    counts[one, other] = counts.get((one, other), 0) + 1
    return counts


rows_of = st.lists(
    st.tuples(
        st.sampled_from(["f1", "f2", "f3", "f4"]),
        st.sampled_from("ABC"),
        st.sampled_from("xyzå"),
        st.just(2018),
        st.integers(0, 10**9).map(float),
    ),
    max_size=40,
)


@quick
@given(rows_of)
def test_sums_and_pairs_are_those_counted_by_hand(rows: list[tuple[Any, ...]]) -> None:
    frame = pl.DataFrame(rows, schema=KINDS, orient="row")
    for given_frame in (frame, frame.lazy()):
        assert {(r, a): v for r, a, v in regional_table(given_frame).rows()} == by_hand(frame)
        assert {(a, b): n for a, b, n in held_together(given_frame).rows()} == pairs_by_hand(frame)
        counted = regional_table(given_frame, value=None)
        assert counted["value"].sum() == len(rows)


@quick
@given(rows_of, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows: list[tuple[Any, ...]], random: Any) -> None:
    mixed = list(rows)
    random.shuffle(mixed)
    one, other = (pl.DataFrame(each, schema=KINDS, orient="row") for each in (rows, mixed))
    assert regional_table(one, year="year").equals(regional_table(other, year="year"))
    assert held_together(one).equals(held_together(other))


def test_years_are_kept_apart_and_add_up() -> None:
    frame = firms()
    yearly = regional_table(frame, year="year")
    assert yearly.columns == ["region", "activity", "year", "value"]
    again = yearly.group_by("region", "activity").agg(pl.col("value").sum()).sort("region", "activity")
    assert again.equals(regional_table(frame))


def test_whole_number_keys_and_small_integers_do_not_overflow() -> None:
    frame = pl.DataFrame(
        {"region": [1, 1], "activity": [7, 7], "value": [120, 120]}, schema_overrides={"value": pl.Int8}
    )
    assert regional_table(frame).rows() == [("1", "7", 240.0)]


def test_columns_may_have_each_others_names() -> None:
    frame = firms(200)
    swapped = frame.rename({"region": "value", "value": "activity", "activity": "other", "entity": "region"})
    named = {"region": "value", "activity": "other", "value": "activity"}
    assert regional_table(swapped, **named).equals(regional_table(frame))
    assert held_together(swapped.rename({"activity": "v", "region": "activity"}), "activity", "other").equals(
        held_together(frame)
    )
    assert held_together(frame, "activity", "entity").height > 0


def test_the_matrix_is_symmetric_with_holders_on_the_diagonal() -> None:
    frame = firms(300)
    matrix, labels = together_matrix(held_together(frame))
    dense = matrix.toarray()
    assert (dense == dense.T).all()
    for at, label in enumerate(labels):
        assert dense[at, at] == frame.filter(pl.col("activity") == label)["entity"].n_unique()
    with pytest.raises(ValueError, match="among"):
        together_matrix(held_together(frame), labels[:-1])


def test_polars_and_spark_give_the_same(spark: Any) -> None:
    frame = firms()
    cluster = on_spark(spark, frame)
    assert regional_table(cluster, year="year").equals(regional_table(frame, year="year"))
    assert regional_table(cluster, value=None).equals(regional_table(frame, value=None))
    assert held_together(cluster).equals(held_together(frame))
    assert {(r, a): v for r, a, v in regional_table(cluster).rows()} == by_hand(frame)


def test_the_cluster_adds_up_before_anything_is_fetched(spark: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from pyspark.sql.classic.dataframe import DataFrame

    fetched: list[int] = []
    collect = DataFrame.collect

    def counting(self: Any) -> Any:
        rows = collect(self)
        fetched.append(len(rows))
        return rows

    def refused(self: Any, *_arguments: Any, **_named: Any) -> Any:
        raise AssertionError("rows were fetched another way")

    cluster = on_spark(spark, firms(20_000))
    monkeypatch.setattr(DataFrame, "collect", counting)
    for name in ("toPandas", "toArrow", "toLocalIterator", "take", "head", "first", "count"):
        monkeypatch.setattr(DataFrame, name, refused)
    plans = [regional_plan(cluster), held_together_plan(cluster)]
    assert fetched == []
    for plan in plans:
        text = plan.to_native()._jdf.queryExecution().executedPlan().toString()
        assert "partial_" in text
        assert "CollectLimit" not in text
    assert fetched == [len(regional_table(cluster))] == [12 * 30]
    fetched.clear()
    pairs = held_together(cluster)
    assert fetched == [1, len(pairs)]


BAD = {
    "region": ("no_label", None),
    "activity": ("no_label", None),
    "missing": ("missing", {"value": None}),
    "nan": ("missing", {"value": float("nan")}),
    "infinite": ("infinite", {"value": float("inf")}),
    "negative": ("negative", {"value": -0.25}),
}


def spoiled(what: str) -> pl.DataFrame:
    frame = firms(50)
    change = BAD[what][1] or {what: None}
    bad = {**frame.row(17, named=True), "entity": "spoiled", **change}
    return pl.concat([frame, pl.DataFrame([bad], schema=KINDS), frame])


@pytest.mark.parametrize("what", BAD)
def test_a_bad_row_is_named(what: str) -> None:
    for frame in (spoiled(what), spoiled(what).lazy()):
        with pytest.raises(InsightError) as caught:
            regional_table(frame, entity="entity")
        assert caught.value.code == BAD[what][0]
        assert len(caught.value.rows) == 1
        assert "entity spoiled" in str(caught.value)


@pytest.mark.parametrize("what", BAD)
def test_a_bad_row_is_named_on_the_cluster(spark: Any, what: str) -> None:
    with pytest.raises(InsightError) as caught:
        regional_table(on_spark(spark, spoiled(what)), entity="entity")
    assert (caught.value.code, len(caught.value.rows)) == (BAD[what][0], 1)
    assert "entity spoiled" in str(caught.value)


def test_an_empty_label_and_an_entity_that_is_missing_are_refused() -> None:
    frame = firms(20).with_columns(region=pl.lit(""))
    with pytest.raises(InsightError, match="region must not be missing"):
        regional_table(frame)
    with pytest.raises(InsightError, match="entity must not be missing"):
        held_together(firms(20).with_columns(entity=pl.lit(None, dtype=pl.String)))


@pytest.mark.parametrize(
    ("named", "code"),
    [
        ({"region": "county"}, "column"),
        ({"entity": "company"}, "column"),
        ({"region": "activity"}, "column"),
        ({"region": "value", "value": None}, "no_label"),
        ({"value": "entity"}, "not_numeric"),
        ({"year": "entity"}, "years"),
    ],
)
def test_columns_of_the_wrong_kind_are_refused(named: dict[str, Any], code: str) -> None:
    with pytest.raises(InsightError) as caught:
        regional_table(firms(5), **named)
    assert caught.value.code == code


def test_what_is_no_frame_and_sums_beyond_numbers_are_refused() -> None:
    with pytest.raises(InsightError, match="data frame"):
        regional_table([1, 2])  # type: ignore[arg-type]
    huge = pl.DataFrame({"region": ["A", "A"], "activity": ["x", "x"], "value": [1.7e308, 1.7e308]})
    with pytest.raises(InsightError, match="sum of value must be finite"):
        regional_table(huge)
