"""What the funds have supported before in the territory, by municipality and by suggested area."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from samspel.actors.models import PastOperation
from samspel.actors.past_operations import queries as past_operations_queries
from samspel.actors.past_operations.figures import in_territory
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Area
from samspel.observatory.analysis.rules.area_suggestions import suggested
from samspel.observatory.analysis.views.charts import Picture, Source
from samspel.programme.plan.views import charts as plan_pictures
from samspel.ui import formatting
from samspel.ui.charts import Bar, Bars, Datum, Table
from samspel.ui.templatetags.formats import language

NONE = "none"
"""In the address: projects that no area's words are found in."""


@dataclass(frozen=True)
class Project:
    """A past operation with the areas that its words suggest and the municipalities of the territory it names."""

    operation: PastOperation
    areas: Sequence[tuple[Area, Sequence[str]]]
    places: frozenset[str]


@dataclass(frozen=True)
class Projects:
    """The page's contents: `rows` are what the filters leave, `all` is how many there are."""

    sums: past_operations_queries.OperationSums
    all: int
    rows: Sequence[Project]
    by_area: Picture
    map: Picture
    area: Area | None
    area_code: str
    municipality: str
    suggested: int
    words: Sequence[tuple[Area, Sequence[str]]]

    @property
    def pictures(self) -> list[Picture]:
        """What can be taken home."""
        return [self.by_area, self.map, _listed(self.rows)]


def projects_of(context: ReadContext) -> Projects:
    """The projects of the territory, narrowed by the address's area and municipality. Three queries and the figures."""
    asked = context.request.GET
    area_code, municipality = asked.get("area", ""), asked.get("municipality", "")
    area = context.structure.area(area_code)
    places = {place.code for place in context.structure.municipalities}
    if (area_code and area is None and area_code != NONE) or (municipality and municipality not in places):
        raise Http404
    found = _read(context, places)
    of_area = [project for project in found if _is_of(project, area, area_code)]
    shown = [project for project in of_area if not municipality or municipality in project.places]
    words = [
        (one, context.structure.words[one.pk]) for one in context.structure.areas if one.pk in context.structure.words
    ]
    return Projects(
        past_operations_queries.operation_sums(context, ""),
        len(found),
        shown,
        _by_area(context, found, municipality),
        _map(context, of_area, area, area_code),
        area,
        area_code,
        municipality,
        sum(bool(project.areas) for project in found),
        words,
    )


def source(context: ReadContext) -> Source:
    """Where the projects come from."""
    line = _("Source: the funds' public project registers. Areas are suggested by words.")
    about = [(_("Programme"), context.programme.short), (_("Source"), line)]
    return Source(line, about, "past-projects")


def _read(context: ReadContext, places: set[str]) -> list[Project]:
    rows = in_territory(PastOperation.objects.all(), context.slice).order_by("-starts_on", "code")
    operations = list(rows.select_related("beneficiary"))
    through = PastOperation.municipalities.through.objects.filter(municipality__in=places)
    named: dict[int, set[str]] = {}
    for pk, place in through.values_list("pastoperation_id", "municipality_id"):
        named.setdefault(pk, set()).add(place)
    areas = {area.pk: area for area in context.structure.areas}
    return [
        Project(
            one,
            [(areas[pk], hits) for pk, hits in suggested(f"{one.name} {one.text}", context.structure.words).items()],
            frozenset(named.get(one.pk, ())),
        )
        for one in operations
    ]


def _is_of(project: Project, area: Area | None, code: str) -> bool:
    if code == NONE:
        return not project.areas
    return area is None or any(one.pk == area.pk for one, _words in project.areas)


def _url(context: ReadContext, area: str, municipality: str) -> str:
    return context.url("observatory:projects", area=area, municipality=municipality) + "#projects"


def _by_area(context: ReadContext, found: Sequence[Project], municipality: str) -> Picture:
    """How many projects each area's words are found in, and what they were granted. A project may be of several."""
    here = [project for project in found if not municipality or municipality in project.places]
    rows: list[list[str | Datum]] = []
    bars = []
    for area, code, label in [*((a, a.code, a.short) for a in context.structure.areas), (None, NONE, _("No area"))]:
        of_it = [project for project in here if _is_of(project, area, code)]
        datum = Datum(len(of_it), formatting.number(len(of_it), language()), _url(context, code, municipality))
        bars.append(Bar(label, datum))
        granted = sum(
            (p.operation.granted for p in of_it if p.operation.currency == context.programme.currency), Decimal(0)
        )  # fmt: skip
        money = formatting.money_short(granted, context.programme.currency, language())
        rows.append([label, datum, Datum(granted, money)])
    head = [_("Area, suggested by words"), _("Projects"), _("Granted")]
    table = Table(_("Show as a table"), head, rows, frozenset({1, 2}))
    return Picture("by-area", _("Past projects by area, suggested by words"), table, Bars(bars, table=table))


def _map(context: ReadContext, found: Sequence[Project], area: Area | None, code: str) -> Picture:
    """How many of the projects name each municipality. A project may name several."""
    counted = Counter(place for project in found for place in project.places)
    municipalities = context.structure.municipalities
    values = {
        place.code: Datum(
            counted[place.code], formatting.number(counted[place.code], language()), _url(context, code, place.code)
        )
        for place in municipalities
    }
    of = area.short if area else _("no area") if code == NONE else _("all areas")
    title = _("Past projects by municipality: %(area)s") % {"area": of}
    desc = _("Map of %(count)s municipalities; %(with)s of them are named by a project.") % {
        "count": len(municipalities), "with": sum(bool(counted[place.code]) for place in municipalities),
    }  # fmt: skip
    drawn = plan_pictures.territory(context, values, municipalities, title, desc)
    ordered = sorted(municipalities, key=lambda place: (-counted[place.code], place.name))
    rows = [(place.name, values[place.code]) for place in ordered]
    table = Table(_("Show all municipalities as a table"), [_("Municipality"), _("Projects")], rows, frozenset({1}))
    return Picture("map", title, table, drawn, drawn.legend())


def _listed(rows: Sequence[Project]) -> Picture:
    """The projects themselves, to take home."""
    head = [_("Project"), _("Beneficiary"), _("From"), _("To"), _("Granted"), _("Areas"), _("Words")]
    lines: list[list[Any]] = [
        [
            project.operation.name, project.operation.beneficiary_name, project.operation.starts_on.isoformat(),
            project.operation.ends_on.isoformat(), Datum(project.operation.granted),
            ", ".join(area.short for area, _words in project.areas),
            "; ".join(word for _area, words in project.areas for word in words),
        ]
        for project in rows
    ]  # fmt: skip
    return Picture("projects", _("Past projects"), Table(_("Past projects"), head, lines, frozenset({4})))
