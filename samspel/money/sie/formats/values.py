"""Amounts and dates from texts: as the standard has them, and as some programs write them."""

import re
from datetime import date
from decimal import Decimal

_AMOUNT = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,2})?")
_LOOSE_AMOUNT = re.compile(r"[+-]?(?:[0-9]{1,18}(?:\.[0-9]{0,8})?|\.[0-9]{1,8})")
_SPACES = re.compile(r"[\s'\u2019]+")
_DATE = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_LOOSE_DATE = re.compile(r"\s*([0-9]{4})([-/.]?)([0-9]{1,2})\2([0-9]{1,2})\s*")
_PERIOD = re.compile(r"[0-9]{4}(?:0[1-9]|1[0-2])")
_INTEGER = re.compile(r"-?[0-9]{1,4}")


def amount(text: str) -> tuple[Decimal | None, bool]:
    """The amount, and whether it is written as the standard says. None where there is none to be read.

    Otherwise: decimal comma, spaces between thousands, a plus, the minus last, more or fewer decimals."""
    if _AMOUNT.fullmatch(text):
        return Decimal(text), True
    loose = _SPACES.sub("", text).replace("−", "-")
    if loose.endswith("-") and not loose.startswith("-"):
        loose = "-" + loose[:-1]
    if "," in loose and "." in loose:
        thousands, decimals = (",", ".") if loose.rindex(".") > loose.rindex(",") else (".", ",")
        loose = loose.replace(thousands, "").replace(decimals, ".")
    loose = loose.replace(",", ".")
    return (Decimal(loose), False) if _LOOSE_AMOUNT.fullmatch(loose) else (None, False)


def day(text: str) -> tuple[date | None, bool]:
    """The date, and whether it is written as the standard says, YYYYMMDD. An empty text is rightly no date."""
    if not text:
        return None, True
    found = _DATE.fullmatch(text)
    usual = found is not None
    if found:
        parts = found.groups()
    elif loose := _LOOSE_DATE.fullmatch(text):
        parts = (loose[1], loose[3], loose[4])
    else:
        return None, False
    try:
        return date(int(parts[0]), int(parts[1]), int(parts[2])), usual
    except ValueError:
        return None, False


def period(text: str) -> str:
    """A month as YYYYMM, or an empty text."""
    return text if _PERIOD.fullmatch(text) else ""


def integer(text: str) -> int | None:
    """A small whole number, such as that of a year."""
    return int(text) if _INTEGER.fullmatch(text) else None


def dimension(text: str) -> str:
    """The number of a dimension without zeros before it."""
    return text.lstrip("0") or "0" if text.isascii() and text.isdigit() else text
