"""The innovation system as a matrix, with its gaps and overlaps, and the competences that hang on one actor."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samspel.actors.models import ActorFunction, Competence, Organisation
from samspel.actors.organisations.figures import functions
from samspel.actors.organisations.queries.visibility import actors_of, unmerged
from samspel.code_lists.actor_functions import FUNCTIONS
from samspel.code_lists.competences import competences
from samspel.core.figures import Figure, Request, fetch
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Area

MANY = 3  # so many actors with one function in one area overlap


@dataclass(frozen=True)
class FunctionOverlap:
    """A cell with several actors."""

    area: Area
    function: str
    figure: Figure
    actors: Sequence[Organisation]


@dataclass(frozen=True)
class SoleCompetence:
    """A competence that one actor holds."""

    competence: str
    actor: Organisation


@dataclass(frozen=True)
class InnovationSystem:
    """The matrix by (area id, function), gaps by area in words, overlaps, and competences with one holder."""

    cells: Mapping[tuple[int, str], Figure]
    gaps: Sequence[tuple[Area, Sequence[str]]]
    overlaps: Sequence[FunctionOverlap]
    alone: Sequence[SoleCompetence]
    nobody: Sequence[str]

    @property
    def gap_count(self) -> int:
        """How many cells are empty."""
        return sum(len(missing) for _area, missing in self.gaps)


def innovation_system(context: ReadContext) -> InnovationSystem:
    """The programme's innovation system as described now."""
    found = fetch([Request(functions, context.slice, ("area", "function"))])[0]
    areas = context.structure.areas
    cells = {
        (area.pk, code): context.figure(functions, found.get((area.pk, code), 0), area=area.pk, function=code)
        for area in areas
        for code in FUNCTIONS
    }
    missing = [
        (area, [str(name) for code, name in FUNCTIONS.items() if not cells[area.pk, code].value]) for area in areas
    ]
    holders = _holders(context)
    words = competences()
    return InnovationSystem(
        cells=cells,
        gaps=[(area, names) for area, names in missing if names],
        overlaps=_overlaps(context, cells),
        alone=[SoleCompetence(str(words[code]), held[0]) for code, held in holders.items() if len(held) == 1],
        nobody=[str(name) for code, name in words.items() if code not in holders],
    )


def _overlaps(context: ReadContext, cells: Mapping[tuple[int, str], Figure]) -> list[FunctionOverlap]:
    many = {key for key, figure in cells.items() if figure.value >= MANY}
    rows = ActorFunction.objects.filter(programme=context.programme, organisation__identities__known_until=None)
    held: dict[tuple[int, str], set[int]] = {}
    for area, function, pk in rows.values_list("area", "function", "organisation__identities__counts_as"):
        if (area, function) in many:
            held.setdefault((area, function), set()).add(pk)
    named = Organisation.objects.exclude(kind="company").in_bulk({pk for ids in held.values() for pk in ids})
    return [
        FunctionOverlap(
            area, str(name), cells[area.pk, code],
            sorted((named[pk] for pk in held[area.pk, code] if pk in named), key=lambda o: o.name),
        )
        for area in context.structure.areas
        for code, name in FUNCTIONS.items()
        if (area.pk, code) in many
    ]  # fmt: skip


def _holders(context: ReadContext) -> dict[str, list[Organisation]]:
    """Competence → the programme's actors that have it."""
    actors = actors_of(context.programme.pk, unmerged())
    named = {o.pk: o for o in actors.order_by("name")}
    rows = Competence.objects.filter(
        organisation__identities__known_until=None, organisation__identities__counts_as__in=actors.values("pk")
    )
    pairs = set(rows.values_list("code", "organisation__identities__counts_as"))
    words = competences()
    return {code: held for code in words if (held := [o for pk, o in named.items() if (code, pk) in pairs])}
