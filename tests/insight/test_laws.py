"""Laws that the measures obey on any table."""

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import sparse

from samspel import insight as i

quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
shapes = st.tuples(st.integers(2, 9), st.integers(2, 11))
tables = shapes.flatmap(lambda shape: arrays(np.float64, shape, elements=st.integers(0, 60).map(float)))
full = tables.map(lambda v: v + np.eye(*v.shape) + (np.arange(v.shape[1]) == 0) + (np.arange(v.shape[0]) == 0)[:, None])
binary = shapes.flatmap(lambda shape: arrays(np.bool_, shape))


def same(one: Any, other: Any, tolerance: float = 1e-9) -> None:
    np.testing.assert_allclose(np.asarray(one), np.asarray(other), rtol=tolerance, atol=tolerance)


@quick
@given(full)
def test_rca_means_to_one_by_the_weight_of_the_regions(values):
    table = i.RegionTable.from_matrix(values)
    weights = table.region_totals() / table.region_totals().sum()
    same(weights @ i.rca(table).values, np.ones(values.shape[1]))


@quick
@given(full)
def test_rca_means_to_one_by_the_weight_of_the_activities(values):
    table = i.RegionTable.from_matrix(values)
    weights = table.activity_totals() / table.activity_totals().sum()
    same(i.rca(table).values @ weights, np.ones(values.shape[0]))


@quick
@given(full, st.floats(0.001, 1000))
def test_the_unit_does_not_matter(values, factor):
    same(i.rca(i.RegionTable.from_matrix(values)), i.rca(i.RegionTable.from_matrix(values * factor)))


@quick
@given(full)
def test_rpop_by_the_totals_is_rca(values):
    table = i.RegionTable.from_matrix(values)
    same(i.rpop(table, table.region_totals()), i.rca(table))


@quick
@given(full)
def test_one_region_has_all_of_the_average(values):
    alone = i.RegionTable.from_matrix(values[:1])
    same(i.rca(alone).values[:, alone.activity_totals() > 0], 1.0)
    same(i.hachman(alone).values, 1.0)
    same(i.krugman_specialisation(alone).values, 0.0)


@quick
@given(binary, st.sampled_from(["max", "sqrt", "min", "conditional"]))
def test_proximity_and_density_are_shares(mask, kind):
    m = i.manual_presence(mask)
    near = i.proximity(m, kind)
    assert near.values.min() >= 0
    assert near.values.max() <= 1 + 1e-12
    density = i.relatedness_density(m, near).values
    assert density.min() >= 0
    assert density.max() <= 1
    same(i.distance(m, near).values, 1 - density)
    if kind != "conditional":
        same(near.values, near.values.T)


@quick
@given(binary)
def test_density_by_its_definition(mask):
    m, near = i.manual_presence(mask), i.proximity(i.manual_presence(mask))
    density, phi = i.relatedness_density(m, near).values, near.values
    for p in range(mask.shape[1]):
        expected = mask @ phi[p] / phi[p].sum() if phi[p].sum() else np.zeros(len(mask))
        same(density[:, p], expected)


@quick
@given(binary)
def test_a_region_with_everything_has_all_density(mask):
    mask[0] = True
    m = i.manual_presence(mask)
    near = i.proximity(m)
    same(i.relatedness_density(m, near).values[0], (near.values.sum(axis=1) > 0).astype(float))


@quick
@given(binary)
def test_internal_and_external_density_are_the_two_halves(mask):
    m = i.manual_presence(mask)
    inside, outside = i.internal_density(m).values, i.external_density(m).values
    assert (np.isnan(inside) == ~mask).all()
    assert (np.isnan(outside) == mask).all()
    same(np.where(mask, inside, outside), i.relatedness_density(m))


@quick
@given(full, st.randoms(use_true_random=False))
def test_a_permutation_permutes_results(values, random):
    rows, columns = list(range(values.shape[0])), list(range(values.shape[1]))
    random.shuffle(rows)
    random.shuffle(columns)
    one = i.RegionTable.from_matrix(values)
    other = one.select(rows, columns)
    m, n = i.presence_matrix(one), i.presence_matrix(other)
    same(n.values, m.values[rows][:, columns])
    same(i.proximity(n).values, i.proximity(m).values[columns][:, columns])
    same(i.relatedness(n).values, i.relatedness(m).values[columns][:, columns])
    same(i.complementarity(n).values, i.complementarity(m).values[rows][:, rows])
    same(i.locational_gini(other).values, i.locational_gini(one).values[columns])
    before, after = i.economic_complexity(m), i.economic_complexity(n)
    if before.determined and before.eigenvalue - before.following > 1e-4:
        same(after.eci.values, before.eci.values[rows], 1e-7)
        same(after.pci.values, before.pci.values[columns], 1e-7)
    fit, fitter = i.fitness_complexity(m, steps=20).fitness.values, i.fitness_complexity(n, steps=20).fitness.values
    same(fitter, fit[rows], 1e-7)


