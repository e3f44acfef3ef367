"""Matching measured against judgements: documents, queries and grades in, figures out. See docs/matching.md."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from samspel.matching.analysis import Analyser
from samspel.matching.dense import Encoder, encoder_or_none
from samspel.matching.index.tantivy_engine import TantivyIndex
from samspel.matching.language import Language
from samspel.matching.matcher import Matcher
from samspel.matching.measures import BEST, DEPTH, Scores, scored
from samspel.matching.records import LANGUAGES, Record, Wish
from samspel.matching.vectors import VectorStore

KIND = "document"


class SetError(ValueError):
    """A relevance set that cannot be read: names the file, the line, the field, what was found and expected."""


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """What is asked, in its language when that is known."""

    text: str
    language: Language | None = None


@dataclass(frozen=True)
class RelevanceSet:
    """Documents and queries by identity, and the grade 0–3 of each judged pair."""

    documents: Mapping[str, Record]
    queries: Mapping[str, JudgedQuery]
    grades: Mapping[str, Mapping[str, int]] = field(repr=False)

    def answerable(self) -> list[str]:
        """The queries that any document answers; the others measure nothing."""
        return [key for key in self.queries if any(self.grades.get(key, {}).values())]


@dataclass(frozen=True)
class Evaluation:
    """The measures of each way to rank, by its name, over the same queries in the same order."""

    queries: tuple[str, ...]
    scores: Mapping[str, Scores]
    rankings: Mapping[str, Sequence[Sequence[str]]] = field(repr=False)


def evaluate(path: Path, analyser: Analyser | None = None, semantic: bool = True) -> Evaluation:
    """Rank every query of a file by words and, where the extra `semantic` is installed, by words and meaning."""
    found = read(path)
    return evaluated(found, analyser or Analyser(), encoder_or_none() if semantic else None)


def evaluated(found: RelevanceSet, analyser: Analyser, encoder: Encoder | None) -> Evaluation:
    """The set ranked by the same matcher that answers people."""
    queries = found.answerable()
    grades = [found.grades[key] for key in queries]
    rankings = {"words": rankings_of(found, queries, matcher(found, analyser))}
    if encoder:
        rankings["words and meaning"] = rankings_of(found, queries, matcher(found, analyser, encoder))
    return Evaluation(tuple(queries), {name: scored(each, grades) for name, each in rankings.items()}, rankings)


def matcher(found: RelevanceSet, analyser: Analyser, encoder: Encoder | None = None) -> Matcher:
    """A matcher over the set's documents, in memory."""

    def lookup(keys: Sequence[str]) -> dict[str, Record]:
        return {key: found.documents[key] for key in keys}

    vectors = VectorStore(encoder) if encoder else None
    made = Matcher(TantivyIndex(analyser.version), analyser, lookup, vectors)
    made.rebuild(found.documents.values())
    return made


def rankings_of(found: RelevanceSet, queries: Sequence[str], asked: Matcher) -> list[list[str]]:
    """The keys of the ten best documents for each query, best first."""
    wishes = (Wish(found.queries[key].text, found.queries[key].language, limit=DEPTH) for key in queries)
    return [[hit.record.key for hit in asked.match(wish).hits] for wish in wishes]


def read(path: Path) -> RelevanceSet:
    """A relevance set in JSON Lines; raises `SetError` at the first line that is not right."""
    documents: dict[str, Record] = {}
    queries: dict[str, JudgedQuery] = {}
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    pairs: list[tuple[_Line, str, str]] = []
    for line in _lines(path):
        match line.text("type"):
            case "document":
                documents[line.new("id", documents)] = _document(line)
            case "query":
                queries[line.new("id", queries)] = JudgedQuery(line.text("text"), line.language())
            case "judgement":
                query, document = line.text("query"), line.text("document")
                grades[query][document] = line.grade()
                pairs.append((line, query, document))
            case other:
                raise line.error("type", other, "document, query or judgement")
    for line, query, document in pairs:
        if query not in queries or document not in documents:
            name, value = ("query", query) if query not in queries else ("document", document)
            raise line.error(name, value, f"the id of a {name} in the file")
    return RelevanceSet(documents, queries, dict(grades))


@dataclass(frozen=True)
class _Line:
    """A line of the file, and how to complain of it."""

    file: str
    number: int
    values: Mapping[str, Any]

    def text(self, name: str, default: str | None = None) -> str:
        value = self.values.get(name, default)
        if not isinstance(value, str):
            raise self.error(name, value, "a text")
        return value

    def new(self, name: str, taken: Mapping[str, object]) -> str:
        value = self.text(name)
        if not value or value in taken:
            raise self.error(name, value, "an identity that no other has")
        return value

    def language(self) -> Language | None:
        value = self.values.get("language")
        if value not in (None, *LANGUAGES):
            raise self.error("language", value, " or ".join(LANGUAGES))
        return value

    def grade(self) -> int:
        value = self.values.get("grade")
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= BEST:
            raise self.error("grade", value, f"a whole number from 0 to {BEST}")
        return value

    def error(self, name: str, found: object, expected: str) -> SetError:
        return SetError(f"{self.file}, line {self.number}, {name}: found {found!r}, expected {expected}")


def _lines(path: Path) -> Iterator[_Line]:
    with path.open(encoding="utf-8-sig") as file:
        for number, text in enumerate(file, 1):
            if text.strip():
                yield _Line(path.name, number, _object(path.name, number, text))


def _object(file: str, number: int, text: str) -> Mapping[str, Any]:
    try:
        values = json.loads(text)
    except ValueError as error:
        raise SetError(f"{file}, line {number}: found no JSON, expected one object on each line ({error})") from error
    if not isinstance(values, dict):
        raise SetError(f"{file}, line {number}: found {type(values).__name__}, expected an object")
    return values


def _document(line: _Line) -> Record:
    key = line.text("id")
    if "texts" not in line.values:
        language = line.language() or Analyser().language(f"{line.text('title', '')} {line.text('text')}")
        return Record(key, KIND, {language: line.text("title", "")}, {language: line.text("text")})
    sides = line.values["texts"]
    if not _by_language(sides):
        raise line.error("texts", sides, "an object with " + " and ".join(LANGUAGES))
    inner = {language: _Line(line.file, line.number, side) for language, side in sides.items()}
    titles = {language: side.text("title", "") for language, side in inner.items()}
    return Record(key, KIND, titles, {language: side.text("text", "") for language, side in inner.items()})


def _by_language(sides: object) -> bool:
    """Whether it is an object with a text, or texts, in our languages."""
    if not isinstance(sides, dict) or not sides:
        return False
    return not set(sides) - set(LANGUAGES) and all(isinstance(side, dict) for side in sides.values())


def report(found: Evaluation, out: Callable[[str], None]) -> None:
    """Print the measures with their intervals, one row for each way to rank."""
    out(f"{len(found.queries)} queries; mean and 95 % bootstrap interval")
    for name, scores in found.scores.items():
        cells = (
            f"{label} {each.mean:.3f} [{each.low:.3f}–{each.high:.3f}]" for label, each in scores.intervals().items()
        )
        out(f"{name:<24}" + "   ".join(cells))
