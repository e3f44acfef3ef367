"""What must hold between the values of a fact, and what follows from them. Pure, for form and import alike."""

import dataclasses
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

LARGEST = Decimal(10) ** 12
MOST_PEOPLE = 1_000_000
LONGEST = {"reference": 60, "title": 200, "purpose": 200, "counterpart": 200, "new_name": 200}
RESEARCH = frozenset({"university", "institute"})
_JSON = json.JSONEncoder(ensure_ascii=False, default=str)


class FaultCode(StrEnum):
    """What is wrong with a value; the words are in `labels.faults`."""

    OUTSIDE_PROGRAMME = "outside_programme"
    FUTURE = "future"
    END_BEFORE_START = "end_before_start"
    BELOW_ZERO = "below_zero"
    TOO_LARGE = "too_large"
    ONE_GENDER = "one_gender"
    FEWER_THAN_PARTS = "fewer_than_parts"
    NOBODY = "nobody"
    DECIMALS = "decimals"
    NOTHING = "nothing"
    COUNTRY = "country"
    TOO_LONG = "too_long"


@dataclass(frozen=True)
class FactFault:
    """A value that cannot be: of which field, and why. `limits` are what the words name, such as the longest length."""

    field: str
    code: FaultCode
    limits: Mapping[str, Any] = dataclasses.field(default_factory=dict)


def faults(data: Mapping[str, Any], starts_on: date, ends_on: date, today: date) -> list[FactFault]:
    """Everything wrong with the values together; fields a kind does not have are simply absent."""
    return [*_days(data, starts_on, ends_on, today), *_people(data), *_amounts(data), *_country(data), *_texts(data)]


def _days(data: Mapping[str, Any], starts_on: date, ends_on: date, today: date) -> list[FactFault]:
    on, until = data.get("occurred_on"), data.get("ends_on")
    if on is None:
        return []
    found = []
    if not starts_on <= on <= ends_on:
        limits = {"start": starts_on.isoformat(), "end": ends_on.isoformat()}
        found.append(FactFault("occurred_on", FaultCode.OUTSIDE_PROGRAMME, limits))
    elif on > today:
        found.append(FactFault("occurred_on", FaultCode.FUTURE))
    if until is not None and until < on:
        found.append(FactFault("ends_on", FaultCode.END_BEFORE_START))
    return found


def _people(data: Mapping[str, Any]) -> list[FactFault]:
    found = [FactFault(k, FaultCode.BELOW_ZERO) for k in _KEYS if _below_zero(data.get(k))]
    found += [FactFault(k, FaultCode.TOO_LARGE) for k in _KEYS if (data.get(k) or 0) > MOST_PEOPLE]
    women, men, people = (data.get(key) for key in ("women", "men", "people"))
    if found:
        return found
    if "people" in data and people is not None:
        if (women is None) != (men is None):
            found.append(FactFault("women" if women is None else "men", FaultCode.ONE_GENDER))
        elif women is not None and men is not None and women + men > people:
            found.append(FactFault("people", FaultCode.FEWER_THAN_PARTS))
    if "group" in data and women == 0 and men == 0:
        found.append(FactFault("women", FaultCode.NOBODY))
    return found


def _amounts(data: Mapping[str, Any]) -> list[FactFault]:
    found = []
    for key in ("hours", "amount", "matched_amount"):
        value = data.get(key)
        if value is None:
            continue
        if value < 0:
            found.append(FactFault(key, FaultCode.BELOW_ZERO))
        elif value >= (Decimal(100_000) if key == "hours" else LARGEST):
            found.append(FactFault(key, FaultCode.TOO_LARGE))
        elif value != value.quantize(Decimal("0.01")):
            found.append(FactFault(key, FaultCode.DECIMALS))
    if "purpose" in data and data.get("amount") == 0:
        found.append(FactFault("amount", FaultCode.NOTHING))
    return found


def _country(data: Mapping[str, Any]) -> list[FactFault]:
    code = data.get("country")
    if not code or (len(code) == 2 and code.isascii() and code.isalpha()):
        return []
    return [FactFault("country", FaultCode.COUNTRY)]


def _texts(data: Mapping[str, Any]) -> list[FactFault]:
    return [
        FactFault(key, FaultCode.TOO_LONG, {"most": most})
        for key, most in LONGEST.items()
        if isinstance(text := data.get(key), str) and len(text) > most
    ]


_KEYS = ("people", "women", "men")


def _below_zero(value: Any) -> bool:
    return value is not None and value < 0


def fingerprint(kind: str, programme_id: int, columns: Mapping[str, Any], members: tuple[int, ...] = ()) -> str:
    """A digest of what a fact says, the same however it came in; objects count by their keys. 32 hex digits."""
    told = {name: getattr(value, "pk", value) for name, value in columns.items() if value not in (None, "")}
    plain = {name: _as_text(value) for name, value in told.items()}
    content = _JSON.encode([kind, programme_id, sorted(plain.items()), sorted(members)])
    return hashlib.sha256(content.encode()).hexdigest()[:32]


def kind_is_research(members: Sequence[Any], kind: str) -> bool:
    """Whether a research organisation is among the organisations, other than by selling its services."""
    return kind != "purchase_of_services" and any(member.kind in RESEARCH for member in members)


def _as_text(value: Any) -> str:
    if hasattr(value, "normalize"):
        return format(value.normalize(), "f")
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
