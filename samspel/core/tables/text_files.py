"""Text files with a table: encoding and delimiter are found out, and rows are read one at a time."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from django.utils.translation import gettext as _

from samspel.core.tables.table import FileLimits, Row, Table, TableError, blank, build, header_line, no_header

DELIMITERS = (";", "\t", ",", "|")
"""In order of preference where several would do: a comma may also be of decimals."""

_PREVIEW = 60
_CHUNK = 1 << 20
_NONE = "\x1f"
"""The delimiter of a file with one column: a character that no text has."""

_ALONE = "\x1e"
"""A line of its own after the last: where it is not read as one, a quotation mark is never closed."""


def read_text(content: bytes, limits: FileLimits) -> Table:
    """The table in a text file. Line numbers are those of the file opened in a spreadsheet: a cell with line breaks
    is in one row, and a first line `sep=;` is not shown."""
    encoding = _encoding(content)
    delimiter, skipped = _told_delimiter(content, encoding)

    def records(by: str) -> Iterator[Row]:
        return _records(content, encoding, by, skipped)

    try:
        delimiter = delimiter or _sniffed(content, encoding, skipped)
        line = _header(list(islice(records(delimiter), _PREVIEW)))
        if line is None:
            raise no_header()
        return build(lambda: records(delimiter), line, limits, encoding=encoding, delimiter=delimiter.strip(_NONE))
    except csv.Error as error:
        told = _("The file cannot be read: a cell is longer than any text should be. A quotation mark may be missing.")
        raise TableError(told) from error


def _encoding(content: bytes) -> str:
    """UTF-8 or UTF-16 where the file says or proves so; else Windows' where there are bytes only Windows uses."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _proved(content, "utf-16")
    if b"\0" in content:
        raise TableError(_("The file is not a text file. Save the table as .xlsx or .csv."))
    if content.startswith(codecs.BOM_UTF8):
        return _proved(content, "utf-8-sig")
    if _decodes(content, "utf-8"):
        return "utf-8"
    return "cp1252" if re.search(rb"[\x80-\x9f]", content) and _decodes(content, "cp1252") else "latin-1"


def _proved(content: bytes, encoding: str) -> str:
    if _decodes(content, encoding):
        return encoding
    raise TableError(_("The file is damaged: its text cannot be read. Save the table again as .xlsx or .csv."))


def _decodes(content: bytes, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    view = memoryview(content)
    try:
        for start in range(0, len(view), _CHUNK):
            decoder.decode(view[start : start + _CHUNK], final=start + _CHUNK >= len(view))
    except UnicodeError:
        return False
    return True


def _open(content: bytes, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(content), encoding=encoding, newline="")


def _told_delimiter(content: bytes, encoding: str) -> tuple[str, int]:
    """The delimiter that the file itself names in a first line `sep=;`, and how many lines that is."""
    told = re.fullmatch(r"\"?sep=([;,|\t])\"?\s*", _open(content, encoding).readline(16), re.IGNORECASE)
    return (told[1], 1) if told else ("", 0)


def _records(content: bytes, encoding: str, delimiter: str, skipped: int) -> Iterator[Row]:
    lines = _open(content, encoding)
    for _number in range(skipped):
        lines.readline()
    number, closed = 0, False
    for number, cells in enumerate(csv.reader(_with_end(lines), delimiter=delimiter), start=1):
        if cells == [_ALONE]:
            closed = True
        else:
            yield number, cells
    if not closed:
        told = _("A quotation mark in row %(line)s is never closed.")
        raise TableError(told % {"line": number})


def _with_end(lines: Iterator[str]) -> Iterator[str]:
    yield from lines
    yield _ALONE


def _sniffed(content: bytes, encoding: str, skipped: int) -> str:
    """The delimiter that makes a table of most of the first lines; rather one without a title, even, and wide."""
    best, found = (False, False, 0.0, 0), _NONE
    for delimiter in DELIMITERS:
        try:
            top = list(islice(_records(content, encoding, delimiter, skipped), _PREVIEW))
        except (TableError, csv.Error):
            continue
        line = _header(top)
        widths = [len(cells) for number, cells in top if number >= (line or 1) and not blank(cells)]
        if widths and widths[0] > 1:
            even = sum(width == widths[0] for width in widths) / len(widths)
            first = next(number for number, cells in top if not blank(cells))
            score = (even > 0.5, line == first, even, widths[0])
            if score > best:
                best, found = score, delimiter
    return found


def _header(top: list[Row]) -> int | None:
    """The header's line; a title above it counts as one only where all lines below are as wide as each other."""
    first = next((number for number, cells in top if not blank(cells)), None)
    line = header_line(top)
    if line is not None and line != first:
        widths = {len(cells) for number, cells in top if number >= line and not blank(cells)}
        if len(widths) > 1:
            return header_line([row for row in top if row[0] == first])
    return line
