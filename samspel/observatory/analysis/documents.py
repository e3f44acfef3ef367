"""A chart of a page as a drawing, a table and a workbook, each with its source."""

import csv
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any

import xlsxwriter
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samspel.core.figures.export import Echo, safe
from samspel.observatory.datasets.documents import description, written
from samspel.observatory.models import DataSetVersion
from samspel.ui.charts import ChartTable, Datum
from samspel.ui.charts.standalone import png, standalone
from samspel.ui.templatetags.formats import language

FORMS = ("svg", "png", "csv", "xlsx")
TYPES = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class ChartSource:
    """Where a page's numbers come from: one line for a drawing, pairs for a sheet, and the beginning of file names."""

    line: str
    about: Sequence[tuple[str, Any]]
    stem: str


@dataclass(frozen=True)
class PageChart:
    """A chart of a page. `key` is its name in addresses and on the page; `chart` draws itself, with its table folded
    below; `beside` is markup that belongs to the drawing, such as a map's legend. Without a chart it is a table."""

    key: str
    title: str
    table: ChartTable
    chart: Any = None
    beside: str = ""

    def render(self) -> SafeString:
        """What stands on the page."""
        return self.chart.render() if self.chart is not None else SafeString("")

    @property
    def forms(self) -> Sequence[str]:
        """The forms of file that it comes in."""
        return FORMS if self.chart is not None else FORMS[2:]


def source_of(version: DataSetVersion) -> ChartSource:
    """A version as the source."""
    dataset = version.dataset
    line = _("Source: %(source)s. %(name)s, version %(number)s.") % {
        "source": dataset.source.rstrip("."), "name": dataset.name, "number": version.number,
    }  # fmt: skip
    return ChartSource(line, description(version), f"{dataset.code}-v{version.number}")


@dataclass(frozen=True)
class ChartFile:
    """A chart in one form: `content` is the whole file, an open one, or its lines of text."""

    name: str
    content_type: str
    content: bytes | str | IO[bytes] | Iterator[str]


def chart_file(chart: PageChart, form: str, *, source: ChartSource) -> ChartFile:
    """The chart in one of its forms."""
    content: Any
    if form == "csv":
        content = csv_lines(chart.table)
    elif form == "xlsx":
        content = workbook(chart, source)
    else:
        drawn = standalone(str(chart.render()) + str(chart.beside), chart.title, source.line, language())
        content = png(drawn) if form == "png" else drawn
    return ChartFile(f"{source.stem}-{chart.key}.{form}", TYPES[form], content)


def csv_lines(table: ChartTable) -> Iterator[str]:
    """The table as UTF-8 text with a byte order mark, semicolons and decimal commas, as Swedish Excel expects."""
    writer = csv.writer(Echo(), delimiter=";")
    yield "\ufeff" + writer.writerow([safe(head) for head in table.head])
    for row in table.rows:
        values = (_value(cell) for cell in row)
        yield writer.writerow([written(float(v)) if isinstance(v, int | float) else safe(v) for v in values])


def workbook(chart: PageChart, source: ChartSource) -> IO[bytes]:
    """An open temporary .xlsx file: the table, and a sheet about what it is of."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - handed to the response, which closes it
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet(_("Data"))
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(chart.table.head), 20)
    sheet.write_row(0, 0, chart.table.head, bold)
    for line, row in enumerate(chart.table.rows, start=1):
        for column, cell in enumerate(row):
            if (value := _value(cell)) not in (None, ""):
                sheet.write(line, column, value)
    about = book.add_worksheet(_("About"))
    about.set_column(0, 0, 24)
    about.set_column(1, 1, 100)
    for line, (name, text) in enumerate([(_("Chart"), chart.title), *source.about]):
        about.write(line, 0, name, bold)
        about.write_string(line, 1, str(text))
    book.close()
    file.seek(0)
    return file


def by_key(charts: Iterable[PageChart]) -> Mapping[str, PageChart]:
    """The charts as templates name them."""
    return {chart.key: chart for chart in charts}


def _value(cell: str | Datum) -> Any:
    """A number as itself; else the words."""
    if not isinstance(cell, Datum):
        return cell
    return cell.shown if cell.value is None else cell.known
