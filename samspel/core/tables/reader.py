"""A file that somebody brought, as a table: what kind of file it is, by its name and by its content."""

from pathlib import PurePath

from django.utils.translation import gettext as _

from samspel.core.tables.table import FileLimits, Table, TableError
from samspel.core.tables.text_files import read_text
from samspel.core.tables.workbooks import read_workbook

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
TEXTS = (".csv", ".tsv", ".txt")

_ZIP, _OLE = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"{\\rtf",
    b"<!doctype",
    b"<html",
    b"<?xml",
    b"II*\0",
    b"MM\0*",
)
_DEFAULT = FileLimits()


def read(content: bytes, filename: str, limits: FileLimits = _DEFAULT) -> Table:
    """The table in a workbook or text file; TableError says in the user's words why there is none.

    Rows are read as they are gone through. Formulas are never worked out: a cell holds the value that was saved."""
    kind = PurePath(filename).suffix.casefold()
    if kind not in WORKBOOKS + TEXTS:
        told = _("“%(name)s” is not a table. Bring an Excel file (.xlsx, .xlsm, .xls), .ods or .csv.")
        raise TableError(told % {"name": filename})
    if not content.strip():
        raise TableError(_("The file is empty."))
    if len(content) > limits.content:
        told = _("The file is larger than %(most)s MB. Divide it into several files.")
        raise TableError(told % {"most": f"{limits.content / 1_000_000:g}"})
    _same_kind(content, kind)
    return read_workbook(content, limits) if kind in WORKBOOKS else read_text(content, limits)


def _same_kind(content: bytes, kind: str) -> None:
    """Refuse a file whose first bytes are not of what its name says."""
    start = content[:64].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    other = start.startswith(tuple(mark.lower() for mark in _OTHERS))
    packed = content.startswith((_ZIP + b"\x03\x04", _ZIP + b"\x05\x06", _OLE))
    if kind in WORKBOOKS and not packed:
        told = _("The file is named %(kind)s but is not a workbook. Open it in Excel and save it as .xlsx.")
        raise TableError(told % {"kind": kind})
    if kind in TEXTS and (other or packed):
        told = _("The file is named %(kind)s but is not a text file with a table in it.")
        raise TableError(told % {"kind": kind})
