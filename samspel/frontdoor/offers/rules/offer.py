"""What is true of an offer on a day, and what may be said of one. Plain values only."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

TRUE_FOR = timedelta(days=365)
ASK_AGAIN = timedelta(days=30)
LONGEST_CODE = 60

State = Literal["in_force", "coming", "past", "withdrawn"]


@dataclass(frozen=True)
class OfferFault:
    """What is wrong with a field: a key of OFFER_FAULTS in the labels."""

    field: str
    key: str


def state_of(valid_from: date, valid_to: date | None, withdrawn_on: date | None, day: date) -> State:
    """Whether the offer is given on the day. `valid_to` is its last day; it is withdrawn from the day it was."""
    if withdrawn_on is not None and withdrawn_on <= day:
        return "withdrawn"
    if valid_to is not None and day > valid_to:
        return "past"
    return "coming" if day < valid_from else "in_force"


def is_stale(confirmed_on: date, day: date) -> bool:
    """Whether nobody has said for over a year that the offer is true."""
    return day - confirmed_on > TRUE_FOR


def is_to_be_asked(confirmed_on: date, asked_on: date | None, day: date) -> bool:
    """Whether its owner is to be asked (again) whether it is still true: when it is stale, and once a month."""
    return is_stale(confirmed_on, day) and (asked_on is None or asked_on <= confirmed_on or day - asked_on >= ASK_AGAIN)


def faults(values: Mapping[str, Any]) -> list[OfferFault]:
    """What cannot be: technology readiness outside 1 to 9 or upside down, an end before the start."""
    found = []
    low, high = values.get("trl_low"), values.get("trl_high")
    for field, level in (("trl_low", low), ("trl_high", high)):
        if level is not None and not 1 <= level <= 9:
            found.append(OfferFault(field, "no_level"))
    if (low is None) != (high is None):
        field = "trl_low" if low is None else "trl_high"
        found.append(OfferFault(field, "one_level"))
    elif low is not None and high is not None and high < low:
        found.append(OfferFault("trl_high", "levels_reversed"))
    first, last = values.get("valid_from"), values.get("valid_to")
    if first and last and last < first:
        found.append(OfferFault("valid_to", "days_reversed"))
    return found


def code_for(title: str, taken: Collection[str]) -> str:
    """A name for addresses made of the title, unlike those taken."""
    plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[: LONGEST_CODE - 5].rstrip("-") or "offer"
    code, number = stem, 2
    while code in taken:
        code, number = f"{stem}-{number}", number + 1
    return code
