"""Which regions a data set may hold: what a text in a file means as one, or why it means none.

Pure: the known places are handed in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from samspel.core.tables.labels import folded
from samspel.observatory.datasets.labels.problems import (
    CODE_IS_NEWER,
    CODE_IS_RENAMED,
    CODE_IS_REPLACED,
    CODES_EXPECTED,
    MUNICIPALITIES_OF,
    MUNICIPALITY_EXPECTED,
    NO_SUCH_REGION,
    NUTS2_EXPECTED,
    NUTS3_EXPECTED,
    PARTNER_EXPECTED,
    REGION_CODE_EXPECTED,
    REGION_MISSING,
    REGIONS_OF_OTHER_COUNTRIES,
    REGIONS_OF_OTHER_LEVELS,
    TODAY,
)
from samspel.observatory.datasets.rules.code_reading import CodeMeaning, leading_code, own_code
from samspel.observatory.datasets.rules.region_changes import RegionChange, number, of_level

NUTS = re.compile(r"[A-Z]{2}(?:[A-Z]?|(?=[A-Z]*[0-9])[0-9A-Z]{1,3}|Z{1,3})")
AGGREGATE = re.compile(r"(?:EU|EA|EFTA)[0-9_A-Z]*")
DIGITS = {"nuts3": 2, "lau": 4}
"""Digits of a national code of the level, where there are national codes."""
LENGTHS = {"nuts2": 4, "nuts3": 5}
LONGEST_REGION = 12


@dataclass(frozen=True)
class RegionVocabulary:
    """The regions of a level in a version of their vocabulary. `names` are the codes known today by their names,
    `aliases` other ways to write them. `home` are the countries of which all codes are known."""

    level: str
    vocabulary: str
    names: Mapping[str, str]
    aliases: Mapping[str, str] = field(default_factory=dict)
    home: frozenset[str] = frozenset()
    recode: bool = False
    leave_out: bool = False

    def read(self, text: str) -> CodeMeaning:
        """What the text means."""
        code, _tab, label = text.partition("\t")
        if not code.strip():
            return CodeMeaning(expected=self.expected, message=str(REGION_MISSING))
        if self.level == "other":
            return own_code(code, label, LONGEST_REGION)
        known = self._known(code)
        change = of_level(self.level).get(known or leading_code(code))
        if change is not None and not change.holds(self.number):
            return self._of_other_vintage(change)
        if known:
            return CodeMeaning(known)
        return self._unknown(leading_code(code), code)

    @property
    def number(self) -> int:
        """The vocabulary as a number."""
        return number(self.vocabulary, self.level)

    @property
    def version(self) -> str:
        """The vocabulary in words: NUTS 2021, municipalities of 2024."""
        if self.level in LENGTHS:
            return f"NUTS {self.vocabulary}".strip()
        if self.level == "lau":
            return str(MUNICIPALITIES_OF) % {"year": self.vocabulary or str(TODAY)}
        return self.vocabulary or self.level

    @property
    def expected(self) -> str:
        """What a region is written as."""
        return {
            "nuts3": str(NUTS3_EXPECTED),
            "nuts2": str(NUTS2_EXPECTED),
            "lau": str(MUNICIPALITY_EXPECTED),
            "partner": str(PARTNER_EXPECTED),
        }.get(self.level, str(REGION_CODE_EXPECTED))

    def _known(self, text: str) -> str:
        leading = leading_code(text)
        for way in (text, leading, folded(text), leading.casefold()):
            if way in self.names:
                return way
            if way in self.aliases:
                return self.aliases[way]
        changed = of_level(self.level)
        if leading in changed:
            return leading
        return f"SE{leading}" if f"SE{leading}" in changed else ""

    def _of_other_vintage(self, change: RegionChange) -> CodeMeaning:
        other = change.valid_to is not None and self.number >= change.valid_to
        if other and self.recode and change.exact and len(change.successors) == 1:
            return CodeMeaning(change.successors[0], recoded=change.code)
        since = change.valid_to or change.valid_from
        words = {
            "code": change.code,
            "name": change.name,
            "now": ", ".join(change.successors),
            "note": change.note,
            "year": f"NUTS {since}" if self.level in LENGTHS else f"{since}",
        }
        if other and change.exact:
            message = str(CODE_IS_RENAMED)
        elif other:
            message = str(CODE_IS_REPLACED)
        else:
            message = str(CODE_IS_NEWER)
        expected = str(CODES_EXPECTED) % {"version": self.version}
        return CodeMeaning(expected=expected, message=message % words, other_vintage=True)

    def _unknown(self, code: str, text: str) -> CodeMeaning:
        length = LENGTHS.get(self.level)
        if self.leave_out and self._other_level(code):
            return CodeMeaning(left_out=str(REGIONS_OF_OTHER_LEVELS))
        if length and NUTS.fullmatch(code):
            abroad = self.home and code[:2] not in self.home
            if abroad and self.leave_out:
                return CodeMeaning(left_out=str(REGIONS_OF_OTHER_COUNTRIES))
            if abroad and len(code) == length:
                return CodeMeaning(code)
        message = str(NO_SUCH_REGION) % {"text": text[:40]}
        return CodeMeaning(expected=self.expected, message=message)

    def _other_level(self, code: str) -> bool:
        """Whether the code is of a country, of another level, or of several countries together."""
        if self.level in DIGITS and code.isdigit() and len(code) in (2, 4):
            return len(code) != DIGITS[self.level] or not code.strip("0")
        if self.level not in {"nuts2", "nuts3", "lau"}:
            return False
        other = len(code) != LENGTHS.get(self.level) or "Z" in code[2:]
        return AGGREGATE.fullmatch(code) is not None or (NUTS.fullmatch(code) is not None and other)
