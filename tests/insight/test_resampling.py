"""Draws are around what was observed, are the same for a seed, and keep what goes together together."""

import numpy as np
import polars as pl
import pytest
from scipy import sparse

from samspel.insight.errors import InsightError
from samspel.insight.microdata import regional_table
from samspel.insight.resampling import as_resampling, of_counts, of_rows
from samspel.insight.table import RegionTable
from tests.insight.samples import counts, microdata


@pytest.mark.parametrize("scheme", ["poisson", "multinomial"])
def test_draws_have_the_mean_and_the_spread_of_counts(scheme: str) -> None:
    table = counts(6, 8)
    drawn = np.array([of_counts(table, scheme).draw(1, n).dense() for n in range(800)])  # type: ignore[arg-type]
    expected = table.dense()
    large = expected > 20
    assert np.abs((drawn.mean(axis=0) - expected)[large] / np.sqrt(expected[large] / 800)).max() < 4.5
    share = 1 if scheme == "poisson" else 1 - expected[large] / expected.sum()
    assert np.allclose(drawn.var(axis=0)[large], expected[large] * share, rtol=0.3)
    assert (drawn[:, expected == 0] == 0).all()
    if scheme == "multinomial":
        assert (drawn.sum(axis=(1, 2)) == expected.sum()).all()


def test_per_is_the_size_of_an_observation() -> None:
    table = counts(6, 8)
    drawn = np.array([of_counts(table, per=50.0).draw(1, n).dense() for n in range(400)])
    assert (drawn % 50 == 0).all()
    large = table.dense() > 100
    assert np.allclose(drawn.var(axis=0)[large], 50 * table.dense()[large], rtol=0.4)


def test_a_draw_hangs_on_its_seed_and_number_only() -> None:
    for resampling in (of_counts(counts()), of_counts(counts(), "multinomial"), of_rows(microdata())):
        once = [resampling.draw(7, n).dense() for n in range(3)]
        assert (resampling.draw(7, 2).dense() == once[2]).all()
        assert (once[0] != once[1]).any()
        assert (resampling.draw(8, 0).dense() != once[0]).any()
        assert resampling.draw(7, 0).regions == resampling.table.regions


def test_sparse_tables_are_drawn_as_dense_ones_are() -> None:
    values = counts(12, 15, size=0.3).dense()
    one = of_counts(RegionTable.from_matrix(sparse.csr_array(values), empty="keep"))
    assert one.table.is_sparse
    drawn = [one.draw(1, n) for n in range(300)]
    assert all(each.is_sparse and (each.values.data > 0).all() for each in drawn)
    mean = sum(each.dense() for each in drawn) / 300
    assert np.abs(mean - values).max() < 5 * np.sqrt(values.max() / 300)


def test_rows_give_the_table_that_they_sum_to() -> None:
    rows = microdata()
    whole = of_rows(rows).table
    assert {(r, a): v for r, a, v in whole.tidy().rows()} == {(r, a): v for r, a, v in regional_table(rows).rows()}


def test_what_an_entity_has_goes_together() -> None:
    rows = pl.DataFrame({
        "entity": ["big", "big", *(f"s{n}" for n in range(9))],
        "region": ["A", "B", *["A"] * 9],
        "activity": ["x", "y", *["z"] * 9],
        "value": [100.0, 7.0, *[1.0] * 9],
    })  # fmt: skip
    drawn = [of_rows(rows).draw(1, n).dense() for n in range(200)]
    times = np.array([each[0, 0] / 100 for each in drawn])
    assert all(each[1, 1] == 7 * n for each, n in zip(drawn, times, strict=True))
    assert all(each[0, 2] == 10 - n for each, n in zip(drawn, times, strict=True))
    assert times.mean() == pytest.approx(1, abs=0.3)
    assert set(times) >= {0, 1, 2}


def test_what_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(InsightError, match="per must"):
        of_counts(counts(), per=0)
    with pytest.raises(InsightError, match="scheme"):
        of_counts(counts(), "bayes")  # type: ignore[arg-type]
    with pytest.raises(InsightError, match="at most"):
        of_counts(np.array([[1e300, 1.0], [1.0, 1.0]]))
    with pytest.raises(InsightError, match="deal again"):
        of_counts(np.zeros((2, 2)), "multinomial")
    with pytest.raises(InsightError, match="no rows"):
        of_rows(microdata().clear())
    with pytest.raises(InsightError, match=r"0 or more .*entity F"):
        of_rows(microdata().with_columns(value=-pl.col("value")))
    assert as_resampling(np.ones((2, 2))).table.shape == (2, 2)
