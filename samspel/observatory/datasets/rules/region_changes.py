"""Codes of regions that came, went or moved, as data; and what that says of a code in a file.

A vocabulary is a version of NUTS or a year of municipalities. `valid_from` and `valid_to` are the first vocabularies
with and without the code. Pure.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from samspel.core.bilingual import in_language

DATA = Path(__file__).parents[2] / "data"
NUTS_VERSIONS = (2003, 2006, 2010, 2013, 2016, 2021, 2024)
IN_FORCE = {2003: 2003, 2006: 2008, 2010: 2012, 2013: 2015, 2016: 2018, 2021: 2021, 2024: 2024}
"""Version of NUTS → the first year its codes were to be used (Regulation (EC) No 1059/2003 and its amendments)."""

SCHEMES = {"nuts3": "nuts", "nuts2": "nuts", "lau": "lau"}


@dataclass(frozen=True)
class RegionChange:
    """A code that is not in every vocabulary. `exact`: the successor is the same territory, so recoding loses nothing;
    None where there is no successor."""

    code: str
    name: str
    valid_from: int | None
    valid_to: int | None
    successors: tuple[str, ...]
    exact: bool
    note_sv: str
    note_en: str

    @property
    def note(self) -> str:
        """What happened, in the reader's language."""
        return in_language(self.note_sv, self.note_en)

    def holds(self, vocabulary: int) -> bool:
        """Whether the code is of the vocabulary."""
        return (self.valid_from or 0) <= vocabulary and (self.valid_to is None or vocabulary < self.valid_to)


def read_changes(path: Path) -> dict[str, dict[str, RegionChange]]:
    """Scheme → code → change, from a CSV file as region_changes.csv."""
    found: dict[str, dict[str, RegionChange]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            found.setdefault(row["scheme"], {})[row["code"]] = RegionChange(
                row["code"],
                row["name"],
                int(row["valid_from"]) if row["valid_from"] else None,
                int(row["valid_to"]) if row["valid_to"] else None,
                tuple(row["successors"].split()),
                row["exact"] == "yes",
                row["note_sv"],
                row["note_en"],
            )
    return found


@lru_cache
def shipped() -> Mapping[str, Mapping[str, RegionChange]]:
    """The changes relevant to Sweden."""
    return read_changes(DATA / "region_changes.csv")


def of_level(level: str) -> Mapping[str, RegionChange]:
    """The changes of a level's codes; none for levels without a shared vocabulary."""
    return shipped().get(SCHEMES.get(level, ""), {})


def number(vocabulary: str, level: str) -> int:
    """The vocabulary as a number: NUTS 2021 is 2021. The newest where none is stated."""
    digits = "".join(filter(str.isdigit, vocabulary))[-4:]
    if digits:
        return int(digits)
    return NUTS_VERSIONS[-1] if SCHEMES.get(level) == "nuts" else 9999
