"""Excel and text tables, PxWeb's too: one value per row, a column for each year, or a column for each activity."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from samspel.core.tables import Field, FileLimits, Table, TableError, as_text, read, suggest
from samspel.core.tables.values import as_decimal
from samspel.observatory.datasets.formats.source import LISTED, Axis, DataSource, FileCell, ReadingError

LONG, YEARS, ACTIVITIES = "long", "years", "activities"
ACROSS_YEAR, ACROSS_CONTENT, ACROSS_ACTIVITY = "(year)", "(content)", "(activity)"
LIMITS = FileLimits(rows=500_000)
_YEAR = re.compile(r"(?!.*(?:sni|nace|nuts|lau)\W*[0-9]{4}$)(.*?)[\s,_-]*((?:19|20)[0-9]{2})", re.IGNORECASE)
"""A column's name that ends with a year; the 2007 of “SNI 2007” is none."""

_LOOKED_AT = 50

ROLE_FIELDS = (
    Field("region", "region", ("geo", "län", "kommun", "county", "municipality", "regionkod", "region code", "lau",
                               "nuts", "länskod", "kommunkod", "nuts 3", "partner")),
    Field("activity", "activity", ("nace", "nace_r2", "sni", "sni 2007", "näringsgren", "näringsgren sni 2007",
                                   "bransch", "industry", "division", "cpc", "verksamhet", "variable", "variabel",
                                   "aktivitet", "nace rev. 2", "activity code")),
    Field("year", "year", ("år", "time", "time_period", "period", "årtal", "tid")),
    Field("value", "value", ("värde", "obs_value", "antal", "belopp", "amount", "employment", "sysselsatta",
                             "anställda", "number", "values", "employees")),
    Field("flag", "flag", ("obs_flag", "obs_status", "flagga", "status", "flags")),
)  # fmt: skip


def read_table(content: bytes, filename: str, layout: str = "", value_column: str = "") -> DataSource:
    """The source in a table. The layout and the value's column are found out where they are not given."""
    try:
        table = read(content, filename, LIMITS)
    except TableError as error:
        raise ReadingError(error.message) from error
    columns = suggest(ROLE_FIELDS, table.header)
    layout = layout or _layout(table, columns)
    if layout == LONG:
        return _long(table, columns, value_column)
    across = {at: found for at, name in enumerate(table.header) if (found := _YEAR.fullmatch(name))}
    if layout == YEARS:
        return _by_year(table, columns, {at: (found[1].strip(), found[2]) for at, found in across.items()})
    return _by_activity(table, columns)


def _layout(table: Table, columns: dict[str, int]) -> str:
    if any(_YEAR.fullmatch(name) for name in table.header):
        return YEARS
    if "value" in columns or "activity" in columns:
        return LONG
    return ACTIVITIES if len(_numeric(table, columns)) > 1 else LONG


def _numeric(table: Table, columns: dict[str, int]) -> list[int]:
    """Columns without a role that hold numbers wherever they hold anything, in the first rows."""
    taken = {columns[key] for key in ("region", "activity", "year", "flag") if key in columns}
    left = [at for at, name in enumerate(table.header) if at not in taken and name]
    for number, (_line, cells) in enumerate(table.rows):
        if number == _LOOKED_AT:
            break
        left = [at for at in left if _is_number(cells[at])]
    return left


def _is_number(cell: Any) -> bool:
    if isinstance(cell, float | int):
        return True
    try:
        as_decimal(cell)
    except Exception:
        return as_text(cell) in {":", "..", "."}
    return True


def _long(table: Table, columns: dict[str, int], chosen: str) -> DataSource:
    if chosen in table.header:
        value = table.header.index(chosen)
    elif "value" in columns:
        value = columns["value"]
    else:
        numeric = _numeric(table, columns)
        if not numeric:
            raise ReadingError(_("No column of the file holds numbers. Expected a column with the values."))
        value = numeric[-1]
    flag = columns.get("flag")
    by = [at for at, name in enumerate(table.header) if at not in {value, flag} and name]
    axes = _axes(table, by)

    def cells() -> Iterator[FileCell]:
        name = table.header[value]
        for line, row in table.rows:
            mark = as_text(row[flag]) if flag is not None else ""
            yield FileCell(line, name, tuple(row[at] for at in by), row[value], mark or "")

    return DataSource("table", _roled(axes, columns, by), cells, table.header, LONG, table.header[value])


def _by_year(table: Table, columns: dict[str, int], across: dict[int, tuple[str, str]]) -> DataSource:
    """A column for each year, perhaps of several contents: “Employees 2014”, “Firms 2014”."""
    if not across:
        raise ReadingError(_("No column of the file is named by a year, such as 2014."))
    by = [at for at, name in enumerate(table.header) if at not in across and name]
    contents = list(dict.fromkeys(content for content, _year in across.values()))
    axes = list(_roled(_axes(table, by), columns, by))
    if len(contents) > 1:
        axes.append(Axis(ACROSS_CONTENT, _("Content of the columns"), dict.fromkeys(contents, "")))
    axes.append(
        Axis(ACROSS_YEAR, _("Year of the columns"), dict.fromkeys((y for _c, y in across.values()), ""), "year")
    )

    def cells() -> Iterator[FileCell]:
        places = [
            (at, table.header[at], (content, year) if len(contents) > 1 else (year,))
            for at, (content, year) in across.items()
        ]
        for line, row in table.rows:
            own = tuple(row[at] for at in by)
            for at, name, ends in places:
                yield FileCell(line, name, own + ends, row[at])

    return DataSource("table", axes, cells, table.header, YEARS)


def _by_activity(table: Table, columns: dict[str, int]) -> DataSource:
    """A column for each activity or variable, beside those of region and year."""
    by = sorted({columns[key] for key in ("region", "year") if key in columns})
    if "region" not in columns:
        raise ReadingError(_("No column of the file is named as a region. Name the regions' column “Region”."))
    across = [at for at, name in enumerate(table.header) if at not in by and name]
    axes = list(_roled(_axes(table, by), columns, by))
    name = _("Activity of the columns")
    axes.append(Axis(ACROSS_ACTIVITY, name, {table.header[at]: "" for at in across}, "activity"))

    def cells() -> Iterator[FileCell]:
        for line, row in table.rows:
            own = tuple(row[at] for at in by)
            for at in across:
                yield FileCell(line, table.header[at], (*own, table.header[at]), row[at])

    return DataSource("table", axes, cells, table.header, ACTIVITIES)


def _axes(table: Table, by: Sequence[int]) -> list[Axis]:
    """The columns as axes, with their members where these are few."""
    members: list[dict[str, str] | None] = [{} for _at in by]
    for _line, row in table.rows:
        for place, at in enumerate(by):
            known = members[place]
            if known is None:
                continue
            if (text := as_text(row[at])) is not None:
                known.setdefault(text, "")
            if len(known) > LISTED:
                members[place] = None
    return [Axis(table.header[at], table.header[at], members[place] or {}) for place, at in enumerate(by)]


def _roled(axes: Sequence[Axis], columns: dict[str, int], by: Sequence[int]) -> Sequence[Axis]:
    """The axes with the roles their names suggest."""
    roles = {columns[key]: key for key in ("region", "activity", "year") if key in columns}
    return [Axis(axis.key, axis.name, axis.members, roles.get(at, "")) for axis, at in zip(axes, by, strict=True)]
