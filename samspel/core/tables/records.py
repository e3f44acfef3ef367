"""Rows of a table as records: a value for each field, and what is wrong, said for those who put it right."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from samspel.core.tables.mapping import Field, missing
from samspel.core.tables.table import Table, TableError, blank
from samspel.core.tables.values import CellError, ChoiceWords, as_boolean, as_date, as_decimal, as_integer, as_text

_REMEMBERED = 10_000
"""Texts kept per column with what they mean: most columns say the same few things over and over."""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One thing to put right: where, what stood there and what should have."""

    line: int
    column_name: str
    found: str
    expected: str
    message: str


@dataclass(slots=True)
class TableRecord:
    """What a row says. A field that is empty, wrong or without column is None; `problems` say which are wrong."""

    line: int
    values: dict[str, Any]
    problems: list[RowProblem] = field(default_factory=list)


Told = tuple[Any, CellError | None]


def parse(table: Table, fields: Sequence[Field], columns: Mapping[str, int]) -> Iterator[TableRecord]:
    """A record for each row, one at a time. `columns` tells where each field is, as `suggest` does.

    A required field without a column is a TableError, at once rather than for every row."""
    if absent := missing(fields, columns):
        told = _("No column is chosen for %(names)s.")
        raise TableError(told % {"names": ", ".join(f"“{wanted.name}”" for wanted in absent)})
    return _records(table, [_Column(wanted, table, columns.get(wanted.key)) for wanted in fields])


class _Column:
    """A field's column: where it is, and what its texts were found to mean."""

    def __init__(self, wanted: Field, table: Table, at: int | None) -> None:
        width = len(table.header)
        self.key, self.required = wanted.key, wanted.required
        self.at = at if at is not None and 0 <= at < width else -1
        self.name = (table.header[self.at] if self.at >= 0 else "") or wanted.name
        self.read = _reader(wanted)
        self.known: dict[str, Told] = {}

    def tell(self, cell: Any) -> Told:
        """The cell's value or error, remembered where it is a text."""
        if type(cell) is not str:
            return self._told(cell)
        if len(self.known) >= _REMEMBERED:
            self.known.clear()
        told = self.known[cell] = self._told(cell)
        return told

    def _told(self, cell: Any) -> Told:
        try:
            value = self.read(cell)
        except CellError as error:
            return None, error
        return value, CellError("", _("a value")) if value is None and self.required else None

    def problem(self, line: int, error: CellError) -> RowProblem:
        """The error as a problem of a row."""
        about = {"column": self.name, "found": _short(error.found), "expected": error.expected}
        if error.found:
            message = _("“%(column)s” holds “%(found)s”, not %(expected)s.") % about
        else:
            message = _("“%(column)s” is empty and must be filled in.") % about
        return RowProblem(line, self.name, error.found, error.expected, message)


def _reader(wanted: Field) -> Callable[[Any], Any]:
    if wanted.kind == "choice":
        return ChoiceWords(wanted.choices).of
    readers: dict[str, Callable[[Any], Any]] = {
        "text": as_text,
        "date": as_date,
        "decimal": as_decimal,
        "integer": as_integer,
        "boolean": as_boolean,
    }
    return readers[wanted.kind]


def _records(table: Table, columns: Sequence[_Column]) -> Iterator[TableRecord]:
    width = len(table.header)
    used = [(column.key, column.at, column.known, column) for column in columns if column.at >= 0]
    empty: dict[str, Any] = {column.key: None for column in columns}
    for line, cells in table.rows:
        values, problems = empty.copy(), []
        for key, at, known, column in used:
            cell = cells[at]
            # A text seen before is by far the most common case.
            told = known.get(cell) if type(cell) is str else None
            value, error = told or column.tell(cell)
            if error is None:
                values[key] = value
            else:
                problems.append(column.problem(line, error))
        if len(cells) > width and not blank(cells[width:]):
            problems.append(_too_wide(line, cells[width:]))
        yield TableRecord(line, values, problems)


def _too_wide(line: int, over: Sequence[Any]) -> RowProblem:
    """That a row goes on after the last column: most often an unquoted delimiter within a text, so all is shifted."""
    found = ", ".join(text for cell in over if (text := as_text(cell)))
    told = _(
        "The row has more cells than the header has names. Put quotation marks around texts with “,” or “;” in them."
    )
    return RowProblem(line, "", found, _("as many cells as the header has"), told)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:79]}…"
