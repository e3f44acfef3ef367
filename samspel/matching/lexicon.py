"""The words the analyser knows: stop words, compounds and their parts, and the glossary of our domain."""

import csv
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from samspel.matching.language import Language

_DATA = files("samspel.matching") / "data"
_LANGUAGES: tuple[Language, ...] = ("sv", "en")
_COLUMNS = ["swedish", "english", "parts"]


class LexiconError(ValueError):
    """A domain file that cannot be read: names the file, the line, what was found and what was expected."""


@dataclass(frozen=True)
class Term:
    """A line of the domain file, in lower case: a Swedish word or phrase, English for it, its parts if a compound."""

    swedish: str
    english: tuple[str, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All words in lower case. `vocabulary` has the words a compound may consist of and how likely each is (0–1)."""

    stop_words: Mapping[Language, frozenset[str]] = field(repr=False)
    terms: tuple[Term, ...] = field(repr=False)
    vocabulary: Mapping[str, float] = field(repr=False)
    known: Mapping[Language, frozenset[str]] = field(repr=False)  # to tell the languages apart
    digest: str = ""

    @classmethod
    def load(cls, extra: Path | None = None) -> "Lexicon":
        """Samspel's own lexicon, with the terms of another domain file added; those win where both have a word."""
        return _load(extra.read_text(encoding="utf-8-sig") if extra else "", extra.name if extra else "")


@lru_cache(maxsize=4)
def _load(extra: str, name: str) -> Lexicon:
    own = {file: (_DATA / file).read_text(encoding="utf-8") for file in ("domain.csv", *map(_stop_file, _LANGUAGES))}
    terms = {term.swedish: term for term in read_terms(own["domain.csv"], "domain.csv")}
    terms |= {term.swedish: term for term in read_terms(extra, name)} if extra else {}
    listed = _word_list()
    domain = {word for term in terms.values() for word in (*term.parts, term.swedish) if " " not in word}
    english = frozenset(word for term in terms.values() for phrase in term.english for word in phrase.split())
    return Lexicon(
        stop_words={language: frozenset(_plain_words(own[_stop_file(language)])) for language in _LANGUAGES},
        terms=tuple(terms.values()),
        vocabulary={**dict.fromkeys(listed, 0.5), **dict.fromkeys(domain, 1.0)},
        known={"sv": frozenset(listed | domain), "en": english},
        digest=hashlib.sha256("\0".join([*own.values(), extra]).encode()).hexdigest()[:12],
    )


def read_terms(text: str, name: str) -> Iterator[Term]:
    """The lines of a domain file: `swedish;english;parts`, English divided by |, parts by +, # before remarks."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip() and line[0] != "#"]
    rows = csv.reader((line for _, line in lines), delimiter=";")
    for (number, _), row in zip(lines, rows, strict=True):
        cells = [cell.strip().casefold() for cell in row]
        if cells[: len(_COLUMNS)] == _COLUMNS:
            continue
        if len(cells) > len(_COLUMNS) or not cells[0]:
            raise LexiconError(f"{name}, line {number}: found {';'.join(row)!r}, expected {';'.join(_COLUMNS)}")
        swedish, english, parts = [*cells, "", ""][: len(_COLUMNS)]
        yield Term(swedish, _listed(english, "|"), _listed(parts, "+"))


def _listed(cell: str, divider: str) -> tuple[str, ...]:
    return tuple(piece.strip() for piece in cell.split(divider) if piece.strip())


def _stop_file(language: Language) -> str:
    return f"stop_words_{language}.txt"


def _word_list() -> set[str]:
    """Swedish words of at least three letters, from the list that svlang ships."""
    text = (files("svlang") / "data" / "sv_wordlist.txt").read_text(encoding="utf-8")
    return {word for word in _plain_words(text) if len(word) > 2}


def _plain_words(text: str) -> Iterable[str]:
    lines = (line.split("#")[0] for line in text.splitlines())
    return (word.casefold() for line in lines for word in line.split())
