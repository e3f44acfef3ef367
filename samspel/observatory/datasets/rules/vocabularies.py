"""Which codes a data set may hold: what a text in a file means as a region or an activity, or why it means nothing.

Pure: the known places are handed in.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from samspel.core.activities import CodeError, divisions, normal_code, sections
from samspel.core.tables.labels import folded
from samspel.observatory.datasets.labels.problems import (
    ACTIVITIES_OF_OTHER_LEVELS,
    ACTIVITY_MISSING,
    ACTIVITY_TOTALS,
    CLASS_EXPECTED,
    CODE_EXPECTED,
    CODE_IS_NEWER,
    CODE_IS_RENAMED,
    CODE_IS_REPLACED,
    CODE_UNUSABLE,
    CODES_EXPECTED,
    CPC_EXPECTED,
    DIVISION_EXPECTED,
    GROUP_EXPECTED,
    LETTERS_AND_DIGITS_EXPECTED,
    MUNICIPALITIES_OF,
    MUNICIPALITY_EXPECTED,
    NO_SUCH_ACTIVITY,
    NO_SUCH_REGION,
    NUTS2_EXPECTED,
    NUTS3_EXPECTED,
    PARTNER_EXPECTED,
    REGION_CODE_EXPECTED,
    REGION_MISSING,
    REGIONS_OF_OTHER_COUNTRIES,
    REGIONS_OF_OTHER_LEVELS,
    SECTION_EXPECTED,
    SNI_EXPECTED,
    TODAY,
    TOTALS_IN_FILE,
)
from samspel.observatory.datasets.rules.region_changes import Change, number, of_level

CODED = re.compile(r"[0-9A-Z]{2,8}(?=[\s:]|$)")
NUTS = re.compile(r"[A-Z]{2}(?:[A-Z]?|(?=[A-Z]*[0-9])[0-9A-Z]{1,3}|Z{1,3})")
AGGREGATE = re.compile(r"(?:EU|EA|EFTA)[0-9_A-Z]*")
DIGITS = {"nuts3": 2, "lau": 4}
"""Digits of a national code of the level, where there are national codes."""
LENGTHS = {"nuts2": 4, "nuts3": 5}
LONGEST_REGION, LONGEST_ACTIVITY = 12, 20
TOTALS = frozenset(("total", "totalt", "t", "samtliga", "alla", "sum", "summa", "all", "tot", "hela naringslivet"))
NACE_LEVELS = {
    "nace2_section": "section",
    "nace2_division": "division",
    "nace2_group": "group",
    "nace2_class": "class",
    "sni2007": "sni",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a text means: a code, or why it is left out, or what is wrong. `recoded` is the old code of one that was
    read as its successor; `label` the name an own code was given in the file."""

    code: str = ""
    left_out: str = ""
    expected: str = ""
    message: str = ""
    recoded: str = ""
    label: str = ""
    other_vintage: bool = False

    @property
    def wrong(self) -> bool:
        """Whether the text has to be mended."""
        return not self.code and not self.left_out


@dataclass(frozen=True)
class Regions:
    """The regions of a level in a version of their vocabulary. `names` are the codes known today by their names,
    `aliases` other ways to write them. `home` are the countries of which all codes are known."""

    level: str
    vocabulary: str
    names: Mapping[str, str]
    aliases: Mapping[str, str] = field(default_factory=dict)
    home: frozenset[str] = frozenset()
    recode: bool = False
    leave_out: bool = False

    def read(self, text: str) -> Verdict:
        """What the text means."""
        code, _tab, label = text.partition("\t")
        if not code.strip():
            return Verdict(expected=self.expected, message=str(REGION_MISSING))
        if self.level == "other":
            return _own(code, label, LONGEST_REGION)
        known = self._known(code)
        change = of_level(self.level).get(known or _leading(code))
        if change is not None and not change.holds(self.number):
            return self._of_other_vintage(change)
        if known:
            return Verdict(known)
        return self._unknown(_leading(code), code)

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
        leading = _leading(text)
        for way in (text, leading, folded(text), leading.casefold()):
            if way in self.names:
                return way
            if way in self.aliases:
                return self.aliases[way]
        changed = of_level(self.level)
        if leading in changed:
            return leading
        return f"SE{leading}" if f"SE{leading}" in changed else ""

    def _of_other_vintage(self, change: Change) -> Verdict:
        other = change.valid_to is not None and self.number >= change.valid_to
        if other and self.recode and change.exact and len(change.successors) == 1:
            return Verdict(change.successors[0], recoded=change.code)
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
        return Verdict(expected=expected, message=message % words, other_vintage=True)

    def _unknown(self, code: str, text: str) -> Verdict:
        length = LENGTHS.get(self.level)
        if self.leave_out and self._other_level(code):
            return Verdict(left_out=str(REGIONS_OF_OTHER_LEVELS))
        if length and NUTS.fullmatch(code):
            abroad = self.home and code[:2] not in self.home
            if abroad and self.leave_out:
                return Verdict(left_out=str(REGIONS_OF_OTHER_COUNTRIES))
            if abroad and len(code) == length:
                return Verdict(code)
        message = str(NO_SUCH_REGION) % {"text": text[:40]}
        return Verdict(expected=self.expected, message=message)

    def _other_level(self, code: str) -> bool:
        """Whether the code is of a country, of another level, or of several countries together."""
        if self.level in DIGITS and code.isdigit() and len(code) in (2, 4):
            return len(code) != DIGITS[self.level] or not code.strip("0")
        if self.level not in {"nuts2", "nuts3", "lau"}:
            return False
        other = len(code) != LENGTHS.get(self.level) or "Z" in code[2:]
        return AGGREGATE.fullmatch(code) is not None or (NUTS.fullmatch(code) is not None and other)


