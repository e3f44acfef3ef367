"""The ways that only large tables take: blocks, float32, Lanczos and corrections. Small ones are sent there."""

import numpy as np
import pytest
from scipy import sparse

from samspel import insight as i
from samspel.insight import blocks, products, spectrum


def nested(regions: int, activities: int, seed: int) -> np.ndarray:
    """Presence with the nested structure of real tables."""
    rng = np.random.default_rng(seed)
    able, hard = rng.uniform(0.1, 1.0, regions), rng.uniform(0.0, 0.9, activities)
    return rng.random((regions, activities)) < 1 / (1 + np.exp(-8 * (able[:, None] - hard[None, :])))


@pytest.fixture(autouse=True)
def _everything_is_large(monkeypatch):
    monkeypatch.setattr(blocks, "BLOCK", 16)
    monkeypatch.setattr(blocks, "CACHED", 64)
    monkeypatch.setattr(products, "EXACT_BELOW", 0)
    monkeypatch.setattr(spectrum, "SMALL", 1)


@pytest.mark.parametrize(("regions", "activities", "seed"), [(60, 90, 1), (90, 60, 2), (70, 70, 3), (33, 150, 4)])
def test_eci_is_that_of_lapack(regions, activities, seed):
    mask = nested(regions, activities, seed)
    mask[0], mask[:, 0] = True, True
    m = mask.astype(float)
    walk = (m / m.sum(axis=1, keepdims=True)) @ (m / m.sum(axis=0)).T
    values, vectors = np.linalg.eig(walk)
    order = np.argsort(values.real)
    raw = vectors[:, order[-2]].real
    expected = (raw - raw.mean()) / raw.std() * np.sign(np.corrcoef(raw, m.sum(axis=1))[0, 1])
    for form in (mask, sparse.csr_array(m)):
        found = i.economic_complexity(i.Presence(*labels(mask), form))
        np.testing.assert_allclose(found.eci.values, expected, rtol=0, atol=1e-9)
        assert found.residual < 1e-10 * (found.eigenvalue - found.following)
        assert abs(found.eigenvalue - values.real[order[-2]]) < 1e-12
        assert abs(found.following - values.real[order[-3]]) < 1e-5


def labels(mask: np.ndarray) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(map(str, range(mask.shape[0]))), tuple(map(str, range(mask.shape[1])))


def test_a_second_eigenvalue_that_comes_twice_is_seen():
    """Three equal parts around one activity that all have: two directions are as good as each other."""
    part = nested(15, 12, 5)
    part[:, 0], part[0] = True, True
    mask = np.kron(np.eye(3, dtype=bool), part)
    mask[:, 0] = True
    mask[:, 12] = mask[:, 24] = False
    found = i.economic_complexity(i.manual_presence(mask))
    assert found.eigenvalue - found.following < 1e-10
    assert not found.determined
    assert np.isnan(found.eci.values).all()


@pytest.mark.parametrize("kind", ["max", "conditional"])
def test_density_and_gain_in_float32_are_those_in_float64(kind):
    mask = nested(300, 500, 6)
    m = i.manual_presence(mask)
    near = i.proximity(m, kind)
    pci = i.Vector("pci", "activity", m.activities, np.random.default_rng(7).normal(size=500))
    density, gain = i.relatedness_density(m, near).values, i.complexity_outlook_gain(m, pci, near).values
    phi, held = near.values, mask.astype(float)
    np.testing.assert_allclose(density, held @ phi.T / phi.sum(axis=1), rtol=0, atol=1e-7)
    carried = (1 - held) * (pci.values / phi.sum(axis=1)) @ phi
    np.testing.assert_allclose(gain, (1 - held) * carried, rtol=0, atol=1e-7)
    exact = i.relatedness_density(m, near, "double")
    np.testing.assert_allclose(exact, held @ phi.T / phi.sum(axis=1), rtol=0, atol=1e-13)


def test_co_occurrence_is_exact_across_blocks():
    mask = nested(101, 83, 8)
    found = i.co_occurrence(i.manual_presence(mask)).values
    np.testing.assert_array_equal(found, mask.astype(int).T @ mask.astype(int))
    thin = i.Presence(*labels(mask), sparse.csr_array(mask.astype(float)))
    np.testing.assert_array_equal(i.co_occurrence(thin).values, found)


@pytest.mark.parametrize(
    "work",
    [
        lambda m, p: i.proximity(m, progress=p),
        lambda m, p: i.relatedness_density(m, progress=p),
        lambda m, p: i.economic_complexity(m, progress=p),
        lambda m, p: i.complexity_outlook_gain(m, i.ubiquity(m), progress=p, net=True),
        lambda m, p: i.complementarity(m, progress=p),
        lambda m, p: i.fitness_complexity(m, 50, 0.0, progress=p),
        lambda m, p: i.structural_similarity(m.dense().astype(float), "krugman", progress=p),
    ],
)
def test_long_work_tells_how_far_it_is_and_can_be_stopped(work):
    m, told = i.manual_presence(nested(100, 80, 9)), []
    work(m, told.append)
    assert len(told) > 2
    assert told == sorted(told)
    assert 0 < told[0] < told[-1] <= 1
    with pytest.raises(i.Cancelled):
        work(m, lambda fraction: fraction < 0.5)

    def stop(fraction: float) -> None:
        raise KeyError(fraction)

    with pytest.raises(KeyError):
        work(m, stop)
