"""What must hold between the values of a fact. Pure: values in, faults out, for form and import alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

LARGEST = Decimal(10) ** 12
MOST_PEOPLE = 1_000_000
LONGEST = {"reference": 60, "title": 200, "purpose": 200, "counterpart": 200, "new_name": 200}


@dataclass(frozen=True)
class Fault:
    """A value that cannot stand: of which field, and why, in the user's language."""

    field: str
    message: str


def faults(data: Mapping[str, Any], starts_on: date, ends_on: date, today: date) -> list[Fault]:
    """Everything wrong with the values together; fields a kind does not have are simply absent."""
    return [*_days(data, starts_on, ends_on, today), *_people(data), *_amounts(data), *_country(data), *_texts(data)]


def _days(data: Mapping[str, Any], starts_on: date, ends_on: date, today: date) -> list[Fault]:
    on, until = data.get("occurred_on"), data.get("ends_on")
    if on is None:
        return []
    found = []
    if not starts_on <= on <= ends_on:
        limits = {"start": starts_on.isoformat(), "end": ends_on.isoformat()}
        found.append(Fault("occurred_on", _("Give a day in the programme's time, %(start)s to %(end)s.") % limits))
    elif on > today:
        found.append(Fault("occurred_on", _("The day has not come yet. Give today or an earlier day.")))
    if until is not None and until < on:
        found.append(Fault("ends_on", _("The last day is before the first. Give the same day or a later one.")))
    return found


def _people(data: Mapping[str, Any]) -> list[Fault]:
    found = [Fault(k, _("Give a number that is not below zero.")) for k in _KEYS if _below_zero(data.get(k))]
    found += [Fault(k, _("The number is too large.")) for k in _KEYS if (data.get(k) or 0) > MOST_PEOPLE]
    women, men, people = (data.get(key) for key in ("women", "men", "people"))
    if found:
        return found
    if "people" in data and people is not None:
        if (women is None) != (men is None):
            found.append(Fault("women" if women is None else "men", _("Give both women and men, or neither.")))
        elif women is not None and men is not None and women + men > people:
            found.append(Fault("people", _("The number is smaller than women and men together.")))
    if "group" in data and women == 0 and men == 0:
        found.append(Fault("women", _("Give at least one person.")))
    return found


def _amounts(data: Mapping[str, Any]) -> list[Fault]:
    found = []
    for key in ("hours", "amount", "matched_amount"):
        value = data.get(key)
        if value is None:
            continue
        if value < 0:
            found.append(Fault(key, _("Give a number that is not below zero.")))
        elif value >= (Decimal(100_000) if key == "hours" else LARGEST):
            found.append(Fault(key, _("The number is too large.")))
        elif value != value.quantize(Decimal("0.01")):
            found.append(Fault(key, _("Give at most two decimals.")))
    if "purpose" in data and data.get("amount") == 0:
        found.append(Fault("amount", _("Give an amount above zero.")))
    return found


def _country(data: Mapping[str, Any]) -> list[Fault]:
    code = data.get("country")
    if not code or (len(code) == 2 and code.isascii() and code.isalpha()):
        return []
    return [Fault("country", _("Give a country code of two letters, such as FI."))]


def _texts(data: Mapping[str, Any]) -> list[Fault]:
    message = _("The text is longer than %(most)s characters.")
    return [
        Fault(key, message % {"most": most})
        for key, most in LONGEST.items()
        if isinstance(text := data.get(key), str) and len(text) > most
    ]


_KEYS = ("people", "women", "men")


def _below_zero(value: Any) -> bool:
    return value is not None and value < 0
