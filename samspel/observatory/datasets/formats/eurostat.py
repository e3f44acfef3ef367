"""Eurostat's TSV: `freq,unit,geo\\TIME_PERIOD`, a column for each period, `:` for what is missing, and flags."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from samspel.observatory.datasets.formats.source import LISTED, Axis, DataSource, FileCell, ReadingError

HEAD = re.compile(r"[A-Za-z0-9_,]+\\[A-Za-z0-9_]+\s*\t")
ROLES = {"geo": "region", "nace_r2": "activity", "time": "year", "time_period": "year"}


def is_eurostat(text: str) -> bool:
    """Whether the file begins as Eurostat's do."""
    return HEAD.match(text[:2000].lstrip("\ufeff")) is not None


def read_eurostat(text: str) -> DataSource:
    """The source in the text of a TSV file. ReadingError where a row does not fit the header."""
    head, *lines = text.lstrip("\ufeff").splitlines()
    first, *periods = head.split("\t")
    before, _backslash, across = first.partition("\\")
    names = [name.strip() for name in before.split(",")]
    columns = [period.strip() for period in periods]
    if len(set(columns)) < len(columns):
        raise ReadingError(_("The file names the same period twice in its first row."))
    members: list[dict[str, str]] = [{} for _name in names]
    for number, line in enumerate(lines, start=2):
        if not line.strip():
            continue
        keys = line.split("\t", 1)[0].split(",")
        if len(keys) != len(names):
            told = _("Row %(line)s begins with %(found)s codes; expected %(expected)s: %(names)s.")
            words = {"line": number, "found": len(keys), "expected": len(names), "names": ", ".join(names)}
            raise ReadingError(told % words)
        for known, key in zip(members, keys, strict=True):
            known.setdefault(key.strip(), "")
    axes = [
        Axis(name, name, known if len(known) <= LISTED else {}, ROLES.get(name.casefold(), ""))
        for name, known in zip(names, members, strict=True)
    ]
    across = across.strip()
    axes.append(Axis(across, across, dict.fromkeys(columns, ""), ROLES.get(across.casefold(), "")))
    return DataSource("eurostat", axes, lambda: _cells(lines, columns))


def _cells(lines: list[str], columns: list[str]) -> Iterator[FileCell]:
    for number, line in enumerate(lines, start=2):
        if not line.strip():
            continue
        keys, *values = line.split("\t")
        at = tuple(key.strip() for key in keys.split(","))
        for column, value in zip(columns, values, strict=False):
            yield FileCell(number, column, (*at, column), value)
