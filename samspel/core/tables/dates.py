"""A cell as a date."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _

from samspel.core.tables.cells import CellError, as_text

_EPOCH = date(1899, 12, 30)
_SERIALS = range(18_264, 73_051)
"""Excel's days that are read as dates: 1950 to 2099. `190305` is not one of them, and is read as digits of a date."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januari january",
            "feb febr februari february",
            "mar mars march",
            "apr april",
            "maj may",
            "jun juni june",
            "jul juli july",
            "aug augusti august",
            "sep sept september",
            "okt oct oktober october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}

_CLOCK = re.compile(r"[T ]+[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2}(?:[.,][0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?$")
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_DIGITS = re.compile(r"((?:[0-9]{2})?[0-9]{2})([0-9]{2})([0-9]{2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})(?:\.([0-9]{1,2})\.|/([0-9]{1,2})[ -]+)([0-9]{4})")
_UNSAID = re.compile(r"([0-9]{1,2})([-/])([0-9]{1,2})\2([0-9]{4})")
_DAY_MONTH = re.compile(r"(?:den )?([0-9]{1,2})(?::?[ea]|st|nd|rd|th|\.)?[ -]([a-z]+)\.?,?[ -]([0-9]{4})")
_MONTH_DAY = re.compile(r"([a-z]+)\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})")


def as_date(cell: Any) -> date | None:
    """A date cell, a number of days as Excel counts them, or a text that says one date only.

    Read are `2019-03-05` with or without a time, `20190305`, `190305`, `5/3 2019`, `5.3.2019`, `5 mars 2019`,
    `March 5, 2019`. `03/04/2019` is refused as it is two dates; `25/12/2019` and `4/4/2019` are only one each."""
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return _within(cell, cell.isoformat())
    if isinstance(cell, bool | time | timedelta):
        raise CellError(as_text(cell) or "", _expected())
    text = as_text(int(cell) if isinstance(cell, float) and 0 < cell < 10**8 else cell)
    return None if text is None else _within(_said(text), text)


def _within(day: date | None, found: str) -> date:
    """The date where there is one and its year is of our time."""
    if day is None or not 1900 <= day.year <= 2199:
        raise CellError(found, _expected())
    return day


def _expected() -> str:
    return _("a date as year-month-day, such as 2019-03-05")


def _said(text: str) -> date | None:
    text = " ".join(_CLOCK.sub("", text).split()).casefold()
    if re.fullmatch("[0-9]{5}", text):
        return _EPOCH + timedelta(days=int(text)) if int(text) in _SERIALS else None
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(found[1], found[3], found[4])
    if found := _DIGITS.fullmatch(text):
        return _day(*found.groups())
    if found := _DAY_FIRST.fullmatch(text):
        return _day(found[4], found[2] or found[3], found[1])
    if found := _UNSAID.fullmatch(text):
        return _only(found[4], found[1], found[3], text)
    if found := _DAY_MONTH.fullmatch(text):
        return _day(found[3], _MONTHS.get(found[2], 0), found[1])
    if found := _MONTH_DAY.fullmatch(text):
        return _day(found[3], _MONTHS.get(found[1], 0), found[2])
    return None


def _only(year: str, one: str, other: str, text: str) -> date | None:
    """The date that two numbers and a year make whichever of them is the month; refused where they make two."""
    made = {_day(year, one, other), _day(year, other, one)} - {None}
    if len(made) > 1:
        told = _("a date as year-month-day, such as %(one)s or %(other)s: which is the month cannot be told")
        one_day, other_day = sorted(day.isoformat() for day in made if day)
        raise CellError(text, told % {"one": one_day, "other": other_day})
    return made.pop() if made else None


def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    """A date; two digits of year are of 1970 to 2069."""
    number = int(year)
    if len(str(year)) == 2:
        number += 1900 if number >= 70 else 2000
    try:
        return date(number, int(month), int(day))
    except ValueError:
        return None
