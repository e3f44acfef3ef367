"""What a cell of statistics holds: a number, a mark that it is missing, and perhaps a flag."""

import math
import re
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from samspel.core.tables import CellError, as_decimal, as_text

MISSING = frozenset((":", "..", ".", "…", "na", "n/a", "n.a.", "nd", "null", "none"))
"""Marks of a value that is missing, not known or kept secret, in small letters."""

_FLAGGED = re.compile(r"(:|[-+]?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)\s*([a-z]{0,6})")
_SCIENTIFIC = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)?[eE][-+]?[0-9]{1,3}")
_NOT_A_NUMBER = frozenset(("nan", "#num!", "#div/0!", "#n/a", "#na", "#saknas!", "#division/0!", "#ogiltigt!"))
_INFINITE = frozenset(("inf", "+inf", "-inf", "infinity", "-infinity", "∞", "-∞"))


_PLAIN = re.compile(r"[-+]?[0-9]+([.,])[0-9]+")


def number(cell: Any, decimal: str = "") -> float | None:
    """The cell's number, None where it is empty or holds a mark of what is missing. CellError for anything else.

    `decimal` is the file's decimal mark, where it is known: without it 1.234 could be two numbers and is refused."""
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return _finite(float(cell))
    text = as_text(cell)
    if text is None:
        return None
    small = text.casefold()
    if small in _NOT_A_NUMBER or small in _INFINITE:
        raise CellError(text, _("a finite number, or an empty cell where it is not known"))
    if small in MISSING:
        return None
    if small in {"-", "–", "−"}:
        raise CellError(text, _("0 where there is nothing, or an empty cell where it is not known"))
    if _SCIENTIFIC.fullmatch(text) or ((plain := _PLAIN.fullmatch(text)) and plain[1] == decimal):
        return _finite(float(text.replace(",", ".")))
    value = as_decimal(cell if isinstance(cell, str) else text)
    return None if value is None else float(value)


def decimal_mark(cells: Iterable[Any]) -> str:
    """The mark that stands before decimals in some cell beyond doubt; empty where none does, or both do."""
    marks = set()
    for cell in cells:
        if isinstance(cell, str) and (plain := _PLAIN.fullmatch(cell.strip())):
            before, _mark, after = cell.strip().lstrip("+-").partition(plain[1])
            if len(after) != 3 or len(before) > 3 or before == "0":
                marks.add(plain[1])
    return marks.pop() if len(marks) == 1 else ""


def flagged(text: str) -> tuple[float | None, str]:
    """Number and flag of a Eurostat cell such as `45300 p`, `: c` or `12.5`. CellError for anything else."""
    found = _FLAGGED.fullmatch(text.strip())
    if text.strip() and found is None:
        raise CellError(text.strip(), _("a number or “:”, perhaps with a flag, such as “45300 p”"))
    if found is None:
        return None, ""
    return (None if found[1] == ":" else _finite(float(found[1]))), found[2]


def _finite(value: float) -> float:
    if math.isfinite(value):
        return value
    raise CellError(str(value), _("a finite number, or an empty cell where it is not known"))
