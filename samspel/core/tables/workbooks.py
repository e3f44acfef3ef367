"""Workbooks: checked before they are opened, then read row by row."""

import io
import re
import zipfile
from collections.abc import Iterator
from functools import partial
from itertools import islice

from django.utils.translation import gettext as _
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from samspel.core.tables.extent import extent
from samspel.core.tables.table import SEARCHED, FileLimits, Row, Table, TableError, build, header_line, no_header
from samspel.core.tables.table import too_many_rows as too_many

_PANICKED = "PanicException"
"""What a fault inside the reader arrives as; it is no Exception."""


def read_workbook(content: bytes, limits: FileLimits) -> Table:
    """The table in the first visible sheet that has a header."""
    if content.startswith(b"PK"):
        _check_archive(content, limits)
    else:
        _check_compound(content)
    try:
        return _first_table(load_workbook(io.BytesIO(content)), limits)
    except PasswordError as error:
        raise _protected() from error
    except TableError:
        raise
    except CalamineError as error:
        raise _damaged() from error
    except BaseException as error:
        if type(error).__name__ == _PANICKED:
            raise _damaged() from error
        raise


def _first_table(book: CalamineWorkbook, limits: FileLimits) -> Table:
    for number, about in enumerate(book.sheets_metadata):
        if about.typ is not SheetTypeEnum.WorkSheet or about.visible is not SheetVisibleEnum.Visible:
            continue
        sheet = book.get_sheet_by_index(number)
        if sheet.start is None:
            continue
        line = header_line(list(islice(_rows(sheet), sheet.start[0] + SEARCHED))[sheet.start[0] :])
        if line is not None:
            if sheet.total_height - line > 2 * limits.rows:
                raise too_many(limits)
            return build(partial(_rows, sheet), line, limits, sheet=about.name)
    raise no_header()


def _rows(sheet: CalamineSheet) -> Iterator[Row]:
    """All rows from the sheet's first on, empty ones too: the number is the one at the edge of the spreadsheet."""
    yield from enumerate(sheet.iter_rows(), start=1)


def _check_archive(content: bytes, limits: FileLimits) -> None:
    """Refuse what is no workbook, what would swell when unpacked, and what spans more cells than memory should hold."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise _damaged() from error
    with archive:
        names = archive.namelist()
        if not any(re.match(r"/?xl/", name, re.IGNORECASE) for name in names) and "content.xml" not in names:
            raise TableError(_("The file is not a workbook. Open it in Excel and save it as .xlsx."))
        if any(name.casefold().endswith("workbook.bin") for name in names):
            raise TableError(_("Binary workbooks (.xlsb) cannot be read. Open the file in Excel and save it as .xlsx."))
        if sum(entry.file_size for entry in archive.infolist()) > limits.unpacked:
            raise TableError(_("The workbook is too large when unpacked. Divide it into several files."))
        try:
            rows, columns = extent(archive, limits.cells)
        except Exception as error:  # whatever zip, its compressions and XML make of bytes that are wrong
            raise _damaged() from error
    if rows * columns > limits.cells:
        told = _(
            "A sheet has cells as far as row %(row)s and column %(column)s, which is more than can be read. "
            "Delete what lies outside the table."
        )
        raise TableError(told % {"row": rows, "column": columns})


def _check_compound(content: bytes) -> None:
    """Old Office files and protected new ones share a container: tell them apart by the names in it."""
    if _named(content, "EncryptedPackage"):
        raise _protected()
    if not (_named(content, "Workbook") or _named(content, "Book")):
        raise TableError(_("The file is not a workbook. Open it in Excel and save it as .xlsx."))


def _named(content: bytes, name: str) -> bool:
    return name.encode("utf-16-le") in content


def _protected() -> TableError:
    return TableError(_("The workbook is protected by a password. Remove the password and save it again."))


def _damaged() -> TableError:
    return TableError(_("The workbook is damaged and cannot be opened. Open it in Excel and save it again as .xlsx."))