@quick
@given(binary)
def test_eci_and_pci_solve_their_equations(mask):
    found = i.economic_complexity(i.manual_presence(mask))
    if not found.determined:
        assert np.isnan(found.eci.values).all()
        assert np.isnan(found.pci.values).all()
        return
    assert found.residual < 1e-9
    regions, activities = ~np.isnan(found.eci.values), ~np.isnan(found.pci.values)
    m = mask[regions][:, activities].astype(float)
    k_c, k_p = m.sum(axis=1, keepdims=True), m.sum(axis=0, keepdims=True)
    for walk, vector in (
        ((m / k_c) @ (m / k_p).T, found.eci.values[regions]),
        ((m / k_p).T @ (m / k_c), found.pci.values[activities]),
    ):
        wrong = walk @ vector - found.eigenvalue * vector
        assert np.abs(wrong - wrong.mean()).max() < 1e-9  # a constant is what standardising adds
    same(found.eci.values[regions].mean(), 0.0)
    same(found.eci.values[regions].std(), 1.0)
    if np.ptp(k_c) > 0:
        assert np.corrcoef(found.eci.values[regions], k_c[:, 0])[0, 1] > -1e-6


@quick
@given(full)
def test_an_empty_region_changes_no_other(values):
    one = i.RegionTable.from_matrix(values)
    other = i.RegionTable.from_matrix(np.vstack([values, 0 * values[:1]]), empty="keep")
    m, n = i.presence_matrix(one), i.presence_matrix(other)
    same(i.rca(other).values[:-1], i.rca(one))
    assert not n.values[-1].any()
    for measure in (i.krugman_specialisation, i.hachman, i.shannon_diversity, i.gini_specialisation):
        assert np.isnan(measure(other).values[-1])
        same(measure(other).values[:-1], measure(one))
    for measure in (i.hoover, i.locational_gini, i.krugman_concentration, i.herfindahl_concentration):
        same(measure(other), measure(one))
    same(i.shannon_concentration(other), i.shannon_concentration(one))
    same(i.proximity(n), i.proximity(m))
    same(i.relatedness(n), i.relatedness(m))
    same(i.relatedness_density(n).values[:-1], i.relatedness_density(m))
    same(i.complementarity(n).values[:-1, :-1], i.complementarity(m))
    same(i.structural_similarity(other).values[:-1, :-1], i.structural_similarity(one))
    before, after = i.economic_complexity(m), i.economic_complexity(n)
    same(after.eci.values[:-1], before.eci.values, 1e-7)
    same(after.pci.values, before.pci.values, 1e-7)
    assert np.isnan(after.eci.values[-1])
    same(i.fitness_complexity(n, 20).fitness.values[:-1], i.fitness_complexity(m, 20).fitness)
    if before.determined:
        same(i.complexity_outlook_index(n, after.pci).values[:-1], i.complexity_outlook_index(m, before.pci), 1e-6)


@quick
@given(full, st.sampled_from(["cosine", "correlation", "krugman", "log_rca"]))
def test_similarity_is_symmetric_and_complete_with_oneself(values, kind):
    found = i.structural_similarity(i.RegionTable.from_matrix(values), kind).values
    same(found, found.T)
    there = ~np.isnan(np.diagonal(found))
    assert (np.diagonal(found)[there] == 1).all()
    assert np.nanmax(found) <= 1 + 1e-12
    assert np.nanmin(found) >= (-1 - 1e-12 if kind in ("correlation", "log_rca") else -1e-12)


@quick
@given(full, st.data())
def test_shift_share_sums_to_the_change(values, data):
    later = data.draw(arrays(np.float64, values.shape, elements=st.integers(0, 60).map(float)))
    one, other = i.RegionTable.from_matrix(values), i.RegionTable.from_matrix(later, empty="keep")
    for decompose in (i.shift_share, i.esteban_marquillas):
        found = decompose(one, other)
        change, *parts = (part.values for part in found.parts())
        same(change, later - values)
        same(sum(parts), change)
        frame = found.by_region()
        same(frame["national"] + frame["mix"] + frame["competitive"] + frame["allocation"], frame["change"], 1e-6)
    same(i.shift_share(one, other).competitive.values.sum(), 0.0, 1e-6)
    same(i.shift_share(one, other).mix.values.sum(), 0.0, 1e-6)


@quick
@given(full)
def test_even_growth_is_all_national(values):
    one, other = i.RegionTable.from_matrix(values), i.RegionTable.from_matrix(values * 1.25)
    found = i.esteban_marquillas(one, other)
    same(found.national, 0.25 * values)
    for nothing in (found.mix, found.competitive, found.allocation):
        same(nothing, 0 * values)


