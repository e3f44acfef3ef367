"""Charts that pages of several apps draw: figures turned into chart inputs. No number is made here, only placed."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.core.figures import Figure
from samspel.core.programmes.context import ReadContext
from samspel.core.territory import map_of
from samspel.core.territory.geometry import parse_shapes
from samspel.ui.charts import (
    Bar,
    Bars,
    ChartTable,
    Choropleth,
    Datum,
    HeatCell,
    HeatMatrix,
    HeatRow,
    MapPlace,
    Segment,
    ShareBar,
)
from samspel.ui.charts.svg import safe, table
from samspel.ui.templatetags.formats import figure_text

if TYPE_CHECKING:
    from samspel.core.models import Municipality
    from samspel.core.programmes.models import Area, Financier


def datum(figure: Figure, form: str = "full") -> Datum:
    """A figure as a chart wants it."""
    return Datum(figure.value, figure_text(figure, form), figure.url)


def safe_table(contents: ChartTable) -> SafeString:
    """A table twin on its own."""
    return safe(table(contents))


def elapsed(context: ReadContext, day: date) -> float:
    """The day's place in the programme's time, 0 to 1, at the end of the day."""
    start, end = context.programme.starts_on, context.programme.ends_on
    return min(max(((day - start).days + 1) / ((end - start).days + 1), 0.0), 1.0)


def places_table(context: ReadContext, figures: Mapping[str, Figure]) -> ChartTable:
    """Every municipality with its figure, largest first."""
    ordered = sorted(context.structure.municipalities, key=lambda m: (-figures[m.code].value, m.name))
    rows: list[list[str | Datum]] = [[m.name, m.county.name, datum(figures[m.code])] for m in ordered]
    summary = ngettext(
        "Show %(count)d municipality as a table", "Show all %(count)d municipalities as a table", len(rows)
    )
    return ChartTable(
        summary % {"count": len(rows)}, [_("Municipality"), _("County"), _("Number")], rows, frozenset({2})
    )


def shares(rows: Sequence[tuple["Financier", Figure]], title: str) -> ShareBar:
    """Who pays."""
    return ShareBar(
        id="financing",
        title=title,
        desc=". ".join(f"{financier.name} {figure_text(figure)}" for financier, figure in rows) + ".",
        segments=[
            Segment(financier.name, financier.letter, datum(figure, "short"), financier.kind == "union")
            for financier, figure in rows
        ],
    )


def choropleth(
    context: ReadContext,
    figures: Mapping[str, Figure],
    places: Sequence["Municipality"],
    without: Sequence["Municipality"],
) -> Choropleth:
    """The territory shaded by a count per municipality; outlines and labels by partner."""
    desc = ngettext("Map of %(count)d municipality.", "Map of %(count)d municipalities.", len(places)) % {
        "count": len(places)
    }
    if without:
        desc += " " + _("Nothing yet in %(names)s.") % {"names": ", ".join(m.name for m in without)}
    return territory(context, {m.code: datum(figures[m.code]) for m in places}, places, _("By municipality"), desc)


def territory(
    context: ReadContext, values: Mapping[str, Datum], places: Sequence["Municipality"], title: str, desc: str
) -> Choropleth:
    """The territory shaded by a value per municipality code; outlines and labels by partner."""
    own = context.programme.shapes
    drawn = map_of([m.code for m in places], [m.county_id for m in places], parse_shapes(own) if own else None)
    names = {m.code: m.name for m in places}
    labels = {partner.county_id: partner.short for partner in context.structure.partners if partner.county_id}
    return Choropleth(
        id="map",
        title=title,
        desc=desc,
        view_box=drawn.view_box,
        places=[MapPlace(shape.d, names[shape.code], values[shape.code]) for shape in drawn.municipalities],
        outlines=[shape.d for shape in drawn.outlines],
        labels=[(*shape.at, labels[shape.code]) for shape in drawn.outlines if shape.code in labels],
        zero_label=_("None yet"),
    )


def partner_bars(rows: Sequence[tuple[str, Figure]]) -> Bars:
    """Figures by partner, largest first."""
    ordered = sorted(rows, key=lambda row: -row[1].value)
    return Bars([Bar(label, datum(figure)) for label, figure in ordered])


def matrix(areas: Sequence["Area"], figures: Mapping[tuple[int, int], Figure], caption: str = "") -> HeatMatrix:
    """Areas against areas; the diagonal is each area's own. Without a caption, initiatives are what is shared."""
    headings = [HeatRow(area.short, area.tone) for area in areas]
    rows = [
        (heading, [HeatCell(datum(figures[row.pk, column.pk]), quiet=row.pk == column.pk) for column in areas])
        for heading, row in zip(headings, areas, strict=True)
    ]
    return HeatMatrix(caption or _("Initiatives that two areas share"), headings, rows)
