"""What the funds have supported before in the territory, by municipality and by suggested area."""

from collections.abc import Sequence
from dataclasses import dataclass

from samspel.actors.models import PastOperation
from samspel.actors.past_operations import queries as past_operations_queries
from samspel.actors.past_operations.figures import in_territory
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Area
from samspel.observatory.analysis.rules.area_suggestions import suggested
from samspel.observatory.datasets.queries.addresses import UnknownAddress

NONE = "none"
"""In the address: projects that no area's words are found in."""


@dataclass(frozen=True)
class PastProject:
    """A past operation with the areas that its words suggest and the municipalities of the territory it names."""

    operation: PastOperation
    areas: Sequence[tuple[Area, Sequence[str]]]
    places: frozenset[str]


@dataclass(frozen=True)
class Projects:
    """The past projects of the territory. `found` are all, `of_area` those of the area chosen, `rows` those that
    also name the municipality chosen."""

    sums: past_operations_queries.OperationSums
    found: Sequence[PastProject]
    of_area: Sequence[PastProject]
    rows: Sequence[PastProject]
    area: Area | None
    area_code: str
    municipality: str
    words: Sequence[tuple[Area, Sequence[str]]]

    @property
    def all(self) -> int:
        """How many there are before any is filtered out."""
        return len(self.found)

    @property
    def suggested(self) -> int:
        """How many have an area suggested by words."""
        return sum(bool(project.areas) for project in self.found)


def projects_of(context: ReadContext, area_code: str, municipality: str) -> Projects:
    """The projects of the territory, narrowed to an area (NONE: to those of no area) and a municipality; empty for
    all. UnknownAddress for another code. Three queries and the figures."""
    area = context.structure.area(area_code)
    places = {place.code for place in context.structure.municipalities}
    if (area_code and area is None and area_code != NONE) or (municipality and municipality not in places):
        raise UnknownAddress
    found = _read(context, places)
    of_area = [project for project in found if is_of(project, area, area_code)]
    words = [
        (one, context.structure.words[one.pk]) for one in context.structure.areas if one.pk in context.structure.words
    ]
    return Projects(
        past_operations_queries.operation_sums(context, ""),
        found,
        of_area,
        [project for project in of_area if not municipality or municipality in project.places],
        area,
        area_code,
        municipality,
        words,
    )


def _read(context: ReadContext, places: set[str]) -> list[PastProject]:
    rows = in_territory(PastOperation.objects.all(), context.slice).order_by("-starts_on", "code")
    operations = list(rows.select_related("beneficiary"))
    through = PastOperation.municipalities.through.objects.filter(municipality__in=places)
    named: dict[int, set[str]] = {}
    for pk, place in through.values_list("pastoperation_id", "municipality_id"):
        named.setdefault(pk, set()).add(place)
    areas = {area.pk: area for area in context.structure.areas}
    return [
        PastProject(
            one,
            [(areas[pk], hits) for pk, hits in suggested(f"{one.name} {one.text}", context.structure.words).items()],
            frozenset(named.get(one.pk, ())),
        )
        for one in operations
    ]


def is_of(project: PastProject, area: Area | None, code: str) -> bool:
    """Whether its words suggest the area; with NONE for the code, whether they suggest none."""
    if code == NONE:
        return not project.areas
    return area is None or any(one.pk == area.pk for one, _words in project.areas)
