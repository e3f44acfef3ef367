"""The long computations that the pages show at first sight: asked for once, they are there for everybody."""

from typing import Any

from samspel.core.programmes.structure import Structure
from samspel.observatory.analysis.queries.selection import chosen_of
from samspel.observatory.analysis.queries.standard_computations import standard_computations
from samspel.observatory.computations.services.computation import computation_request


def standard_computations_request(*, user: Any, structure: Structure) -> int:
    """Ask for them of the data set that the pages begin with; how many were asked for."""
    chosen = chosen_of(structure, {})
    if chosen is None or not chosen.own or chosen.version.dataset.value_kind != "count":
        return 0
    asked = standard_computations(structure, chosen)
    for kind, parameters in asked:
        computation_request(
            user=user, programme=structure.programme, kind_code=kind, version=chosen.version, parameters=parameters
        )
    return len(asked)
