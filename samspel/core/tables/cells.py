"""A cell as text, and what is said of one that cannot be read."""

import math
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

_INVISIBLE = str.maketrans("", "", "\u200b\ufeff\u00ad")


class CellError(Exception):
    """What stood in the cell, and what should have, in the user's words."""

    def __init__(self, found: str, expected: str) -> None:
        self.found, self.expected = found, expected
        super().__init__(f"{found!r}: {expected}")


def as_text(cell: Any) -> str | None:
    """Text without spaces around it. A whole number loses its `.0`, so that a number used as a name stays one."""
    if isinstance(cell, str):
        return cell.translate(_INVISIBLE).strip() or None
    if cell is None:
        return None
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, int | float):
        return f"{exact(cell):f}" if math.isfinite(cell) else str(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def exact(number: float | int) -> Decimal:
    """A number from a spreadsheet without what binary fractions add: rounded to six decimals."""
    if isinstance(number, int):
        return Decimal(number)
    return Decimal(int(number)) if number.is_integer() else Decimal(repr(round(number, 6))) + 0
