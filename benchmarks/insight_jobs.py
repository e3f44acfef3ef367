"""The jobs of insight_peers.py: RCA, proximity, density, ECI and outlook of one table, each in its own process.

    python insight_jobs.py JOB REGIONS ACTIVITIES SAMPLE

Prints seconds and peak memory as JSON, and keeps a sample of the results in the file SAMPLE. Only numpy is imported
here: peers have an environment of their own, where there is no Samspel.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

SEED, ROWS = 20260101, 20


def counts(regions: int, activities: int) -> Any:
    """The table: 60 % of the cells have a whole number of 1 to 999. By rows, so that making it takes no memory."""
    rng = np.random.default_rng(SEED)
    table = np.empty((regions, activities))
    for row in table:
        row[:] = np.where(rng.random(activities) < 0.6, rng.integers(1, 1000, activities), 0)
    return table


def samspel(table: Any) -> Callable[[], dict[str, Any]]:
    """This library, through its public functions."""
    from samspel import insight as i

    def job() -> dict[str, Any]:
        values = i.RegionTable.from_matrix(table, copy=False)
        presence = i.present(i.rca(values))
        near = i.proximity(presence)
        density = i.relatedness_density(presence, near)
        index = i.economic_complexity(presence)
        outlook = i.complexity_outlook_index(presence, index.pci, density=density)
        gain = i.complexity_outlook_gain(presence, index.pci, near)
        return {"density": density.values[:ROWS], "eci": index.eci.values, "coi": outlook.values,
                "cog": gain.values[:ROWS]}  # fmt: skip

    return job


def econcomplex(table: Any) -> Callable[[], dict[str, Any]]:
    """econcomplex on arrays, with nothing computed twice that need not be."""
    import econcomplex as ec

    def job() -> dict[str, Any]:
        presence = ec.binarize(ec.rca(table), 1.0)
        near = ec.proximity(presence, use_rca=False, compute="product")["product"]
        density = ec.relatedness_density(presence, near, use_rca=False)
        eci, pci = ec.eci_pci_eigenvector(presence, use_rca=False)
        outlook = ec.complexity_outlook_index(presence, pci, near, use_rca=False)
        ec.complexity_outlook_gain(presence, pci, near, use_rca=False)
        return {"density": density[:ROWS] / 100, "eci": eci, "coi": outlook}

    return job


def ecomplexity(table: Any) -> Callable[[], dict[str, Any]]:
    """ecomplexity on the long frame that it asks for, made beforehand; without its check of log-supermodularity."""
    import pandas as pd
    from ecomplexity import ecomplexity as run

    rows, columns = np.nonzero(table)
    frame = pd.DataFrame({"time": 1, "loc": rows, "prod": columns, "val": table[rows, columns]})
    names = {"time": "time", "loc": "loc", "prod": "prod", "val": "val"}

    def job() -> dict[str, Any]:
        found = run(frame, names, verbose=False, check_logsupermodularity=False)
        return {"eci": found.groupby("loc")["eci"].first().to_numpy()}

    return job


def economic_complexity(table: Any) -> Callable[[], dict[str, Any]]:
    """economic-complexity on the wide frame that it asks for, made beforehand; its ECI is by reflections."""
    import economic_complexity as ec
    import pandas as pd

    frame = pd.DataFrame(table)

    def job() -> dict[str, Any]:
        quotients = ec.rca(frame)
        near = ec.proximity(quotients)
        density = ec.relatedness(quotients, proximities=near)
        _, pci = ec.complexity(quotients)
        ec.opportunity_gain(quotients, pci=pci, proximities=near)
        return {"density": density.to_numpy()[:ROWS]}

    return job


def blas(table: Any) -> Callable[[], dict[str, Any]]:
    """The bare products in float32: co-occurrence, the matrix of ECI, density and gain. No division, no eigenvector."""
    presence = (table > 400).astype(np.float32)
    weighted = (presence * np.float32(0.5)).astype(np.float32)
    wide = presence.shape[1] >= presence.shape[0]
    near = np.random.default_rng(SEED).random((presence.shape[1], presence.shape[1]), dtype=np.float32)

    def job() -> dict[str, Any]:
        products = (presence.T @ presence, weighted @ weighted.T if wide else weighted.T @ weighted)
        return {"sum": [float(p[0, 0]) for p in (*products, presence @ near, weighted @ near)]}

    return job


def sparse(table: Any) -> Callable[[], dict[str, Any]]:
    """This library on a table of which 1 % is filled, with activities that are not alike in size."""
    from scipy import sparse as matrices

    regions, activities = table.shape
    rng = np.random.default_rng(SEED)
    filled = max(regions * activities // 100, 20 * (regions + activities))  # a tiny table has no empty row or column
    beside = (activities * rng.random(filled) ** 2).astype(np.int64)
    where = (rng.integers(0, regions, filled), beside)
    thin = matrices.csr_array((rng.integers(1, 1000, filled).astype(float), where), shape=table.shape)
    return samspel(thin)


def main() -> None:
    """Run one job and say what it took."""
    name, regions, activities, sample = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    shape = (regions, activities)
    prepared = {
        job.__name__: job for job in (samspel, econcomplex, ecomplexity, economic_complexity, blas, sparse)
    }[name]  # fmt: skip
    job = prepared(np.broadcast_to(0.0, shape) if name == "sparse" else counts(*shape))
    start = time.perf_counter()
    found = job()
    seconds = time.perf_counter() - start
    if name in ("samspel", "econcomplex", "ecomplexity", "economic_complexity"):
        np.savez(sample, **found)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "megabytes": peak}), flush=True)
    os._exit(0)  # taking down a process of several GB is not part of the job


if __name__ == "__main__":
    main()
