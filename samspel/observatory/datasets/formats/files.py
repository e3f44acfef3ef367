"""Which format a file is of, by its name and its beginning."""

import gzip
import io
from pathlib import PurePath

from django.utils.translation import gettext as _

from samspel.observatory.datasets.formats.eurostat import is_eurostat, read_eurostat
from samspel.observatory.datasets.formats.jsonstat import read_jsonstat
from samspel.observatory.datasets.formats.source import DataSource, ReadingError
from samspel.observatory.datasets.formats.tables import read_table

ACCEPTED = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".txt", ".tsv", ".gz", ".json")
UNPACKED = 200_000_000
"""Bytes of a packed TSV file, at most, when it is unpacked."""


def read_source(content: bytes, filename: str, layout: str = "", value_column: str = "") -> DataSource:
    """The axes and cells of a file. ReadingError says in the user's words why there are none."""
    kind = PurePath(filename).suffix.casefold()
    if kind not in ACCEPTED:
        told = _(
            "“%(name)s” cannot be read. Bring Excel (.xlsx, .xls, .ods), .csv, Eurostat's .tsv or JSON-stat (.json)."
        )
        raise ReadingError(told % {"name": filename})
    if not content.strip():
        raise ReadingError(_("The file is empty."))
    if kind == ".gz":
        content, kind = _unpacked(content), PurePath(filename).with_suffix("").suffix.casefold()
        filename = str(PurePath(filename).with_suffix(""))
    if kind == ".json":
        return read_jsonstat(_text(content))
    if kind == ".tsv" and is_eurostat(content[:2000].decode("utf-8", "replace")):
        return read_eurostat(_text(content))
    return read_table(content, filename, layout, value_column)


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        told = _("The file is not in UTF-8: row %(line)s cannot be read. Save it again with the encoding UTF-8.")
        raise ReadingError(told % {"line": line}) from error


def _unpacked(content: bytes) -> bytes:
    try:
        with gzip.open(io.BytesIO(content)) as packed:
            unpacked = packed.read(UNPACKED + 1)
    except (OSError, EOFError, ValueError) as error:
        raise ReadingError(_("The packed file is damaged and cannot be opened.")) from error
    if len(unpacked) > UNPACKED:
        raise ReadingError(_("The file is too large when unpacked. Choose fewer series in the source."))
    return unpacked
