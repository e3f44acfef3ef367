"""The areas' evidence drawn: how strong they are, and every region's grounds."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from samspel.observatory.analysis.documents import PageChart
from samspel.observatory.analysis.queries.areas import Areas, AreaShown
from samspel.observatory.analysis.queries.selection import Chosen
from samspel.ui.charts import ChartTable, Datum, HeatCell, HeatMatrix, HeatRow


def area_charts(chosen: Chosen, found: Areas) -> list[PageChart]:
    """A matrix of the areas' strength, and a table of their grounds."""
    return [_matrix(chosen, found.areas), _table(found.areas)] if found.areas else []


def _matrix(chosen: Chosen, shown: Sequence[AreaShown]) -> PageChart:
    columns = [HeatRow(row.name) for row in shown[0].rows]
    rows = [(HeatRow(one.area.short, one.area.tone), [HeatCell(row.quotient) for row in one.rows]) for one in shown]
    title = _("How strong the areas are, %(year)s") % {"year": chosen.year}
    note = _("Location quotient of the area's activities together: 1 is as much as in all regions.")
    return PageChart("strength", title, _plain(shown), HeatMatrix(title, columns, rows, note))


def _plain(shown: Sequence[AreaShown]) -> ChartTable:
    rows = [[one.area.short, *(row.quotient for row in one.rows)] for one in shown]
    head = [_("Area"), *(row.name for row in shown[0].rows)]
    return ChartTable(_("Show as a table"), head, rows, frozenset(range(1, len(head))))


def _table(shown: Sequence[AreaShown]) -> PageChart:
    """Every verdict with its grounds, to take home."""
    head = [
        _("Area"), _("Region"), _("Verdict"), _("Grounds"), _("Location quotient"), _("Interval"), _("Growth"),
        _("Growth in all regions"), _("Nearness"), _("The region's mean nearness"),
    ]  # fmt: skip
    rows: list[list[str | Datum]] = [
        [
            one.area.short, row.name, row.verdict, row.grounds, row.quotient, row.span, row.growth, row.growth_all,
            row.density, row.density_all,
        ]
        for one in shown
        for row in one.rows
    ]  # fmt: skip
    title = _("The areas' evidence, region by region")
    return PageChart("verdicts", title, ChartTable(title, head, rows, frozenset(range(4, len(head)))))