@dataclass(frozen=True)
class Activities:
    """The activities of a classification."""

    classification: str
    leave_out: bool = False

    def read(self, text: str) -> Verdict:
        """What the text means."""
        code, _tab, label = text.partition("\t")
        if self.classification == "none":
            return Verdict("-")
        if not code.strip():
            return Verdict(expected=self.expected, message=str(ACTIVITY_MISSING))
        if folded(code) in TOTALS or code in {"_T", "00"} or folded(label) in TOTALS:
            if self.leave_out:
                return Verdict(left_out=str(ACTIVITY_TOTALS))
            return Verdict(expected=self.expected, message=str(TOTALS_IN_FILE))
        if self.classification == "own":
            return _own(code, label, LONGEST_ACTIVITY)
        return self._coded(code)

    @property
    def expected(self) -> str:
        """What an activity is written as."""
        return {
            "nace2_section": str(SECTION_EXPECTED),
            "nace2_division": str(DIVISION_EXPECTED),
            "nace2_group": str(GROUP_EXPECTED),
            "nace2_class": str(CLASS_EXPECTED),
            "sni2007": str(SNI_EXPECTED),
            "cpc": str(CPC_EXPECTED),
        }.get(self.classification, str(CODE_EXPECTED))

    def _coded(self, code: str) -> Verdict:
        level = NACE_LEVELS.get(self.classification)
        if level is None:
            plain = code.upper().split()[0]
            if re.fullmatch(r"[A-HY][0-9]{2}(?:[A-Z](?:[0-9]{1,4}(?:/[0-9]{2,6})?)?)?", plain):
                return Verdict(plain)
        else:
            try:
                return Verdict(normal_code(code, level))
            except CodeError:
                if self.leave_out and self._other_level(code, level):
                    return Verdict(left_out=str(ACTIVITIES_OF_OTHER_LEVELS))
        message = str(NO_SUCH_ACTIVITY) % {"text": code[:40]}
        return Verdict(expected=self.expected, message=message)

    def _other_level(self, code: str, level: str) -> bool:
        """Whether the code is of another level, or a span of several such as C10-C12 or B-E."""
        if re.fullmatch(r"[A-U][0-9]*(?:[-_+][A-U]?[0-9]*)+(?:_X_[A-U0-9]+)?", code):
            return True
        for other in NACE_LEVELS.values():
            if other != level:
                try:
                    normal_code(code, other)
                except CodeError:
                    continue
                return True
        return False


def activity_name(classification: str, code: str) -> str:
    """The name of a code of a shared classification, in the reader's language; empty where it has none here."""
    if classification == "nace2_section" and code in sections():
        return sections()[code].name
    if classification == "nace2_division" and code in divisions():
        return divisions()[code].name
    return ""


def _leading(text: str) -> str:
    """The code a text begins with, such as 03 of “03 Uppsala län”; the text in capitals where it is one word."""
    found = CODED.match(text.strip().upper())
    if found is None or not (any(c.isdigit() for c in found[0]) or found[0] == text.strip().upper()):
        return text
    return found[0]


def _own(code: str, label: str, longest: int) -> Verdict:
    """An own code as it stands; a longer text gets a code of its first letters and is kept as its label."""
    text = " ".join(code.split())
    if len(text) <= longest:
        return Verdict(text, label=label)
    short = _slug(text)[:longest].strip("-")
    if not short:
        return Verdict(expected=str(LETTERS_AND_DIGITS_EXPECTED), message=str(CODE_UNUSABLE))
    return Verdict(short, label=label or text)


def _slug(text: str) -> str:
    """The text in small letters a–z, digits, underscores and single hyphens; accents are dropped."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain.lower())).strip("-_")
