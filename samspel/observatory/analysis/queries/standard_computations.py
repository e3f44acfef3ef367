"""The long computations that the pages show at first sight."""

from typing import Any

from samspel.core.programmes.structure import Structure
from samspel.observatory.analysis.queries.complementarity import sets_of
from samspel.observatory.analysis.queries.opportunities import entry_years
from samspel.observatory.analysis.queries.selection import Chosen


def standard_computations(structure: Structure, chosen: Chosen) -> list[tuple[str, dict[str, Any]]]:
    """Kinds with their parameters, as the pages ask for them when nothing is chosen."""
    own = sorted(chosen.own)
    found: list[tuple[str, dict[str, Any]]] = [
        ("opportunity-map", {"year": chosen.year, "regions": own}),
        ("complexity", {"year": chosen.year}),
        ("complementarity-draws", {"year": chosen.year, "regions": own, "sets": sets_of(structure, chosen)}),
    ]
    years = entry_years(chosen)
    return [*found, ("entry-model", {"years": years})] if years else found
