"""The regions most like a region in structure, and how far it is from them on each variable over time."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from samspel.insight.peers import gap_to_peers, nearest_peers, read_structure
from samspel.observatory.analysis.labels.computations import COMPUTATION_NAMES
from samspel.observatory.analysis.labels.faults import NO_VARIABLES
from samspel.observatory.analysis.rules.tables import number, told
from samspel.observatory.computations.queries.version_data import VersionData
from samspel.observatory.computations.rules.kinds import ComputationKind, ParameterFault, Progress, register


@told
def peers(data: VersionData, parameters: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """For each of the regions: its peers (code, distance, rank, rank_low, rank_high, stays) and its gaps (variable,
    year, own, lower quartile, median, upper quartile, gap, how many peers). `values`: variable → region → value in
    the year; `missing` regions cannot be compared."""
    weights = {code: float(weight) for code, weight in parameters["weights"].items() if weight > 0}
    rows = data.frame.rename({"activity": "variable"})
    of_year = rows.filter((pl.col("year") == parameters["year"]) & pl.col("variable").is_in(list(weights)))
    if of_year.drop_nulls("value").is_empty():
        raise ParameterFault(str(NO_VARIABLES))
    weights = {code: weight for code, weight in weights.items() if code in set(of_year["variable"])}
    structure = read_structure(of_year, weights, missing="pairwise")
    progress(0.3)
    found = nearest_peers(structure, parameters["k"])
    progress(0.7)
    regions = [code for code in parameters["regions"] if code in structure.regions]
    chosen = found.filter(pl.col("region").is_in(regions))
    gaps = gap_to_peers(rows, chosen, indicator="variable") if chosen.height else None
    values = of_year.drop_nulls("value")
    return {
        "regions": regions,
        "peers": {code: _rows(chosen, code) for code in regions},
        "gaps": {code: _rows(gaps, code) if gaps is not None else [] for code in regions},
        "values": {code: dict(values.filter(pl.col("variable") == code).select("region", "value").rows())
                   for code in weights},
        "missing": sorted(set(parameters["regions"]) - set(regions)),
    }  # fmt: skip


def _rows(frame: pl.DataFrame, region: str) -> list[list[Any]]:
    found = frame.filter(pl.col("region") == region).drop("region")
    return [[number(cell) if isinstance(cell, float) else cell for cell in row] for row in found.rows()]


PEERS = register(
    ComputationKind(
        "peers",
        COMPUTATION_NAMES["peers"],
        peers,
        {"year": 0, "weights": {}, "k": 5, "regions": []},
        page="observatory:peers",
    )
)
