"""Past projects drawn: by area, by municipality, and listed."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from samspel.core.programmes.context import ReadContext
from samspel.observatory.analysis.documents import ChartSource, PageChart
from samspel.observatory.analysis.queries.projects import NONE, PastProject, Projects, is_of
from samspel.ui import formatting
from samspel.ui.charts import Bar, Bars, ChartTable, Datum
from samspel.ui.templatetags.formats import language
from samspel.web.charts import territory

if TYPE_CHECKING:
    from samspel.core.programmes.models import Area


def project_charts(context: ReadContext, found: Projects) -> list[PageChart]:
    """By area, by municipality, and the list of those that the filters leave."""
    return [
        _by_area(context, found.found, found.municipality),
        _map(context, found.of_area, found.area, found.area_code),
        _listed(found.rows),
    ]


def projects_source(context: ReadContext) -> ChartSource:
    """Where the projects come from."""
    line = _("Source: the funds' public project registers. Areas are suggested by words.")
    about = [(_("Programme"), context.programme.short), (_("Source"), line)]
    return ChartSource(line, about, "past-projects")


def _url(context: ReadContext, area: str, municipality: str) -> str:
    return context.url("observatory:projects", area=area, municipality=municipality) + "#projects"


def _by_area(context: ReadContext, found: Sequence[PastProject], municipality: str) -> PageChart:
    """How many projects each area's words are found in, and what they were granted. A project may be of several."""
    here = [project for project in found if not municipality or municipality in project.places]
    rows: list[list[str | Datum]] = []
    bars = []
    for area, code, label in [*((a, a.code, a.short) for a in context.structure.areas), (None, NONE, _("No area"))]:
        of_it = [project for project in here if is_of(project, area, code)]
        datum = Datum(len(of_it), formatting.number(len(of_it), language()), _url(context, code, municipality))
        bars.append(Bar(label, datum))
        granted = sum(
            (p.operation.granted for p in of_it if p.operation.currency == context.programme.currency), Decimal(0)
        )  # fmt: skip
        money = formatting.money_short(granted, context.programme.currency, language())
        rows.append([label, datum, Datum(granted, money)])
    head = [_("Area, suggested by words"), _("Projects"), _("Granted")]
    table = ChartTable(_("Show as a table"), head, rows, frozenset({1, 2}))
    return PageChart("by-area", _("Past projects by area, suggested by words"), table, Bars(bars, table=table))


def _map(context: ReadContext, found: Sequence[PastProject], area: "Area | None", code: str) -> PageChart:
    """How many of the projects name each municipality. A project may name several."""
    counted = Counter(place for project in found for place in project.places)
    municipalities = context.structure.municipalities
    values = {
        place.code: Datum(
            counted[place.code],
            formatting.number(counted[place.code], language()),
            _url(context, code, place.code),
        )
        for place in municipalities
    }
    of = area.short if area else _("no area") if code == NONE else _("all areas")
    title = _("Past projects by municipality: %(area)s") % {"area": of}
    desc = _("Map of %(count)s municipalities; %(with)s of them are named by a project.") % {
        "count": len(municipalities), "with": sum(bool(counted[place.code]) for place in municipalities),
    }  # fmt: skip
    drawn = territory(context, values, municipalities, title, desc)
    ordered = sorted(municipalities, key=lambda place: (-counted[place.code], place.name))
    rows = [(place.name, values[place.code]) for place in ordered]
    table = ChartTable(
        _("Show all municipalities as a table"), [_("Municipality"), _("Projects")], rows, frozenset({1})
    )
    return PageChart("map", title, table, drawn, drawn.legend())


def _listed(rows: Sequence[PastProject]) -> PageChart:
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
    return PageChart("projects", _("Past projects"), ChartTable(_("Past projects"), head, lines, frozenset({4})))