@quick
@given(binary, st.data())
def test_net_gain_is_the_change_of_the_outlook(mask, data):
    """Proximity and PCI held, a region gets one more activity."""
    m = i.manual_presence(mask)
    near = i.proximity(m, diagonal=data.draw(st.booleans()))
    scores = data.draw(arrays(np.float64, mask.shape[1], elements=st.floats(-3, 3)))
    pci = i.Vector("pci", "activity", m.activities, scores)
    before = i.complexity_outlook_index(m, pci, near).values
    gain = i.complexity_outlook_gain(m, pci, near, net=True).values
    c, p = data.draw(st.integers(0, mask.shape[0] - 1)), data.draw(st.integers(0, mask.shape[1] - 1))
    more = mask.copy()
    more[c, p] = True
    after = i.complexity_outlook_index(i.manual_presence(more), pci, near).values
    same(after[c] - before[c], gain[c, p])


@quick
@given(binary, st.data())
def test_entry_and_exit_are_the_change_of_presence(mask, data):
    later = data.draw(arrays(np.bool_, mask.shape))
    one, other = i.manual_presence(mask), i.manual_presence(later)
    came, went = i.entry(one, other).values, i.exit(one, other).values
    same(np.nan_to_num(came) - np.nan_to_num(went), later.astype(float) - mask)
    assert (np.isnan(came) == mask).all()
    assert (np.isnan(went) == ~mask).all()


@quick
@given(binary)
def test_complementarity_by_its_definition(mask):
    m = i.manual_presence(mask)
    near, found = i.proximity(m), i.complementarity(m).values
    for c, region in enumerate(m.regions):
        for d, partner in enumerate(m.regions):
            added = i.added_density(m, region, partner, near).values
            expected = np.nanmean(added) if (~mask[c]).any() else 0.0
            same(found[c, d], expected if c != d else 0.0)


@quick
@given(full)
def test_sparse_and_dense_say_the_same(values):
    dense, thin = i.RegionTable.from_matrix(values), i.RegionTable.from_matrix(sparse.csr_array(values))
    assert thin.is_sparse
    same(i.rca(thin).dense(), i.rca(dense))
    m, n = i.presence_matrix(dense), i.presence_matrix(thin)
    same(n.dense(), m.dense())
    n = i.Presence(n.regions, n.activities, sparse.csr_array(n.dense().astype(float)))
    same(i.proximity(n), i.proximity(m))
    same(i.relatedness_density(n), i.relatedness_density(m))
    same(i.complementarity(n), i.complementarity(m))
    before, after = i.economic_complexity(m), i.economic_complexity(n)
    same(after.eci, before.eci, 1e-7)
    if before.determined:
        same(i.complexity_outlook_gain(n, before.pci), i.complexity_outlook_gain(m, before.pci))


def test_two_networks_leave_only_the_larger_one_with_an_index():
    mask = np.zeros((5, 6), dtype=bool)
    mask[:3, :4] = [[1, 1, 1, 1], [1, 1, 0, 0], [1, 0, 0, 0]]
    mask[3:, 4:] = True
    found = i.economic_complexity(i.manual_presence(mask))
    assert found.components == 2
    assert (np.isnan(found.eci.values) == [False, False, False, True, True]).all()
    assert (np.isnan(found.pci.values) == [False, False, False, False, True, True]).all()


@pytest.mark.parametrize("mask", [np.ones((3, 4), bool), np.eye(3, dtype=bool), np.zeros((2, 2), bool), [[True]]])
def test_a_network_without_a_second_vector_has_no_index(mask):
    found = i.economic_complexity(i.manual_presence(np.array(mask)))
    assert not found.determined
    assert np.isnan(found.eci.values).all()
    assert np.isnan(found.pci.values).all()


def test_a_quotient_at_the_threshold_is_present_whatever_the_order_of_the_sum():
    values = np.outer([0.1, 0.2, 0.7, 1.1, 3.3], [0.3, 0.1, 0.7, 0.9])
    for order in ([0, 1, 2, 3, 4], [4, 2, 0, 3, 1]):
        assert i.presence_matrix(i.RegionTable.from_matrix(values[order])).values.all()


def test_where_diversity_does_not_tell_the_sign_the_first_label_is_above_zero():
    mask = np.array([[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1], [1, 0, 0, 1]], dtype=bool)[:3]
    mask = np.hstack([mask, mask[:, ::-1]])
    m = i.Presence(("b", "c", "a"), tuple("123456789")[: mask.shape[1]], mask)
    found = i.economic_complexity(m)
    assert found.determined
    assert found.eci["a"] > 0
