"""NACE Rev. 2: sections and divisions with names; groups and classes by the shape of their codes.

Source: Regulation (EC) No 1893/2006 and SNI 2007, shortened names.
"""

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from samspel.core.bilingual import in_language

DATA = Path(__file__).parent / "data"
LEVELS = {"section": 0, "division": 2, "group": 3, "class": 4, "sni": 5}
"""Level → digits."""

_CODED = re.compile(r"([A-U])?[ .-]?([0-9]{1,2}(?:\.?[0-9]{1,3})?)(?![0-9.])")
_SECTION = re.compile(r"([A-U])(?![A-Za-z0-9+-])")


@dataclass(frozen=True)
class NaceActivity:
    """A section or a division."""

    section: str
    code: str
    name_sv: str
    name_en: str

    @property
    def name(self) -> str:
        """In the reader's language."""
        return in_language(self.name_sv, self.name_en)


class CodeError(ValueError):
    """The text is no code of the level."""


@lru_cache
def _rows() -> tuple[NaceActivity, ...]:
    with (DATA / "nace2.csv").open(encoding="utf-8", newline="") as file:
        return tuple(NaceActivity(**row) for row in csv.DictReader(file, delimiter=";"))


@lru_cache
def sections() -> dict[str, NaceActivity]:
    """The 21 sections by letter."""
    return {row.code: row for row in _rows() if row.code.isalpha()}


@lru_cache
def divisions() -> dict[str, NaceActivity]:
    """The 88 divisions by their two digits."""
    return {row.code: row for row in _rows() if row.code.isdigit()}


def normal_code(text: str, level: str) -> str:
    """The code a text begins with, as it is written here: `C`, `10`, `10.1`, `10.11`, `10.111`.

    Read are `C10`, `10 Food`, `1011`, and `1` for division 01. CodeError where it is none of the level."""
    text = text.strip()
    if level == "section":
        found = _SECTION.match(text.upper())
        if found is None or found[1] not in sections():
            raise CodeError(text)
        return found[1]
    coded = _CODED.match(text.upper())
    if coded is None or not _ends(text[coded.end() :]):
        raise CodeError(text)
    digits = coded[2].replace(".", "")
    if level == "division" and len(digits) == 1:
        digits = f"0{digits}"
    division = divisions().get(digits[:2])
    if len(digits) != LEVELS[level] or division is None or (coded[1] and coded[1] != division.section):
        raise CodeError(text)
    return digits if len(digits) == 2 else f"{digits[:2]}.{digits[2:]}"


def _ends(rest: str) -> bool:
    """Whether the code ends where it seems to: not the first half of a span such as C10-C12 or 10+11."""
    return re.match(r"[A-Za-z_]|\s*[-–+]\s*[A-Z]?[0-9]", rest) is None
