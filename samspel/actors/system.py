"""The innovation system as a matrix, and what it says: gaps, overlaps, competences that hang on one actor."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samspel.actors.figures import functions
from samspel.actors.models import ActorFunction, Competence, Organisation
from samspel.actors.seeing import actors_of, ends
from samspel.actors.words import FUNCTIONS, competences
from samspel.kernel.figures import Figure, fetch
from samspel.kernel.figures import Request as Asked
from samspel.programme.models import Area
from samspel.programme.page import Page

MANY = 3  # so many actors with one function in one area overlap


@dataclass(frozen=True)
class Overlap:
    """A cell with several actors."""

    area: Area
    function: str
    figure: Figure
    actors: Sequence[Organisation]


@dataclass(frozen=True)
class Alone:
    """A competence that one actor holds."""

    competence: str
    actor: Organisation


@dataclass(frozen=True)
class System:
    """The matrix by (area id, function), gaps by area in words, overlaps, and competences with one holder."""

    cells: Mapping[tuple[int, str], Figure]
    gaps: Sequence[tuple[Area, Sequence[str]]]
    overlaps: Sequence[Overlap]
    alone: Sequence[Alone]
    nobody: Sequence[str]

    @property
    def gap_count(self) -> int:
        """How many cells are empty."""
        return sum(len(missing) for _area, missing in self.gaps)


def system(page: Page) -> System:
    """The programme's innovation system as described now."""
    found = fetch([Asked(functions, page.slice, ("area", "function"))])[0]
    areas = page.structure.areas
    cells = {
        (area.pk, code): page.figure(functions, found.get((area.pk, code), 0), area=area.pk, function=code)
        for area in areas
        for code in FUNCTIONS
    }
    missing = [
        (area, [str(name) for code, name in FUNCTIONS.items() if not cells[area.pk, code].value]) for area in areas
    ]
    holders = _holders(page)
    words = competences()
    return System(
        cells=cells,
        gaps=[(area, names) for area, names in missing if names],
        overlaps=_overlaps(page, cells),
        alone=[Alone(str(words[code]), held[0]) for code, held in holders.items() if len(held) == 1],
        nobody=[str(name) for code, name in words.items() if code not in holders],
    )


def _overlaps(page: Page, cells: Mapping[tuple[int, str], Figure]) -> list[Overlap]:
    many = {key for key, figure in cells.items() if figure.value >= MANY}
    rows = ActorFunction.objects.filter(programme=page.programme, organisation__identities__known_until=None)
    held: dict[tuple[int, str], set[int]] = {}
    for area, function, pk in rows.values_list("area", "function", "organisation__identities__counts_as"):
        if (area, function) in many:
            held.setdefault((area, function), set()).add(pk)
    named = Organisation.objects.exclude(kind="company").in_bulk({pk for ids in held.values() for pk in ids})
    return [
        Overlap(
            area, str(name), cells[area.pk, code],
            sorted((named[pk] for pk in held[area.pk, code] if pk in named), key=lambda o: o.name),
        )
        for area in page.structure.areas
        for code, name in FUNCTIONS.items()
        if (area.pk, code) in many
    ]  # fmt: skip


def _holders(page: Page) -> dict[str, list[Organisation]]:
    """Competence → the programme's actors that have it."""
    actors = actors_of(page.programme.pk, ends())
    named = {o.pk: o for o in actors.order_by("name")}
    rows = Competence.objects.filter(
        organisation__identities__known_until=None, organisation__identities__counts_as__in=actors.values("pk")
    )
    pairs = set(rows.values_list("code", "organisation__identities__counts_as"))
    words = competences()
    return {code: held for code in words if (held := [o for pk, o in named.items() if (code, pk) in pairs])}
