"""The numbers of three other libraries for a small table, to 1e-9 wherever the definitions agree.

Where they do not, docs/decisions/0024-insight-conventions.md says how one follows from the other, and the test says it
in figures. `tools/insight_golden.py` makes the file.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from samspel import insight as i

EXACT = {"rtol": 0, "atol": 1e-9}


def as_array(found: Any) -> Any:
    return np.array(found, dtype=float)


@pytest.fixture(scope="module")
def golden() -> dict[str, Any]:
    text = (Path(__file__).parent / "data" / "golden.json").read_text(encoding="utf-8")
    return {
        name: {key: as_array(v) for key, v in each.items()} if isinstance(each, dict) else as_array(each)
        for name, each in json.loads(text).items()
    }


@pytest.fixture(scope="module")
def table(golden) -> i.RegionTable:
    return i.RegionTable.from_matrix(golden["before"])


@pytest.fixture(scope="module")
def later(golden) -> i.RegionTable:
    return i.RegionTable.from_matrix(golden["after"])


@pytest.fixture(scope="module")
def presence(table) -> i.Presence:
    return i.presence_matrix(table)


def own(golden, table, later) -> dict[str, Any]:
    """What insight says where it and econcomplex mean the same."""
    m, after, people = i.presence_matrix(table), i.presence_matrix(later), golden["population"]
    c = i.economic_complexity(m)
    fit = i.fitness_complexity(m, steps=50, tolerance=0.0)
    part = i.presence_matrix(i.RegionTable.from_matrix(golden["after"][:, :9]))
    found = {
        "rca": i.rca(table), "rpop": i.rpop(table, people), "presence": m.values,
        "presence_both": i.presence_matrix(table, "both", population=people).values, "diversity": i.diversity(m),
        "ubiquity": i.ubiquity(m), "eci": c.eci, "pci": c.pci, "fitness": fit.fitness, "complexity": fit.complexity,
        "cosine": i.continuous_proximity(table, "cosine"), "correlation": i.continuous_proximity(table, "correlation"),
        "distance": i.distance(m), "coi": i.complexity_outlook_index(m, c.pci), "hachman": i.hachman(table),
        "krugman": i.krugman_specialisation(table), "specialisation": i.specialisation_coefficient(table),
        "herfindahl": i.herfindahl_specialisation(table), "shannon": i.shannon_diversity(table),
        "herfindahl_normalised": i.herfindahl_specialisation(table, normalised=True),
        "hoover_gini": i.locational_gini(table), "hoover_gini_population": i.locational_gini(table, people),
        "gini": i.gini_concentration(table), "log_rca": i.structural_similarity(table, "log_rca"),
        "growth_region": i.growth_by(table, later), "growth_activity": i.growth_by(table, later, "activity"),
        "cross_proximity": i.cross_proximity(m, part), "cross_density": i.cross_density(m, i.cross_proximity(m, part)),
    }  # fmt: skip
    kinds = {f"proximity_{kind}": i.proximity(m, kind) for kind in ("max", "sqrt", "min")}
    scaled = {
        "density": i.relatedness_density(m).values * 100,
        "density_internal": i.internal_density(m).values * 100,
        "density_external": i.external_density(m).values * 100,
        "hoover": i.hoover(table).values * 100,
        "hoover_population": i.hoover(table, people).values * 100,
        "locational_gini": i.locational_gini(table).values / 2,
        "co_occurrence": off_diagonal(i.co_occurrence(m).values),
        "growth": np.nan_to_num(i.growth(table, later).values),
        "entry": np.nan_to_num(i.entry(m, after).values),
        "exit": np.nan_to_num(i.exit(m, after).values),
    }
    return found | kinds | scaled


def off_diagonal(values: Any) -> Any:
    return values - np.diag(np.diagonal(values))


def test_econcomplex(golden, table, later):
    found = own(golden, table, later)
    reflected = {"reflected_c_6", "reflected_p_6"}
    assert set(found) == set(golden["econcomplex"]) - reflected, "a golden number that nothing is held against"
    for name, values in found.items():
        np.testing.assert_allclose(as_array(values), golden["econcomplex"][name], **EXACT, err_msg=name)


def test_econcomplex_standardises_and_turns_reflections(golden, presence):
    k_c, k_p = (np.asarray(v) for v in i.method_of_reflections(presence, 6))
    for values, beside, sign, name in (
        (k_c, presence.diversity(), 1, "reflected_c_6"),
        (k_p, presence.ubiquity(), -1, "reflected_p_6"),
    ):
        scores = (values - values.mean()) / values.std()
        turned = scores * sign * np.sign(np.corrcoef(scores, beside)[0, 1])
        np.testing.assert_allclose(turned, golden["econcomplex"][name], rtol=0, atol=1e-9, err_msg=name)


def test_ecomplexity(golden, table, presence):
    """The Growth Lab has 1 on the diagonal of proximity, PCI on the scale of ECI, and COI of raw PCI standardised."""
    theirs = golden["ecomplexity"]
    near = i.proximity(presence, diagonal=True)
    found = i.economic_complexity(presence, pci_scale="eci")
    np.testing.assert_allclose(i.rca(table).values, theirs["rca"], **EXACT)
    np.testing.assert_array_equal(presence.values, theirs["mcp"])
    np.testing.assert_allclose(found.eci.values, theirs["eci"], **EXACT)
    np.testing.assert_allclose(found.pci.values, theirs["pci"], **EXACT)
    np.testing.assert_allclose(i.relatedness_density(presence, near).values, theirs["density"], **EXACT)


def test_ecomplexity_outlook_but_for_its_scale(golden, presence):
    """Their PCI is on another origin within COI and COG; both are linear in PCI, which takes it back."""
    theirs, near = golden["ecomplexity"], i.proximity(presence, diagonal=True)
    pci = i.economic_complexity(presence, pci_scale="eci").pci
    shift, scale = raw_origin(presence, pci)
    raw = i.Vector("pci", "activity", pci.labels, pci.values * scale + shift)
    coi = i.complexity_outlook_index(presence, raw, near).values
    np.testing.assert_allclose((coi - coi.mean()) / coi.std(), theirs["coi"], **EXACT)
    cog = i.complexity_outlook_gain(presence, raw, near).values
    np.testing.assert_allclose(cog / scale, theirs["cog"], **EXACT)


def raw_origin(presence: i.Presence, pci: i.Vector) -> tuple[float, float]:
    """Mean and deviation of the raw second eigenvector of ecomplexity, of unit length over the activities."""
    m = presence.values.astype(float)
    k_c, k_p = m.sum(axis=1), m.sum(axis=0)
    values, vectors = np.linalg.eig((m / k_p).T @ (m / k_c[:, None]))
    raw = vectors[:, np.argsort(values.real)[-2]].real
    raw = raw * np.sign(np.corrcoef(raw, pci.values)[0, 1])
    regions = (m / k_c[:, None]) @ raw
    return float(regions.mean()), float(regions.std())


def test_ecomplexity_asymmetric(golden, presence):
    near = i.proximity(presence, "conditional", diagonal=True)
    found = i.relatedness_density(presence, near).values
    np.testing.assert_allclose(found, golden["ecomplexity_asymmetric"]["density"], **EXACT)


def test_economic_complexity(golden, table, presence):
    theirs = golden["economic_complexity"]
    found = {
        "rca": i.rca(table), "proximity": i.proximity(presence), "density": i.relatedness_density(presence),
        "similarity": i.structural_similarity(table, "log_rca"),
    }  # fmt: skip
    for name, values in found.items():
        np.testing.assert_allclose(values.values, theirs[name], **EXACT, err_msg=name)
