"""Tables in, labelled results out."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import sparse

from samspel import insight as i

tables = st.tuples(st.integers(1, 6), st.integers(1, 7)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.integers(0, 9).map(float))
)


@settings(deadline=None, max_examples=60)
@given(tables, st.randoms(use_true_random=False))
def test_a_frame_and_back_is_the_same_table(values, random):
    table = i.RegionTable.from_matrix(values, "abcdef"[: values.shape[0]], "tuvwxyz"[: values.shape[1]], empty="keep")
    rows = table.tidy().to_dicts()
    random.shuffle(rows)
    if not rows:
        return
    for lazy in (False, True):
        frame = pl.DataFrame(rows)
        again = i.RegionTable.from_frame(
            frame.lazy() if lazy else frame, regions=table.regions, activities=table.activities, empty="keep"
        )
        np.testing.assert_array_equal(again.dense(), values)
        assert (again.regions, again.activities) == (table.regions, table.activities)


def test_numbers_as_labels_become_text_and_sort_as_text():
    frame = pl.DataFrame({"region": [10, 9], "activity": [1, 1], "value": [1, 2]})
    assert i.RegionTable.from_frame(frame).regions == ("10", "9")


def test_a_thin_frame_becomes_csr_with_the_same_results():
    count = 60
    frame = pl.DataFrame({"region": range(count), "activity": range(count), "value": range(1, count + 1)})
    table = i.RegionTable.from_frame(frame)
    assert table.is_sparse
    dense = i.RegionTable.from_matrix(table.dense(), table.regions, table.activities)
    np.testing.assert_allclose(i.rca(table).dense(), i.rca(dense).values)
    assert table.tidy().sort("value")["value"].to_list() == list(range(1, count + 1))


def test_tables_are_aligned_to_other_labels():
    table = i.RegionTable.from_matrix([[1, 2], [3, 4]], ["b", "a"], ["y", "x"])
    for one in (table, i.RegionTable.from_matrix(sparse.csr_array(table.values), table.regions, table.activities)):
        moved = one.aligned(("a", "b", "c"), ("w", "x", "y"))
        np.testing.assert_array_equal(moved.dense(), [[0, 4, 3], [0, 2, 1], [0, 0, 0]])


def test_results_keep_their_labels():
    table = i.RegionTable.from_matrix([[1, 2, 0], [3, 4, 5]], ["a", "b"], ["x", "y", "z"], year=2020)
    quotient = i.rca(table)
    assert quotient["b", "z"] == pytest.approx(1.25)
    assert quotient.tidy(["b"]).to_dict(as_series=False)["activity"] == ["x", "y", "z"]
    assert quotient.tidy().columns == ["region", "activity", "rca"]
    assert quotient.tidy().height == 6
    assert i.structural_similarity(table).tidy().columns == ["region", "other_region", "similarity"]
    assert i.proximity(i.presence_matrix(table)).row("x").tidy().columns == ["other_activity", "proximity"]
    assert i.hachman(table).tidy()["region"].to_list() == ["a", "b"]
    assert table.tidy()["year"].to_list() == [2020] * 5
    assert len(i.hachman(table)) == 2


def test_a_frame_can_go_straight_into_a_measure():
    frame = pl.DataFrame({"region": ["a", "a", "b"], "activity": ["x", "y", "x"], "value": [1, 1, 2]})
    np.testing.assert_allclose(i.rca(frame).values, [[2 / 3, 2], [4 / 3, 0]])


def test_annual_growth():
    before = i.RegionTable.from_matrix([[100, 0], [10, 10]], year=2018, empty="keep")
    after = i.RegionTable.from_matrix([[121, 1], [10, 0]], year=2020, empty="keep")
    np.testing.assert_allclose(i.growth(before, after).values, [[0.21, np.nan], [0, -1]])
    np.testing.assert_allclose(i.growth_by(before, after, annual=True).values, [1.22**0.5 - 1, 0.5**0.5 - 1])
    np.testing.assert_allclose(i.growth_by(before, after, "activity").values, [21 / 110, -0.9])


def test_rates_of_entry_and_exit():
    before, after = i.manual_presence([[1, 0, 0], [1, 1, 1]]), i.manual_presence([[0, 1, 0], [1, 1, 0]])
    np.testing.assert_allclose(i.entry_rate(before, after).values, [0.5, np.nan])
    np.testing.assert_allclose(i.exit_rate(before, after).values, [1.0, 1 / 3])
    np.testing.assert_allclose(i.exit_rate(before, after, "activity").values, [0.5, 0.0, 1.0])


def test_shift_share_against_a_country():
    before, after = i.RegionTable.from_matrix([[50, 50]]), i.RegionTable.from_matrix([[60, 55]])
    country = (i.RegionTable.from_matrix([[100, 300]]), i.RegionTable.from_matrix([[110, 330]]))
    found = i.shift_share(before, after, country)
    np.testing.assert_allclose(found.national.values, [[5, 5]])
    np.testing.assert_allclose(found.mix.values, [[0, 0]], atol=1e-12)
    np.testing.assert_allclose(found.competitive.values, [[5, 0]], atol=1e-12)
    split = i.esteban_marquillas(before, after, country)
    np.testing.assert_allclose(split.competitive.values, [[2.5, 0]], atol=1e-12)
    np.testing.assert_allclose(split.allocation.values, [[2.5, 0]], atol=1e-12)
    assert split.by_activity()["change"].to_list() == [10, 5]


def test_relatedness_by_hand():
    m = i.manual_presence([[1, 1, 0], [1, 1, 1], [0, 1, 1]])
    together = np.array([[0, 2, 1], [2, 0, 2], [1, 2, 0]], dtype=float)
    s, total = together.sum(axis=1), together.sum()
    p, q = s[:, None], s[None, :]
    np.testing.assert_allclose(i.relatedness(m, "association").values, together * total / (p * q))
    np.testing.assert_allclose(i.relatedness(m, "cosine").values, together / np.sqrt(p * q))
    np.testing.assert_allclose(i.relatedness(m, "jaccard").values, together / (p + q - together))
    chance = (p / total * q / (total - p) + q / total * p / (total - q)) * total / 2
    np.testing.assert_allclose(i.relatedness(m).values, together / chance)


def test_complementarity_within_an_area():
    m = i.manual_presence([[1, 0, 0], [0, 1, 0], [0, 1, 1]])
    near = i.Matrix("proximity", ("activity", "activity"), m.activities, m.activities, 1 - np.eye(3))
    found = i.complementarity(m, near, activities=["2"])
    np.testing.assert_allclose(found.values, [[0, 0.5, 0.5], [0.5, 0, 0.0], [0, 0, 0]])
