"""What each region would add to another, as a matrix and as lists of pairs."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from samspel.core.programmes.context import ReadContext
from samspel.observatory.analysis.documents import PageChart
from samspel.observatory.analysis.labels.numbers import (
    Opener,
)
from samspel.observatory.analysis.queries.complementarity import Complementarity, pair_value, sets_of
from samspel.observatory.analysis.queries.selection import Chosen
from samspel.ui.charts import (
    ChartTable,
    Datum,
    HeatCell,
    HeatMatrix,
    HeatRow,
)

if TYPE_CHECKING:
    from samspel.core.programmes.models import Area

MOST_COLUMNS = 12
"""Regions up to which a matrix can be read; beyond, only the table is shown."""

MOST_PAIRS = 60
"""Pairs of an area that are listed: all of them for eight regions."""


def complementarity_charts(context: ReadContext, chosen: Chosen, found: Complementarity) -> list[PageChart]:
    """The matrix of all activities, and the pairs in every area."""
    result = found.result
    if result is None:
        return []
    sets, opener = sets_of(context.structure, chosen), Opener(context, chosen.version)
    areas: list[Area | None] = [None, *(area for area in context.structure.areas if area.code in result["sets"])]
    return [_matrix(chosen, opener, result), _pairs(chosen, opener, areas, result, sets)]


def _matrix(chosen: Chosen, opener: Opener, result: Mapping[str, Any]) -> PageChart:
    regions = [code for code in chosen.compared if code in result["regions"]]
    rows: list[tuple[HeatRow, list[HeatCell]]] = []
    found: list[tuple[Datum, list[str | Datum]]] = []
    for row in regions:
        cells: list[HeatCell] = []
        for column in regions:
            if row == column:
                cells.append(HeatCell(Datum(0, "–"), quiet=True))
                continue
            datum, span = pair_value(chosen, opener, None, result, {}, (row, column))
            cells.append(HeatCell(datum))
            line: list[str | Datum] = [
                chosen.name_of(row),
                chosen.name_of(column),
                datum,
                span or _("Not computed yet"),
            ]
            found.append((datum, line))
        rows.append((HeatRow(chosen.name_of(row)), cells))
    title = _("What each region would add to another, %(year)s") % {"year": chosen.year}
    note = _("Row: the region that gains. Column: the one that adds. Share of the way to what the row's region lacks.")
    head = [_("Gains"), _("Adds"), _("Share of the way"), _("Interval")]
    lines = [line for _datum, line in sorted(found, key=lambda one: -(one[0].known or 0))]
    table = ChartTable(_("Show with intervals as a table"), head, lines[: MOST_PAIRS * 2], frozenset({2, 3}))
    heat = HeatMatrix(title, [HeatRow(chosen.name_of(code)) for code in regions], rows, note)
    return PageChart("matrix", title, table, heat if len(regions) <= MOST_COLUMNS else None)


def _pairs(
    chosen: Chosen, opener: Opener, areas: "Sequence[Area | None]", result: Mapping[str, Any], sets: Mapping[str, Any]
) -> PageChart:
    """The pairs in every area, the largest first within each."""
    lines: list[list[str | Datum]] = []
    for area in areas:
        found = [
            (pair_value(chosen, opener, area, result, sets, (row, column)), row, column)
            for row in result["regions"]
            for column in result["regions"]
            if row != column
        ]
        for (datum, span), row, column in sorted(found, key=lambda one: -(one[0][0].known or 0))[:MOST_PAIRS]:
            name = area.short if area else _("All activities")
            lines.append([name, chosen.name_of(row), chosen.name_of(column), datum, span or _("Not computed yet")])
    head = [_("Area"), _("Gains"), _("Adds"), _("Share of the way"), _("Interval")]
    title = _("Pairs of regions by area, %(year)s") % {"year": chosen.year}
    return PageChart("pairs", title, ChartTable(_("Show all pairs as a table"), head, lines, frozenset({3, 4})))
