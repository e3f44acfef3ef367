"""A table as it was brought in: its header, its rows with the line numbers that people see, and what it was read as."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

Row = tuple[int, list[Any]]
"""The line number in the spreadsheet, and the cells."""

SEARCHED = 20
"""How many rows from the top are searched for the header: reports often begin with a title."""


class TableError(Exception):
    """The file cannot be read as a table. `message` is for the person who brought it."""

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)


@dataclass(frozen=True)
class FileLimits:
    """How large a file may be: packed and unpacked bytes, rows under the header, cells of the rectangle they span."""

    content: int = 40_000_000
    unpacked: int = 800_000_000
    rows: int = 200_000
    cells: int = 8_000_000


class Rows:
    """Rows that can be gone through more than once, each time read anew: none of them stays in memory."""

    def __init__(self, start: Callable[[], Iterator[Row]]) -> None:
        self._start = start

    def __iter__(self) -> Iterator[Row]:
        return self._start()


@dataclass(frozen=True)
class Table:
    """A header and the rows under it that hold anything.

    `encoding` and `delimiter` are of text files, `sheet` is of workbooks; elsewhere they are empty."""

    header: list[str]
    rows: Iterable[Row]
    row_count: int
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""


def filled(cells: Sequence[Any]) -> int:
    """How many of the cells hold anything but spaces."""
    return sum(
        1 for cell in cells if cell is not None and cell != "" and not (isinstance(cell, str) and not cell.strip())
    )


def blank(cells: Sequence[Any]) -> bool:
    """Whether no cell holds anything but spaces."""
    for cell in cells:
        if isinstance(cell, str):
            if cell and not cell.isspace():
                return False
        elif cell is not None:
            return False
    return True


def header_line(top: Sequence[Row]) -> int | None:
    """The line of the header among the topmost rows: the first with two filled cells or more, else the first with one.

    None where that row is not of names: at least half of what it holds must have a letter."""
    held = [(line, cells) for line, cells in top[:SEARCHED] if filled(cells)]
    if not held:
        return None
    line, cells = next(((line, cells) for line, cells in held if filled(cells) > 1), held[0])
    names = [name for name in header_names(cells) if name]
    return line if 2 * sum(any(map(str.isalpha, name)) for name in names) >= len(names) else None


def header_names(cells: Sequence[Any]) -> list[str]:
    """The cells of the header as text in one line each."""
    return [" ".join(_plain(cell).replace("\ufeff", "").split()) for cell in cells]


def _plain(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    return "" if cell is None else str(cell)


def build(
    start: Callable[[], Iterator[Row]],
    line: int,
    limits: FileLimits,
    encoding: str = "",
    delimiter: str = "",
    sheet: str = "",
) -> Table:
    """The table whose header is at `line` of the rows that `start` begins to read. Goes through them once."""

    def under() -> Iterator[Row]:
        for number, cells in start():
            if number > line and not blank(cells):
                if len(cells) < width:
                    cells = cells + [""] * (width - len(cells))
                yield number, cells

    header = header_names(next(cells for number, cells in start() if number == line))
    width = len(header)
    _refuse_doubles(header)
    count = 0
    for count, _row in enumerate(under(), start=1):
        if count > limits.rows:
            raise too_many_rows(limits)
    return Table(header, Rows(under), count, encoding, delimiter, sheet)


def too_many_rows(limits: FileLimits) -> TableError:
    """That the table is longer than it may be."""
    told = _("The table has more than %(most)s rows. Divide it into several files.")
    return TableError(told % {"most": f"{limits.rows:,}".replace(",", "\u00a0")})


def no_header() -> TableError:
    """That no names of columns were found."""
    return TableError(_("The file has no header. The first row must hold the names of the columns."))


def _refuse_doubles(header: Sequence[str]) -> None:
    seen: set[str] = set()
    for name in header:
        same = re.sub(r"\s+", " ", name).casefold()
        if same and same in seen:
            told = _("More than one column is named “%(name)s”. Give each column a name of its own.")
            raise TableError(told % {"name": name})
        seen.add(same)
