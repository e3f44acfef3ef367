"""The long computations that the pages show at first sight: asked for once, they are there for everybody."""

from typing import Any

from samspel.core.programmes.structure import Structure
from samspel.observatory.analysis.queries.complementarity import sets_of
from samspel.observatory.analysis.queries.opportunities import entry_years
from samspel.observatory.analysis.queries.selection import Chosen, chosen_of
from samspel.observatory.computations.services import computation


def standard(structure: Structure, chosen: Chosen) -> list[tuple[str, dict[str, Any]]]:
    """Kinds with their parameters, as the pages ask for them when nothing is chosen."""
    own = sorted(chosen.own)
    found: list[tuple[str, dict[str, Any]]] = [
        ("opportunity-map", {"year": chosen.year, "regions": own}),
        ("complexity", {"year": chosen.year}),
        ("complementarity-draws", {"year": chosen.year, "regions": own, "sets": sets_of(structure, chosen)}),
    ]
    years = entry_years(chosen)
    return [*found, ("entry-model", {"years": years})] if years else found


def ask_standard(user: Any, structure: Structure) -> int:
    """Ask for them of the data set that the pages begin with; how many were asked for."""
    chosen = chosen_of(structure, {})
    if chosen is None or not chosen.own or chosen.version.dataset.value_kind != "count":
        return 0
    asked = standard(structure, chosen)
    for kind, parameters in asked:
        computation.ask(user, structure.programme, kind, chosen.version, parameters)
    return len(asked)
