"""A version as CSV or Excel: every observation with names. The CSV can be brought in again."""

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any

import xlsxwriter
from django.utils.translation import gettext as _

from samspel.core.figures.export import Echo, safe
from samspel.observatory.datasets.queries.datasets import NamedRow
from samspel.observatory.models import DataSetVersion
from samspel.ui.formatting import date_text
from samspel.ui.templatetags.formats import language

HEADER = ("region", "region_name", "activity", "activity_name", "year", "value", "flag")


def csv_lines(rows: Iterable[NamedRow]) -> Iterator[str]:
    """UTF-8 text with a byte order mark, semicolons and decimal commas, as Swedish Excel expects."""
    writer = csv.writer(Echo(), delimiter=";")
    yield "\ufeff" + writer.writerow(HEADER)
    for row in rows:
        cells = (row.region, row.region_name, row.activity, row.activity_name, row.year, written(row.value), row.flag)
        yield writer.writerow([safe(cell) if at != 5 else cell for at, cell in enumerate(cells)])


def written(value: float | None) -> str:
    """A number with a decimal comma. Three decimals get a fourth, so that they are not taken for thousands."""
    if value is None:
        return ""
    text = repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if "e" not in text and len(text.partition(".")[2]) == 3:
        text += "0"
    return text.replace(".", ",")


def workbook(version: DataSetVersion, rows: Iterable[NamedRow]) -> IO[bytes]:
    """An open temporary .xlsx file: the observations, and a sheet about the data set. Constant memory."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - handed to the response, which closes it
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet(_("Data"))
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(HEADER), 16)
    sheet.write_row(0, 0, HEADER, bold)
    for line, row in enumerate(rows, start=1):
        cells: Sequence[Any] = (
            row.region, row.region_name, row.activity, row.activity_name, row.year, row.value, row.flag,
        )  # fmt: skip
        for at, cell in enumerate(cells):
            if cell not in (None, ""):
                sheet.write(line, at, cell)
    about = book.add_worksheet(_("About"))
    about.set_column(0, 0, 24)
    about.set_column(1, 1, 100)
    for line, (name, text) in enumerate(description(version)):
        about.write(line, 0, name, bold)
        about.write_string(line, 1, str(text))
    book.close()
    file.seek(0)
    return file


def description(version: DataSetVersion) -> list[tuple[str, Any]]:
    """What the data set and its version are, as pairs of words."""
    dataset = version.dataset
    pairs = [
        (_("Data set"), dataset.name),
        (_("Version"), version.number),
        (_("Vintage"), version.vintage),
        (_("Source"), dataset.source),
        (_("Publisher"), dataset.publisher),
        (_("Licence"), dataset.licence),
        (_("Unit"), dataset.unit),
        (_("Regions"), " ".join(filter(None, (str(dataset.get_region_level_display()), dataset.vocabulary)))),
        (_("Economic activities"), dataset.get_classification_display()),
        (_("Brought in"), date_text(version.imported_at.date(), language(), "long")),
        (_("File"), version.filename),
        (_("SHA-256 of the file"), version.digest),
        (_("Note"), version.note),
    ]
    return [(name, value) for name, value in pairs if value not in ("", None)]
