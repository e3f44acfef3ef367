"""How near each activity is to what a region has, and how complex it is: the two axes of the opportunity map."""

from collections.abc import Mapping
from typing import Any

from samspel.insight import economic_complexity, presence_matrix, proximity, relatedness_density
from samspel.observatory.analysis.labels.computations import COMPUTATION_NAMES
from samspel.observatory.analysis.rules.tables import number, numbers, table_of, told
from samspel.observatory.computations.queries.version_data import VersionData
from samspel.observatory.computations.rules.kinds import ComputationKind, ParameterFault, Progress, register


@told
def nearness(data: VersionData, parameters: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """Of one region in a year: `density` by activity, `complexity` of every activity, and the region's own ECI. Without
    a region only the complexity, which is the same for all."""
    table, region = table_of(data, parameters["year"]), parameters["region"]
    if region and region not in table.regions:
        raise ParameterFault(f"{region}: {parameters['year']}")
    presence = presence_matrix(table)
    found = economic_complexity(presence)
    complexity = dict(zip(found.pci.labels, numbers(found.pci.values), strict=True))
    if not region:
        return {"complexity": complexity}
    density = relatedness_density(presence, proximity(presence)).row(region)
    return {
        "density": dict(zip(density.labels, numbers(density.values), strict=True)),
        "complexity": complexity,
        "eci": number(found.eci[region]),
    }


NEARNESS = register(
    ComputationKind(
        "nearness",
        COMPUTATION_NAMES["nearness"],
        nearness,
        {"region": "", "year": 0},
        page="observatory:opportunities",
    )
)
