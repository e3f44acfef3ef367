"""How far the cells of a packed workbook reach, found before it is opened.

The reader sets aside room for the whole rectangle from the first cell to the last. One stray cell in the sheet's last
corner would have it ask for more memory than there is, which ends the process: no error can be caught.
"""

import re
import zipfile
from abc import ABC, abstractmethod
from collections.abc import Iterator
from xml.parsers import expat

_CHUNK = 1 << 20
_OVERLAP = 256

_FAR = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]{2,}[0-9]+|[A-Za-z]?[0-9]{6,})")
"""Rows and cells beyond column Z or row 99 999: in most workbooks there is none."""

_UNPLACED = re.compile(rb"<(?:\w+:)?c(?=[\s/>])(?!\s+r\s*=)(?=[\s\S]{16})")
"""Cells that do not begin by saying where they are; those cut off at the end of a chunk are seen in the next."""

_REPEATED = ("number-columns-repeated", "number-rows-repeated")


def extent(archive: zipfile.ZipFile, enough: int) -> tuple[int, int]:
    """Rows and columns of the sheet that reaches furthest; roughly, and exactly where it may be above `enough`."""
    furthest = (0, 0)
    for entry in archive.infolist():
        if entry.filename == "content.xml":
            reach = _OpenDocument().reach(archive, entry)
        elif "/worksheets/" in f"/{entry.filename.casefold()}" and not entry.filename.casefold().endswith(".rels"):
            rough = _rough(archive, entry)
            reach = rough if rough and rough[0] * rough[1] <= enough else _Sheet().reach(archive, entry)
        else:
            continue
        furthest = max(furthest, reach, key=lambda pair: pair[0] * pair[1])
    return furthest


def _rough(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> tuple[int, int] | None:
    """An upper bound, by looking at the bytes only; None where cells do not say their places."""
    rows, columns = 99_999, 26
    for chunk in _chunks(archive, entry):
        if _UNPLACED.search(chunk):
            return None
        for found in _FAR.findall(chunk):
            row, column = place(found.decode("ascii"))
            rows, columns = max(rows, row), max(columns, column)
    return rows, columns


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(entry) as file:
        tail = b""
        while part := file.read(_CHUNK):
            yield tail + part
            tail = part[-_OVERLAP:]


def place(reference: str) -> tuple[int, int]:
    """Row and column of a reference such as `B7`, from 1; 0 for what it does not say."""
    letters = reference.rstrip("0123456789").upper()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(reference[len(letters) :] or 0), column


class _Parsed(ABC):
    """A part of a workbook gone through by its elements, without keeping them."""

    def __init__(self) -> None:
        self.rows = self.columns = 0

    def reach(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> tuple[int, int]:
        """Rows and columns as far as something is held."""
        parser = expat.ParserCreate()
        parser.StartElementHandler = lambda name, about: self.begin(name.rpartition(":")[2], about)
        parser.EndElementHandler = lambda name: self.end(name.rpartition(":")[2])
        try:
            with archive.open(entry) as file:
                parser.ParseFile(file)
        except expat.ExpatError as error:
            raise ValueError("not well-formed") from error
        return self.rows, self.columns

    @abstractmethod
    def begin(self, name: str, about: dict[str, str]) -> None:
        """An element begins."""

    @abstractmethod
    def end(self, name: str) -> None:
        """An element ends."""


class _Sheet(_Parsed):
    """A sheet of an Excel workbook: a cell counts where it holds a value, not where it is only coloured."""

    row = column = 0

    def begin(self, name: str, about: dict[str, str]) -> None:
        if name == "row":
            self.row, self.column = int(about.get("r", self.row + 1)), 0
        elif name == "c":
            row, column = place(about.get("r", ""))
            self.row, self.column = row or self.row, column or self.column + 1
        elif name in ("v", "is", "f"):
            self.rows, self.columns = max(self.rows, self.row), max(self.columns, self.column)

    def end(self, name: str) -> None:
        pass


class _OpenDocument(_Parsed):
    """The sheets of an OpenDocument workbook, where rows and cells can be said to repeat."""

    row = column = width = repeats = cell_repeats = 0

    def begin(self, name: str, about: dict[str, str]) -> None:
        if name == "table":
            self.row = 0
        elif name == "table-row":
            self.column = self.width = 0
            self.repeats = _times(about, _REPEATED[1])
        elif name in ("table-cell", "covered-table-cell"):
            self.column += _times(about, _REPEATED[0])
            if any(key.endswith(("value-type", "formula")) for key in about):
                self.width = self.column
        elif name == "p" and self.repeats:
            self.width = self.column

    def end(self, name: str) -> None:
        if name == "table-row":
            self.row += self.repeats
            if self.width:
                self.rows, self.columns = max(self.rows, self.row), max(self.columns, self.width)
            self.repeats = 0


def _times(about: dict[str, str], key: str) -> int:
    return next((int(value) for name, value in about.items() if name.endswith(key)), 1)
