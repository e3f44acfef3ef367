"""The words the analyser knows: stop words, compounds and their parts, and the glossary of our domain."""

import csv
import hashlib
import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from samspel.matching.language import Language

_DATA = files("samspel.matching") / "data"
_LANGUAGES: tuple[Language, ...] = ("sv", "en")
_FILES = ("stop_words_sv", "stop_words_en", "weak_words_sv", "weak_words_en", "beginnings_sv", "endings_sv")
_ASIDE = re.compile(r"\([^)]*\)")
_OR = re.compile("[,;]")
_COLUMNS = ["swedish", "english", "parts", "asked_by"]


class LexiconError(ValueError):
    """A domain file that cannot be read: names the file, the line, what was found and what was expected."""


@dataclass(frozen=True)
class Term:
    """A line of the domain file, in lower case: a Swedish word or phrase, English for it, its parts if a compound, and
    single words of either language by which people ask for it."""

    swedish: str
    english: tuple[str, ...]
    parts: tuple[str, ...]
    asked_by: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All words in lower case."""

    stop_words: Mapping[Language, frozenset[str]] = field(repr=False)  # left out
    weak_words: Mapping[Language, frozenset[str]] = field(repr=False)  # kept, and count for little
    terms: tuple[Term, ...] = field(repr=False)
    vocabulary: frozenset[str] = field(repr=False)  # what compounds may consist of
    undivided: frozenset[str] = field(repr=False)  # what a dictionary has, and does not mark as compounds
    beginnings: frozenset[str] = field(repr=False)  # words that begin a compound without saying what it is about
    endings: frozenset[str] = field(repr=False)  # words that end one likewise
    known: Mapping[Language, frozenset[str]] = field(repr=False)  # to tell the languages apart
    digest: str = ""

    @classmethod
    def load(cls, extra: Path | None = None) -> "Lexicon":
        """Samspel's own lexicon, with the terms of another domain file added; those win where both have a word."""
        return _load(extra.read_text(encoding="utf-8-sig") if extra else "", extra.name if extra else "")


@lru_cache(maxsize=4)
def _load(extra: str, name: str) -> Lexicon:
    domain_file = (_DATA / "domain.csv").read_text(encoding="utf-8")
    lists = {file: (_DATA / f"{file}.txt").read_text(encoding="utf-8") for file in _FILES}
    words = {file: frozenset(_plain_words(text)) for file, text in lists.items()}
    terms = {term.swedish: term for term in read_terms(domain_file, "domain.csv")}
    terms |= {term.swedish: term for term in read_terms(extra, name)} if extra else {}
    domain = {word for term in terms.values() for word in (*term.parts, term.swedish) if " " not in word}
    english = {word for term in terms.values() for phrase in term.english for word in phrase.split()}
    vocabulary = frozenset(_word_list() | domain)
    headwords = dictionary()
    return Lexicon(
        stop_words={language: words[f"stop_words_{language}"] for language in _LANGUAGES},
        weak_words={language: words[f"weak_words_{language}"] for language in _LANGUAGES},
        beginnings=words["beginnings_sv"],
        endings=words["endings_sv"],
        terms=tuple(terms.values()),
        vocabulary=vocabulary,
        undivided=frozenset([*(word for word in headwords if "|" not in word), *terms]),
        known={"sv": vocabulary, "en": frozenset(english | _english(headwords))},
        digest=hashlib.sha256("\0".join([domain_file, *lists.values(), extra]).encode()).hexdigest()[:12],
    )


def read_terms(text: str, name: str) -> Iterator[Term]:
    """The lines of a domain file: `swedish;english;parts;asked_by`, alternatives divided by |, parts by +."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip() and line[0] != "#"]
    rows = csv.reader((line for _, line in lines), delimiter=";")
    for (number, _), row in zip(lines, rows, strict=True):
        cells = [cell.strip().casefold() for cell in row]
        if cells == _COLUMNS[: len(cells)]:
            continue
        if len(cells) > len(_COLUMNS) or not cells[0]:
            raise LexiconError(f"{name}, line {number}: found {';'.join(row)!r}, expected {';'.join(_COLUMNS)}")
        swedish, english, parts, asked_by = [*cells, "", "", ""][: len(_COLUMNS)]
        yield Term(swedish, _listed(english, "|"), _listed(parts, "+"), _listed(asked_by, "|"))


def _listed(cell: str, divider: str) -> tuple[str, ...]:
    return tuple(piece.strip() for piece in cell.split(divider) if piece.strip())


@lru_cache(maxsize=1)
def dictionary() -> Mapping[str, tuple[str, ...]]:
    """Swedish headwords, compounds divided by |, with English for each: Folkets lexikon, as svlang ships it."""
    found: dict[str, tuple[str, ...]] = {}
    for line in (files("svlang") / "data" / "folkets_sv_en.tsv").read_text(encoding="utf-8").splitlines():
        word, divider, meanings = line.partition("\t")
        if divider and not line.startswith("#"):
            said = (_ASIDE.sub("", html.unescape(meaning)).strip(" .!?-").casefold() for meaning in _OR.split(meanings))
            found[word.casefold()] = tuple(meaning for meaning in said if meaning)
    return found


def _english(headwords: Mapping[str, tuple[str, ...]]) -> set[str]:
    return {word for meanings in headwords.values() for meaning in meanings for word in meaning.split()}


def _word_list() -> set[str]:
    """Swedish words of at least three letters, from the list that svlang ships."""
    text = (files("svlang") / "data" / "sv_wordlist.txt").read_text(encoding="utf-8")
    return {word for word in _plain_words(text) if len(word) > 2}


def _plain_words(text: str) -> Iterable[str]:
    lines = (line.split("#")[0] for line in text.splitlines())
    return (word.casefold() for line in lines for word in line.split())
