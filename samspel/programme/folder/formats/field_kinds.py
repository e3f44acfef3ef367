"""What the value of a field may be. Each kind reads the raw TOML value at a spot, or notes what is wrong.

`read` returns None where the value cannot be used; the problem has then been noted.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from samspel.programme.folder.formats.problems import Reference, Spot
from samspel.programme.folder.formats.suggestions import did_you_mean, listed, quoted

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}")
MEASURE = re.compile(r"[A-Za-z][A-Za-z0-9_.:-]{0,59}")
LANGUAGES = ("sv", "en")
CLASSIFICATIONS = {"nace2_section": "section", "nace2_division": "division", "nace2_group": "group"}
"""What areas may be mapped to: classification → level of NACE Rev. 2."""


@dataclass(frozen=True)
class Text:
    """A text in one language, such as a reference number; at most `limit` characters."""

    limit: int | None = None
    pattern: re.Pattern[str] | None = None

    def read(self, raw: Any, at: Spot) -> str | None:
        """The text without surrounding white space."""
        if not isinstance(raw, str):
            return of_wrong_type(raw, _("a text in quotation marks"), at)
        text = raw.strip()
        if "\0" in text:
            at.wrong(_("There is a character here that cannot be in a text."))
            return None
        if not text:
            at.wrong(
                _("%(field)s is empty. Write the text, or take the line away if it is optional.") % {"field": at.field}
            )
            return None
        if self.limit and len(text) > self.limit:
            message = _("%(field)s has %(found)d characters; at most %(limit)d fit.")
            at.wrong(message % {"field": at.field, "found": len(text), "limit": self.limit}, len(text), self.limit)
            return None
        if self.pattern and not self.pattern.fullmatch(text):
            message = _("“%(found)s” cannot be %(field)s: use the letters a–z, digits, and - or _ between them.")
            at.wrong(message % {"found": text, "field": at.field}, text)
            return None
        return text


@dataclass(frozen=True)
class Bilingual:
    """A text in Swedish and English: `{ sv = "…", en = "…" }`."""

    limit: int | None = None

    def read(self, raw: Any, at: Spot) -> tuple[str, str] | None:
        """(Swedish, English); both obligatory."""
        if not isinstance(raw, dict):
            return of_wrong_type(raw, _('a text in both languages: { sv = "…", en = "…" }'), at)
        for key in raw.keys() - set(LANGUAGES):
            unknown_key(key, LANGUAGES, at)
        texts = []
        for language in LANGUAGES:
            if not isinstance(raw.get(language, ""), str):
                of_wrong_type(raw[language], _("a text in quotation marks"), at / language)
            elif not raw.get(language, "").strip():
                spot = at / language if language in raw else at
                spot.wrong(_lacking(language) % {"field": at.field}, "", language)
            else:
                texts.append(Text(self.limit).read(raw[language], at / language))
        swedish, english = [*texts, None, None][:2]
        return (swedish, english) if swedish and english else None


@dataclass(frozen=True)
class Code:
    """The code of what the table describes. Unique in the programme, or in its owner where `scoped`."""

    kind: str
    scoped: bool = False

    def read(self, raw: Any, at: Spot) -> str | None:
        """The code, now defined."""
        code = Text(60, CODE).read(raw, at)
        if code is None:
            at.ledger.uncertain.add(self.kind)
            return None
        key = (self.kind, at.path[:-3] if self.scoped else (), code)
        if (first := at.ledger.defined.get(key)) is not None:
            message = _("The code “%(code)s” is already used in %(file)s, line %(line)s. Give one another code.")
            at.wrong(message % {"code": code, "file": first.file, "line": first.line}, code)
            at.ledger.uncertain.add(self.kind)
            return None
        at.ledger.defined[key] = at
        return code


@dataclass(frozen=True)
class Ref:
    """The code of something defined elsewhere in the folder."""

    kind: str

    def read(self, raw: Any, at: Spot) -> str | None:
        """The code; that it exists is checked when everything has been read."""
        code = Text(60).read(raw, at)
        if code is not None:
            at.ledger.references.append(Reference(at, self.kind, code))
        return code


@dataclass(frozen=True)
class Refs:
    """A list of codes; `exactly` says how many."""

    kind: str
    exactly: int | None = None

    def read(self, raw: Any, at: Spot) -> tuple[str, ...] | None:
        """The codes in the order written."""
        if not isinstance(raw, list) or (self.exactly and len(raw) != self.exactly):
            expected = _("a list of two codes") if self.exactly else _("a list of codes")
            return of_wrong_type(raw, expected, at)
        codes = [Ref(self.kind).read(item, at / position) for position, item in enumerate(raw)]
        for position, code in enumerate(codes):
            if code in codes[:position]:
                message = _("“%(code)s” is named twice in %(field)s.")
                (at / position).wrong(message % {"code": code, "field": at.field}, code)
        return tuple(code for code in codes if code is not None)


@dataclass(frozen=True)
class Day:
    """A date without time: 2018-01-01."""

    def read(self, raw: Any, at: Spot) -> date | None:
        """The date."""
        if isinstance(raw, date) and not isinstance(raw, datetime):
            return raw
        return of_wrong_type(raw, _("a date written as 2018-01-01, without quotation marks"), at)


@dataclass(frozen=True)
class Number:
    """A decimal number with at most `places` decimals, as a number or a text; not below zero."""

    places: int = 2
    digits: int = 15

    def read(self, raw: Any, at: Spot) -> Decimal | None:
        """The number, with exactly `places` decimals."""
        value = as_decimal(raw)
        if value is None:
            return of_wrong_type(raw, _("a number"), at)
        return fitting(value, self.places, self.digits, at)


@dataclass(frozen=True)
class Whole:
    """A whole number within limits."""

    least: int
    most: int

    def read(self, raw: Any, at: Spot) -> int | None:
        """The number."""
        if isinstance(raw, int) and not isinstance(raw, bool) and self.least <= raw <= self.most:
            return raw
        expected = _("a whole number from %(least)d to %(most)d") % {"least": self.least, "most": self.most}
        return of_wrong_type(raw, expected, at)


@dataclass(frozen=True)
class Flag:
    """True or false."""

    def read(self, raw: Any, at: Spot) -> bool | None:
        """The truth value."""
        return raw if isinstance(raw, bool) else of_wrong_type(raw, _("true or false"), at)


@dataclass(frozen=True)
class Choice:
    """One of a fixed set of words."""

    options: tuple[str, ...]

    def read(self, raw: Any, at: Spot) -> str | None:
        """The word."""
        if isinstance(raw, str) and raw in self.options:
            return raw
        expected = _("one of %(options)s") % {"options": listed(self.options)}
        return of_wrong_type(raw, expected, at, did_you_mean(str(raw), self.options))


@dataclass(frozen=True)
class Places:
    """`"all"`, or a list of names or codes of municipalities."""

    def read(self, raw: Any, at: Spot) -> tuple[str, ...] | None:
        """The names as written; `("all",)` for all of the county."""
        if raw == "all":
            return ("all",)
        if isinstance(raw, list) and raw and all(isinstance(item, str) for item in raw):
            return tuple(item.strip() for item in raw)
        return of_wrong_type(raw, _('"all", or a list of names or codes of municipalities'), at)


@dataclass(frozen=True)
class Activities:
    """A list of codes of economic activities; that they are of the classification is checked with it."""

    def read(self, raw: Any, at: Spot) -> tuple[str, ...] | None:
        """The codes as written."""
        if not isinstance(raw, list) or not raw or not all(isinstance(item, str) for item in raw):
            return of_wrong_type(raw, _('a list of codes in quotation marks, such as ["10", "11"]'), at)
        return tuple(item.strip() for item in raw)


@dataclass(frozen=True)
class Words:
    """A list of the beginnings of words, by which texts are found; each at least three letters, none twice."""

    def read(self, raw: Any, at: Spot) -> tuple[str, ...] | None:
        """The words in small letters."""
        if not isinstance(raw, list) or not raw or not all(isinstance(item, str) for item in raw):
            return of_wrong_type(raw, _('a list of words in quotation marks, such as ["energi", "solcell"]'), at)
        found = tuple(" ".join(item.casefold().split()) for item in raw)
        for position, word in enumerate(found):
            if len(word) < 3:
                of_wrong_type(word, _("a word of at least three letters"), at / position)
            elif word in found[:position]:
                message = _("“%(code)s” is named twice in %(field)s.") % {"code": word, "field": at.field}
                (at / position).wrong(message, word)
        return found


@dataclass(frozen=True)
class Years:
    """Cumulative values by year: `{ 2018 = 60, 2019 = 190 }`."""

    def read(self, raw: Any, at: Spot) -> tuple[tuple[int, Decimal], ...] | None:
        """(year, value) in order of year."""
        if not isinstance(raw, dict) or not raw:
            return of_wrong_type(raw, _("years with their values: { 2018 = 60, 2019 = 190 }"), at)
        values = []
        for key, value in raw.items():
            if not re.fullmatch(r"\d{4}", key):
                of_wrong_type(key, _("a year with four digits"), at / key)
            elif (number := Number().read(value, at / key)) is not None:
                values.append((int(key), number))
        return tuple(sorted(values))


def _lacking(language: str) -> str:
    if language == "sv":
        return _("%(field)s has no Swedish text (sv). Every text is written in both languages.")
    return _("%(field)s has no English text (en). Every text is written in both languages.")


def of_wrong_type(raw: Any, expected: str, at: Spot, hint: str = "") -> Any:
    """Note that a value is of another sort than expected. Gives None, for the reader to give in turn."""
    message = _("%(field)s should be %(expected)s, but here it says %(found)s.%(hint)s")
    words = {"field": at.field, "expected": expected, "found": shown(raw), "hint": hint}
    at.wrong(message % words, shown(raw), expected)
    return None


def unknown_key(key: str, allowed: tuple[str, ...], at: Spot) -> None:
    """Note a key that the format does not have, and the one that was probably meant."""
    message = _("“%(key)s” is not a key that can be used here.%(hint)s")
    hint = did_you_mean(key, allowed) or " " + _("Possible keys: %(keys)s.") % {"keys": ", ".join(allowed)}
    (at / key).wrong(message % {"key": key, "hint": hint}, key, ", ".join(allowed))


def as_decimal(raw: Any) -> Decimal | None:
    """A number, or a text with one: spaces between thousands, decimal comma or point. None: not a number."""
    if isinstance(raw, bool):
        return None
    if isinstance(raw, int | Decimal):
        return Decimal(raw) if Decimal(raw).is_finite() else None
    if not isinstance(raw, str):
        return None
    text = re.sub(r"\s", "", raw).replace("−", "-").replace(",", ".")
    return Decimal(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else None


def fitting(value: Decimal, places: int, digits: int, at: Spot) -> Decimal | None:
    """The value with exactly `places` decimals, if nothing is lost by it and it is not below zero."""
    if value < 0:
        message = _("%(field)s is %(found)s; it cannot be below zero.")
    elif abs(value) >= 10 ** (digits - places):
        message = _("%(field)s is %(found)s; that is too large a number.")
    elif value != (rounded := value.quantize(Decimal(1).scaleb(-places))):
        message = _("%(field)s is %(found)s; at most %(places)d decimals are kept.")
    else:
        return rounded
    at.wrong(message % {"field": at.field, "found": value, "places": places}, value)
    return None


def shown(raw: Any) -> str:
    """A raw value as the user wrote it, shortened."""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, dict):
        return _("a table")
    if isinstance(raw, list):
        return _("a list of %(number)d") % {"number": len(raw)}
    text = str(raw)
    text = text if len(text) <= 60 else text[:59] + "…"
    return quoted(text) if isinstance(raw, str) else text
