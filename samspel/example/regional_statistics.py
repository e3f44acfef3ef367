"""The example's statistics as plain values: employed by county, division and year, and variables to compare by.

Deterministic, no database: invented, with the sizes and strengths that evidence.toml gives.
"""

import random
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

SEED = 20140101
YEARS = range(2014, 2020)
SPREAD = 0.18
"""How much a division's size in a county strays from its share, as the standard deviation of its logarithm."""

Key = tuple[int, str, str]
"""Year, county, division or variable."""


@dataclass(frozen=True)
class Variable:
    """Something that regions are compared by."""

    code: str
    name_sv: str
    name_en: str


@lru_cache
def _given() -> dict[str, Any]:
    with (Path(__file__).parent / "evidence.toml").open("rb") as file:
        return tomllib.load(file)


def employment() -> dict[Key, int]:
    """Employed people: every county, division and year, also where there are none."""
    given = _given()
    chance = random.Random(SEED)  # noqa: S311 - not for security
    found: dict[Key, int] = {}
    for county, about in given["counties"].items():
        weights = {
            division: share * about["more"].get(division, 1.0) * chance.lognormvariate(0, SPREAD)
            for division, (share, _growth) in given["shares"].items()
        }
        whole = sum(weights.values())
        for division, weight in weights.items():
            size = 1000 * about["employed"] * weight / whole
            growth = (about["growth"] + given["shares"][division][1]) / 200 + chance.gauss(0, 0.006)
            for year in YEARS:
                grown = size * (1 + growth) ** (year - YEARS[0])
                found[year, county, division] = round(grown * (1 + chance.gauss(0, 0.008)))
    return found


def structure() -> dict[Key, float]:
    """The variables of every county and year."""
    chance = random.Random(SEED + 1)  # noqa: S311 - not for security
    found: dict[Key, float] = {}
    for code, about in _given()["structure"].items():
        for county, last in about["values"].items():
            for year in YEARS:
                grown = last / (1 + about["growth"] / 100) ** (YEARS[-1] - year)
                found[year, county, code] = round(grown * (1 + chance.gauss(0, 0.004)), 2)
    return found


def variables() -> list[Variable]:
    """What the variables are called."""
    return [Variable(code, about["name"]["sv"], about["name"]["en"]) for code, about in _given()["structure"].items()]
