"""Lists as Excel and CSV, streamed."""

import csv
import tempfile
from collections.abc import Iterator, Sequence
from typing import Any

import xlsxwriter
from django.http import FileResponse, Http404, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _

from samspel.core.figures.export import Echo, safe
from samspel.web.page import Page


def as_file(
    page: Page,
    what: tuple[str, str],
    form: str,
    header: Sequence[str],
    rows: Iterator[list[Any]],
    about: Sequence[tuple[str, str]],
) -> HttpResponseBase:
    """The list as 'csv' or 'xlsx', named by `what`, with what it is about; Http404 for another form."""
    name = "-".join([what[0], page.programme.code, what[1], *([_("example")] if page.has_example else [])])
    if form == "csv":
        response = StreamingHttpResponse(_csv(header, rows, about), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        return response
    if form == "xlsx":
        return FileResponse(_workbook(header, rows, about), as_attachment=True, filename=f"{name}.xlsx")
    raise Http404


def _csv(header: Sequence[str], rows: Iterator[list[Any]], about: Sequence[tuple[str, str]]) -> Iterator[str]:
    writer = csv.writer(Echo(), delimiter=";")
    yield "\ufeff" + writer.writerow(header)
    for row in rows:
        yield writer.writerow([safe(cell) for cell in row])
    yield writer.writerow([])
    for line in about:
        yield writer.writerow([safe(cell) for cell in line])


def _workbook(header: Sequence[str], rows: Iterator[list[Any]], about: Sequence[tuple[str, str]]) -> Any:
    file = tempfile.TemporaryFile()  # noqa: SIM115 - handed to the response, which closes it
    options = {
        "constant_memory": True,
        "default_date_format": "yyyy-mm-dd",
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    book = xlsxwriter.Workbook(file, options)
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet(_("List"))
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(header), 18)
    sheet.write_row(0, 0, header, bold)
    for number, row in enumerate(rows, start=1):
        sheet.write_row(number, 0, row)
    described = book.add_worksheet(_("Definitions"))
    described.set_column(0, 0, 40)
    described.set_column(1, 1, 110)
    for number, (name, text) in enumerate(about):
        described.write(number, 0, name, bold)
        described.write(number, 1, text)
    book.close()
    file.seek(0)
    return file
