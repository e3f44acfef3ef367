"""The shipped tables: Sweden's 21 counties and 290 municipalities; other countries come with their programme."""

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class CountyRow:
    """A NUTS 3 region; `code` is the NUTS code."""

    code: str
    country: str
    national_code: str
    name_sv: str
    name_en: str
    short_sv: str
    nuts2: str


@dataclass(frozen=True)
class MunicipalityRow:
    """A local administrative unit; `code` is country + national code, `county` a NUTS 3 code."""

    code: str
    country: str
    lau_code: str
    name: str
    county: str


def read_counties(path: Path) -> tuple[CountyRow, ...]:
    """Counties from a CSV file with exactly the columns of CountyRow."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(CountyRow(**row) for row in csv.DictReader(file))


def read_municipalities(path: Path) -> tuple[MunicipalityRow, ...]:
    """Municipalities from a CSV file with exactly the columns of MunicipalityRow."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(MunicipalityRow(**row) for row in csv.DictReader(file))


@lru_cache
def counties() -> tuple[CountyRow, ...]:
    """Sweden's 21 counties."""
    return read_counties(DATA / "counties.csv")


@lru_cache
def municipalities() -> tuple[MunicipalityRow, ...]:
    """Sweden's 290 municipalities."""
    return read_municipalities(DATA / "municipalities.csv")
