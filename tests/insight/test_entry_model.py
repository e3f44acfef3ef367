"""The entry model finds the slope of simulated data, agrees with a plain optimiser, and is tested on unseen cases."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

from samspel.insight.entry_model import entry_model, foretell_cells, foretell_time
from samspel.insight.errors import Cancelled, InsightError
from samspel.insight.logistic import fit_two_way
from samspel.insight.presence import Presence, manual_presence
from samspel.insight.relatedness import relatedness_density

Bools = NDArray[np.bool_]


def grouped(rng: np.random.Generator, regions: int, activities: int) -> Presence:
    """Regions that have more of some groups of activities than of others, so that density varies."""
    tastes = rng.normal(0, 1.2, (regions, 5))
    groups = rng.integers(0, 5, activities)
    return manual_presence(rng.random((regions, activities)) < expit(tastes[:, groups] - 1.2))


def entered(rng: np.random.Generator, before: Presence, slope: float) -> Presence:
    """What follows from density with this slope and effects of regions and activities; nothing is lost."""
    density = relatedness_density(before).values
    regions, activities = before.shape
    odds = -3.0 + slope * density + rng.normal(0, 0.6, (regions, 1)) + rng.normal(0, 0.6, (1, activities))
    return manual_presence(before.dense() | (rng.random(before.shape) < expit(odds)))


@pytest.mark.parametrize("slope", [0.0, 3.0, 8.0])
def test_the_slope_that_was_put_in_is_found(slope: float) -> None:
    hits = 0
    for seed in range(12):
        rng = np.random.default_rng(seed)
        before = grouped(rng, 60, 90)
        model = entry_model(before, entered(rng, before, slope))
        assert abs(model.coefficient - slope) < 4.5 * model.error
        assert model.error < 2
        hits += model.low <= slope <= model.high
    assert hits >= 9


def plain_fit(x: NDArray[np.float64], y: Bools, used: Bools, penalty: float) -> tuple[NDArray[np.float64], float]:
    """The same estimate with a full design matrix and a general optimiser: parameters and the slope's error."""
    rows, columns = y.shape
    at, beside = np.nonzero(used)
    design = np.zeros((len(at), 2 + rows + columns))
    design[:, 0], design[:, 1] = 1, x[used]
    design[np.arange(len(at)), 2 + at] = 1
    design[np.arange(len(at)), 2 + rows + beside] = 1
    ridge = np.r_[0, 0, np.full(rows + columns, penalty)]

    def loss(beta: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = design @ beta
        value = np.logaddexp(0, odds).sum() - odds[y[used]].sum() + 0.5 * (ridge * beta**2).sum()
        return value, design.T @ (expit(odds) - y[used]) + ridge * beta

    found = minimize(loss, np.zeros(design.shape[1]), jac=True, method="BFGS", options={"gtol": 1e-9, "maxiter": 5000})
    chance = expit(design @ found.x)
    information = (design * (chance * (1 - chance))[:, None]).T @ design + np.diag(ridge)
    return found.x, float(np.sqrt(np.linalg.inv(information)[1, 1]))


@pytest.mark.parametrize("shape", [(9, 14), (14, 9)])
def test_it_agrees_with_a_plain_optimiser(shape: tuple[int, int]) -> None:
    rng = np.random.default_rng(5)
    x, used = rng.random(shape), rng.random(shape) < 0.8
    y = rng.random(shape) < expit(-1 + 2 * x)
    found = fit_two_way([x], y, used, 0.7)
    beta, error = plain_fit(x, y, used, 0.7)
    assert found.intercept == pytest.approx(beta[0], abs=1e-5)
    assert found.slopes[0] == pytest.approx(beta[1], abs=1e-5)
    assert np.allclose(np.r_[found.rows, found.columns], beta[2:], atol=1e-5)
    assert found.errors[0] == pytest.approx(error, rel=1e-5)
    assert found.gradient < 1e-4


def test_order_and_unit_do_not_matter() -> None:
    rng = np.random.default_rng(8)
    x, used = rng.random((12, 15)), rng.random((12, 15)) < 0.9
    y = rng.random((12, 15)) < 0.3
    one = fit_two_way([x], y, used)
    rows, columns = rng.permutation(12), rng.permutation(15)
    other = fit_two_way([1000 * x[rows][:, columns] + 7], y[rows][:, columns], used[rows][:, columns])
    assert other.slopes[0] * 1000 == pytest.approx(one.slopes[0], rel=1e-8)
    assert other.errors[0] * 1000 == pytest.approx(one.errors[0], rel=1e-8)
    assert other.clustered_errors[0] * 1000 == pytest.approx(one.clustered_errors[0], rel=1e-7)
    assert np.allclose(other.rows, one.rows[rows], atol=1e-8)


def three_years(seed: int = 2, slope: float = 9.0) -> tuple[Presence, Presence, Presence]:
    rng = np.random.default_rng(seed)
    first = grouped(rng, 50, 80)
    second = entered(rng, first, slope)
    return first, second, entered(rng, second, slope)


def test_density_helps_on_unseen_cells_and_years() -> None:
    first, second, third = three_years()
    for found in (foretell_cells(first, second), foretell_time(first, second, third)):
        assert found.auc.value > found.without_density.value
        assert found.auc.value > 0.6
        assert found.density_only.low > 0.5
        assert found.auc.low < found.auc.value < found.auc.high
    assert len(foretell_cells(first, second, folds=3).folds) == 3
    assert foretell_cells(first, second) == foretell_cells(first, second)
    assert foretell_cells(first, second) != foretell_cells(first, second, seed=1)


def test_without_a_relation_density_adds_nothing() -> None:
    first, second, third = three_years(4, 0.0)
    for found in (foretell_cells(first, second), foretell_time(first, second, third)):
        assert abs(found.auc.value - found.without_density.value) < 0.03


def test_every_case_is_held_out_once() -> None:
    first, second, _ = three_years()
    found = foretell_cells(first, second)
    model = entry_model(first, second)
    assert found.auc.positives == model.entries
    assert found.auc.positives + found.auc.negatives == model.cases == (~first.dense()).sum()


def test_chances_are_the_models_own_and_labels_are_kept() -> None:
    first, second, _ = three_years()
    model = entry_model(first, second)
    chance = model.chance(relatedness_density(first))
    assert ((chance.values > 0) & (chance.values < 1)).all()
    # without penalty on the intercept, what is expected is what happened
    assert chance.values[~first.dense()].sum() == pytest.approx(model.entries, rel=1e-6)
    assert model.tidy().height == 130
    assert model.odds_ratio == pytest.approx(np.exp(model.coefficient / 10))
    with pytest.raises(InsightError, match="density must have"):
        model.chance(relatedness_density(manual_presence(np.eye(3))))


def test_what_cannot_be_fitted_is_refused() -> None:
    first, second, _ = three_years()
    full = manual_presence(np.ones(first.shape))
    for before, after, code in (
        (first, first, "one_kind"),
        (first, full, "one_kind"),
        (first, manual_presence(np.eye(3)), "labels"),
        (manual_presence(np.zeros(first.shape)), second, "constant"),
    ):
        with pytest.raises(InsightError) as caught:
            entry_model(before, after)
        assert caught.value.code == code
    with pytest.raises(InsightError, match="penalty"):
        entry_model(first, second, penalty=0)
    with pytest.raises(InsightError, match="folds"):
        foretell_cells(first, second, folds=1)


def test_outcomes_that_a_covariate_tells_apart_are_refused() -> None:
    x = np.random.default_rng(1).random((10, 12))
    with pytest.raises(InsightError) as caught:
        fit_two_way([x], x > 0.5, np.ones(x.shape, dtype=bool))
    assert caught.value.code == "separated"


def test_it_tells_how_far_it_is_and_stops() -> None:
    first, second, _ = three_years()
    told: list[float] = []
    foretell_cells(first, second, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0

    def stop(done: float) -> Any:
        return done < 0.3

    with pytest.raises(Cancelled):
        foretell_cells(first, second, progress=stop)
