"""Exactly the rows of a drill-down as CSV or Excel, streamed."""

import csv
import tempfile
from collections.abc import Iterator, Sequence
from typing import IO, Any

import xlsxwriter

from samspel.core.figures.rows import FigureRow


class Echo:
    """A file-like object that hands back what it is given: csv.writer's way to a stream."""

    def write(self, value: str) -> str:
        return value


def csv_lines(header: Sequence[str], rows: Iterator[FigureRow], closing: Sequence[Any]) -> Iterator[str]:
    """UTF-8 text with a byte order mark (Excel needs it), semicolon-separated as Swedish Excel expects."""
    writer = csv.writer(Echo(), delimiter=";")
    yield "\ufeff" + writer.writerow(header)
    for row in rows:
        yield writer.writerow([safe(cell) for cell in line(row)])
    yield writer.writerow([safe(cell) for cell in closing])


def workbook(
    about: Sequence[tuple[str, str]],
    header: Sequence[str],
    rows: Iterator[FigureRow],
    closing: Sequence[Any],
    names: tuple[str, str],
) -> IO[bytes]:
    """An open temporary .xlsx file: a sheet of rows, and one that says what the figure is. Constant memory.

    `names` are the two sheets' names."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - handed to the response, which closes it
    book = xlsxwriter.Workbook(
        file,
        {
            "constant_memory": True,
            "default_date_format": "yyyy-mm-dd",
            "strings_to_formulas": False,
            "strings_to_urls": False,
        },
    )
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet(names[0])
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(header), 18)
    sheet.write_row(0, 0, header, bold)
    last = 0
    for last, row in enumerate(rows, start=1):
        for column, cell in enumerate(line(row)):
            sheet.write(last, column, cell)
    for column, cell in enumerate(closing):
        sheet.write(last + 1, column, cell, bold)
    described = book.add_worksheet(names[1])
    described.set_column(0, 0, 24)
    described.set_column(1, 1, 100)
    for number, (name, text) in enumerate(about):
        described.write(number, 0, name, bold)
        described.write(number, 1, text)
    book.close()
    file.seek(0)
    return file


def line(row: FigureRow) -> list[Any]:
    """A row as cells: date, its columns, number of facts, evidence, contribution."""
    evidence = "; ".join(f"{title} ({reference})" for title, reference in row.evidence)
    return [row.occurred_on, *row.cells, row.facts, evidence, row.contribution]


def safe(cell: Any) -> Any:
    """Text that a spreadsheet would read as a formula gets an apostrophe first."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t") else cell
