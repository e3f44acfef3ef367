"""Which regions complement each other: over everything, and within each area's activities."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from samspel.insight import RegionTable, added_density, complementarity, presence_matrix, proximity
from samspel.insight.resampling import of_counts
from samspel.observatory.analysis.labels.computations import COMPUTATION_NAMES
from samspel.observatory.analysis.rules.tables import SEED, bounds_of, number, numbers, table_of, told
from samspel.observatory.computations.queries.version_data import VersionData
from samspel.observatory.computations.rules.kinds import ComputationKind, ParameterFault, Progress, register

EVERYTHING = ""
"""The set of all activities."""

MOST_ADDED = 3
Sets = Mapping[str, Sequence[str]]


@told
def pairs(data: VersionData, parameters: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """For each set of activities (all under ""): the matrix of what the column's region adds to the row's density,
    its bounds where there are draws, the pair that adds most with what it adds most to, and in which share of the
    draws it still does. Regions without values are left out."""
    table = table_of(data, parameters["year"])
    regions = [code for code in parameters["regions"] if code in table.regions]
    if len(regions) < 2:
        raise ParameterFault("fewer than two of the regions have values")
    sets = {EVERYTHING: list(table.activities)} | {
        name: [code for code in codes if code in table.activities] for name, codes in parameters["sets"].items()
    }
    sets = {name: codes for name, codes in sets.items() if codes}
    at = [table.region_at(code) for code in regions]
    observed = _matrices(table, at, sets)
    draws = parameters["draws"] if data.value_kind == "count" else 0
    resampling, samples = of_counts(table), []
    for draw in range(draws):
        samples.append(_matrices(resampling.draw(SEED, draw), at, sets))
        progress((draw + 1) / draws)
    return {"regions": regions, "draws": draws, "sets": {
        name: _told(table, regions, sets[name], observed[name], [sample[name] for sample in samples]) for name in sets
    }}  # fmt: skip


def _matrices(table: RegionTable, at: list[int], sets: Sets) -> dict[str, Any]:
    presence = presence_matrix(table)
    near = proximity(presence)
    return {name: complementarity(presence, near, codes).values[np.ix_(at, at)] for name, codes in sets.items()}


def _told(
    table: RegionTable, regions: list[str], codes: Sequence[str], matrix: Any, samples: list[Any]
) -> dict[str, Any]:
    low, high = bounds_of(samples, matrix, bool(samples))
    best = int(np.argmax(matrix))
    row, column = divmod(best, len(regions))
    stays = float(np.mean([int(np.argmax(sample)) == best for sample in samples])) if samples else None
    added = added_density(presence_matrix(table), regions[row], regions[column])
    worth = sorted(((number(added[code]) or 0.0, code) for code in codes), key=lambda one: (-one[0], one[1]))
    return {
        "matrix": [numbers(line) for line in matrix],
        "low": [numbers(line) for line in low],
        "high": [numbers(line) for line in high],
        "best": [regions[row], regions[column], number(matrix[row, column]), stays],
        "adds": [[code, value] for value, code in worth[:MOST_ADDED] if value > 0],
    }


PAIRS = register(
    ComputationKind(
        "complementarity",
        COMPUTATION_NAMES["complementarity"],
        pairs,
        {"year": 0, "regions": [], "sets": {}, "draws": 0},
        page="observatory:complementarity",
    )
)
SURE_PAIRS = register(
    ComputationKind(
        "complementarity-draws",
        COMPUTATION_NAMES["complementarity-draws"],
        pairs,
        {"year": 0, "regions": [], "sets": {}, "draws": 100},
        page="observatory:complementarity",
    )
)
