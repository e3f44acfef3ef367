"""Numbers of other libraries for a small table, which the tests of insight are held against.

Run it with the Python of the peers (see benchmarks/peers-insight.txt), from the root:
    benchmarks/var/peers-insight/bin/python tools/insight_golden.py
"""

import json
import warnings
from pathlib import Path

import econcomplex as ec
import economic_complexity as datawheel
import numpy as np
import pandas as pd
from ecomplexity import ecomplexity

TARGET = Path(__file__).resolve().parent.parent / "tests" / "insight" / "data" / "golden.json"


def values(seed: int, regions: int = 14, activities: int = 22) -> np.ndarray:
    """Whole numbers with the nested structure of real tables; every region and activity has some."""
    rng = np.random.default_rng(seed)
    able, hard = rng.uniform(0.1, 1.0, regions), rng.uniform(0.0, 0.9, activities)
    there = rng.random((regions, activities)) < 1 / (1 + np.exp(-8 * (able[:, None] - hard[None, :])))
    found = np.where(there, rng.lognormal(3.0, 1.0, (regions, activities)).round() + 1, 0.0)
    found[0] += 1
    found[:, 0] += 1
    return found


def of_econcomplex(one: np.ndarray, later: np.ndarray, population: np.ndarray) -> dict:
    """All that econcomplex has in common with insight."""
    eci, pci = ec.eci_pci(one)
    steps = ec.method_of_reflections(one, iterations=6, tol=None)
    presence = ec.mcp(one)
    fit, complexity = ec.fitness_complexity(one, iterations=50, tol=0.0)
    found = {
        "rca": ec.rca(one), "rpop": ec.rpop(one, population), "presence": presence,
        "presence_both": ec.mcp(one, "both", pop=population), "diversity": ec.diversity(one),
        "ubiquity": ec.ubiquity(one), "eci": eci, "pci": pci, "reflected_c_6": steps[0], "reflected_p_6": steps[1],
        "fitness": fit, "complexity": complexity, "co_occurrence": ec.co_occurrence(presence),
        "density": ec.relatedness_density(one), "density_internal": ec.relatedness_density_internal(one),
        "density_external": ec.relatedness_density_external(one), "distance": ec.distance(one),
        "cosine": ec.cosine_proximity(one), "correlation": ec.correlation_proximity(one),
        "coi": ec.complexity_outlook_index(one, pci), "hachman": ec.hachman_index(one),
        "krugman": ec.krugman_index(one),
        "specialisation": ec.specialization_coefficient(one), "herfindahl": ec.herfindahl(one, normalize=False),
        "herfindahl_normalised": ec.herfindahl(one), "shannon": ec.shannon_entropy(one),
        "hoover": ec.hoover_index(one), "hoover_population": ec.hoover_index(one, population),
        "hoover_gini": ec.hoover_gini(one), "hoover_gini_population": ec.hoover_gini(one, population),
        "locational_gini": ec.locational_gini(one), "gini": [ec.gini(column) for column in one.T],
        "log_rca": ec.export_similarity(one), "growth": ec.growth_matrix(one, later, pct=False),
        "growth_region": ec.growth_rate(one, later, pct=False), "entry": ec.entry([one, later]),
        "growth_activity": ec.growth_rate(one, later, axis=1, pct=False), "exit": ec.exit([one, later]),
        "cross_proximity": ec.cross_proximity(one, later[:, :9]),
        "cross_density": ec.cross_relatedness(one, ec.cross_proximity(one, later[:, :9])),
    }  # fmt: skip
    for kind in ("max", "sqrt", "min"):
        found[f"proximity_{kind}"] = ec.proximity(one, method=kind)["product"]
    return found


def of_ecomplexity(one: np.ndarray, asymmetric: bool) -> dict:
    """The columns of ecomplexity, as matrices or vectors."""
    rows = pd.DataFrame(one).rename_axis(index="loc").melt(ignore_index=False, var_name="prod", value_name="val")
    rows = rows.reset_index().assign(time=2020)
    names = {"time": "time", "loc": "loc", "prod": "prod", "val": "val"}
    found = ecomplexity(rows, names, verbose=False, check_logsupermodularity=False, asymmetric=asymmetric)
    wide = {name: found.pivot(index="loc", columns="prod", values=name).to_numpy() for name in found.columns[4:]}
    pick = {"eci": wide["eci"][:, 0], "coi": wide["coi"][:, 0], "pci": wide["pci"][0]}
    return pick | {name: wide[name] for name in ("rca", "mcp", "density", "cog")}


def of_datawheel(one: np.ndarray) -> dict:
    """The matrices of economic-complexity."""
    quotients = datawheel.rca(pd.DataFrame(one))
    return {
        "rca": quotients.to_numpy(), "proximity": datawheel.proximity(quotients).to_numpy(),
        "density": datawheel.relatedness(quotients).to_numpy(),
        "similarity": datawheel.similarity(quotients).to_numpy(),
    }  # fmt: skip


def plain(found: dict) -> dict:
    """Lists, with None for NaN."""
    return {
        name: np.where(np.isnan(v := np.asarray(each, dtype=float)), None, v).tolist() for name, each in found.items()
    }


def main() -> None:
    """Write the file."""
    warnings.simplefilter("ignore")
    one, later = values(20), values(21)
    population = np.random.default_rng(22).integers(10_000, 500_000, len(one)).astype(float)
    found = {
        "before": one.tolist(),
        "after": later.tolist(),
        "population": population.tolist(),
        "econcomplex": plain(of_econcomplex(one, later, population)),
        "ecomplexity": plain(of_ecomplexity(one, asymmetric=False)),
        "ecomplexity_asymmetric": plain(of_ecomplexity(one, asymmetric=True)),
        "economic_complexity": plain(of_datawheel(one)),
    }
    TARGET.write_text(json.dumps(found) + "\n", encoding="utf-8")
    print(TARGET, "written")


if __name__ == "__main__":
    main()
