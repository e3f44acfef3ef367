"""Numbers."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from samspel.programme.folder.formats.field_kinds.wrong_values import of_wrong_type
from samspel.programme.folder.formats.problems import Spot


@dataclass(frozen=True)
class Number:
    """A decimal number with at most `places` decimals, as a number or a text; not below zero."""

    places: int = 2
    digits: int = 15

    def read(self, raw: Any, at: Spot) -> Decimal | None:
        """The number, with exactly `places` decimals."""
        value = as_decimal(raw)
        if value is None:
            return of_wrong_type(raw, _("a number"), at)
        return fitting(value, self.places, self.digits, at)


@dataclass(frozen=True)
class Whole:
    """A whole number within limits."""

    least: int
    most: int

    def read(self, raw: Any, at: Spot) -> int | None:
        """The number."""
        if isinstance(raw, int) and not isinstance(raw, bool) and self.least <= raw <= self.most:
            return raw
        expected = _("a whole number from %(least)d to %(most)d") % {"least": self.least, "most": self.most}
        return of_wrong_type(raw, expected, at)


def as_decimal(raw: Any) -> Decimal | None:
    """A number, or a text with one: spaces between thousands, decimal comma or point. None: not a number."""
    if isinstance(raw, bool):
        return None
    if isinstance(raw, int | Decimal):
        return Decimal(raw) if Decimal(raw).is_finite() else None
    if not isinstance(raw, str):
        return None
    text = re.sub(r"\s", "", raw).replace("−", "-").replace(",", ".")
    return Decimal(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else None


def fitting(value: Decimal, places: int, digits: int, at: Spot) -> Decimal | None:
    """The value with exactly `places` decimals, if nothing is lost by it and it is not below zero."""
    if value < 0:
        message = _("%(field)s is %(found)s; it cannot be below zero.")
    elif abs(value) >= 10 ** (digits - places):
        message = _("%(field)s is %(found)s; that is too large a number.")
    elif value != (rounded := value.quantize(Decimal(1).scaleb(-places))):
        message = _("%(field)s is %(found)s; at most %(places)d decimals are kept.")
    else:
        return rounded
    at.wrong(message % {"field": at.field, "found": value, "places": places}, value)
    return None
