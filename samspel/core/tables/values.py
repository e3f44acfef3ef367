"""A cell as a value: text, date, number, yes or no, or one of a few choices. What cannot be read raises CellError.

An empty cell is None. Where a text could mean two things it is refused rather than guessed.
"""

import math
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from samspel.core.tables.cells import CellError, as_text, exact
from samspel.core.tables.dates import as_date
from samspel.core.tables.labels import folded

__all__ = [
    "CellError",
    "ChoiceWords",
    "as_boolean",
    "as_choice",
    "as_date",
    "as_decimal",
    "as_integer",
    "as_text",
    "shown_words",
]

_YES, _NO = (
    frozenset(("ja", "j", "yes", "y", "x", "1", "sant", "true")),
    frozenset(("nej", "n", "no", "0", "falskt", "false")),
)

_SIMPLE = re.compile(
    "-?(?:[0-9]{1,15}(?:[.,](?:[0-9]{1,2}|[0-9]{4,9}))?|[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3}){1,4}(?:[.,][0-9]{1,9})?)"
)
"""What most numbers look like: read without further ado."""

_TO_POINT = str.maketrans({",": ".", " ": None, "\u00a0": None, "\u202f": None})

_SPACES = re.compile("[ \u00a0\u2009\u202f\u2007]")
_UNIT = re.compile(r"(?:SEK|kr|kronor)\.?|:-", re.IGNORECASE)
_SPACED = re.compile(r"[0-9]{1,3}(?:[ '’][0-9]{3})+(?![0-9])")


def as_decimal(cell: Any) -> Decimal | None:
    """An exact number, written in Swedish, English or Swiss style, perhaps with `kr` or `SEK`.

    Spaces and apostrophes part thousands. Where both comma and point occur, the last is of decimals; where one occurs
    more than once, it parts thousands. One comma or point before exactly three digits is refused, as `1,234` is 1234
    in London and 1.234 in Luleå - unless `0` or four digits or more come before it, or spaces already part thousands.
    A number from Excel is rounded to six decimals, which takes away what binary fractions add."""
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        if math.isfinite(cell):
            return exact(cell)
        raise CellError(str(cell), _("a number, such as 1234,50"))
    if isinstance(cell, str) and _SIMPLE.fullmatch(cell):
        return Decimal(cell.translate(_TO_POINT)) + 0
    text = as_text(cell)
    if text is None:
        return None
    number = _number(text) if isinstance(cell, str) else None
    if number is None:
        raise CellError(text, _("a number, such as 1234,50"))
    return number


def as_integer(cell: Any) -> int | None:
    """A whole number; `3,0` is one."""
    try:
        number = as_decimal(cell)
    except CellError as error:
        raise CellError(error.found, _("a whole number, such as 12")) from None
    if number is None:
        return None
    if number != number.to_integral_value():
        raise CellError(as_text(cell) or "", _("a whole number, such as 12"))
    return int(number)


def as_boolean(cell: Any) -> bool | None:
    """Yes or no, in Swedish or English, or as a cross, 1 or 0."""
    if isinstance(cell, bool):
        return cell
    text = as_text(cell)
    if text is None:
        return None
    word = text.casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise CellError(text, _("yes or no"))


def as_choice(cell: Any, choices: Mapping[str, tuple[str, ...]]) -> str | None:
    """The value of which the cell holds an accepted word; the value itself is one too."""
    return ChoiceWords(choices).of(cell)


def shown_words(choices: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The word of each choice that people are shown: the first accepted."""
    return [words[0] if words else value for value, words in choices.items()]


class ChoiceWords:
    """Accepted words made ready: as written, and without case, accents and punctuation where that means one value."""

    def __init__(self, choices: Mapping[str, tuple[str, ...]]) -> None:
        self.shown = dict(zip(choices, shown_words(choices), strict=True))
        self.exact: dict[str, str] = {}
        loose: dict[str, set[str]] = {}
        for value, words in choices.items():
            for word in (value, *words):
                self.exact.setdefault(word.casefold(), value)
                loose.setdefault(folded(word), set()).add(value)
        self.loose = {word: next(iter(values)) for word, values in loose.items() if word and len(values) == 1}

    def of(self, cell: Any) -> str | None:
        """The value that a cell means."""
        text = as_text(cell)
        if text is None:
            return None
        value = self.exact.get(text.casefold()) or self.loose.get(folded(text))
        if value is None:
            raise CellError(text, self._expected(text))
        return value

    def _expected(self, text: str) -> str:
        """The nearest choice where one is near; all of them where they are few."""
        near = process.extractOne(text.casefold(), list(self.exact), scorer=fuzz.ratio, score_cutoff=60)
        if near:
            return _("a choice from the list. Did you mean “%(word)s”?") % {"word": self.shown[self.exact[near[0]]]}
        if len(self.shown) > 12:
            return _("a choice from the list")
        return _("one of: %(words)s") % {"words": ", ".join(self.shown.values())}


def _number(text: str) -> Decimal | None:
    """The number that a text says beyond doubt."""
    body = _UNIT.sub("", _SPACES.sub(" ", text)).strip() if _unit_at_edge(text) else _SPACES.sub(" ", text)
    body = re.sub("[−–‐‑]", "-", body)
    negative = False
    if body.startswith("(") and body.endswith(")"):
        negative, body = True, body[1:-1].strip()
    elif body.startswith("-") or body.endswith("-"):
        negative, body = True, (body[1:] if body.startswith("-") else body[:-1]).strip()
    elif body.startswith("+"):
        body = body[1:].strip()
    spaced = _SPACED.match(body)
    if spaced:
        body = re.sub("[ '’]", "", spaced[0]) + body[spaced.end() :]
    plain = _plain(body, bool(spaced))
    if plain is None:
        return None
    number = Decimal(plain)
    return -number if negative and number else number


def _unit_at_edge(text: str) -> bool:
    """Whether one unit of money stands before or after the number."""
    found = list(_UNIT.finditer(text))
    return len(found) == 1 and (
        not text[: found[0].start()].strip("(-−– \u00a0") or not text[found[0].end() :].strip(") \u00a0")
    )


def _plain(body: str, spaced: bool) -> str | None:
    """Digits with a decimal point, of digits with commas and points; None where it is no number or could be two."""
    if not re.fullmatch(r"[0-9]*(?:[.,][0-9]+)*", body) or not body:
        return None
    commas, points = body.count(","), body.count(".")
    if not commas and not points:
        return body
    if commas and points:
        last = "," if body.rfind(",") > body.rfind(".") else "."
        whole, _last, decimals = body.rpartition(last)
        grouped = not spaced and last not in whole and _thousands(whole, "." if last == "," else ",")
        return f"{re.sub('[.,]', '', whole)}.{decimals}" if grouped else None
    mark = "," if commas else "."
    if commas + points > 1:
        return body.replace(mark, "") if not spaced and _thousands(body, mark) else None
    whole, _mark, decimals = body.partition(mark)
    doubtful = len(decimals) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0") and not spaced
    return None if doubtful else f"{whole or '0'}.{decimals}"


def _thousands(text: str, mark: str) -> bool:
    return re.fullmatch(rf"[1-9][0-9]{{0,2}}(?:{re.escape(mark)}[0-9]{{3}})+", text) is not None
