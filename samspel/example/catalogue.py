"""The words and places the example is made of, from ecs.toml."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class University:
    """A research actor; `municipality` is a NUTS or municipality code."""

    number: str
    name: str
    municipality: str


@dataclass(frozen=True)
class Actor:
    """A real actor of the innovation system: (area, function) pairs and competences from the vocabulary."""

    name: str
    functions: list[tuple[str, str]]
    competences: list[str]
    kind: str = ""
    municipality: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Person:
    """Somebody who can sign in. `organisation` is the kind of organisation the person belongs to."""

    mailbox: str
    name: str
    role: str
    partner: str = ""
    area: str = ""
    organisation: str = ""


@dataclass(frozen=True)
class Planned:
    """An initiative: `activity` is 'track/code', `month` the programme's month it begins in, from 1."""

    title: str
    area: str
    activity: str
    partners: list[str]
    month: int
    lasts: int
    other_areas: tuple[str, ...] = ()


_DATA: dict[str, Any] = tomllib.loads((Path(__file__).parent / "ecs.toml").read_text(encoding="utf-8"))

HUBS: dict[str, int] = _DATA["hubs"]
NOT_REACHED: set[str] = set(_DATA["not_reached"])
SUPPORT_KINDS: list[str] = _DATA["support_kinds"]
VOUCHER_TEXTS: dict[str, list[str]] = _DATA["voucher_texts"]
UNIVERSITIES = [University(**row) for row in _DATA["universities"]]
PEOPLE = [Person(**row) for row in _DATA["people"]]
INITIATIVES = [Planned(**row) for row in _DATA["initiatives"]]
ACTORS = [Actor(**row) for row in _DATA["actors"]]
UNIVERSITY_FUNCTIONS = [Actor(**row) for row in _DATA["university_functions"]]
