"""Why a record was suggested: data, not sentences, so that a page can say it in any language."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from samspel.matching.analysis import Analyser, Token
from samspel.matching.conditions import Conditions, Reservation
from samspel.matching.filters import FilterMet
from samspel.matching.index.protocol import FieldName, IndexQuery, TermScore
from samspel.matching.language import Language
from samspel.matching.preparation import PreparedQuery
from samspel.matching.records import Record

LIKE_ENOUGH = 0.5  # share of a word's 5-grams that another word must have to be marked as like it

Way = Literal["word", "part", "spelling", "bridge"]
Where = Literal["title", "text"]


@dataclass(frozen=True, slots=True)
class WordPlace:
    """Where a word stands in a record: characters of its title or text in one language."""

    language: Language
    where: Where
    start: int
    end: int
    surface: str


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a word of the wish gave: its share of the score by words, by which ways, and the record's words it met."""

    surface: str
    asked: tuple[tuple[int, int], ...]
    found: tuple[WordPlace, ...]
    share: float
    ways: tuple[Way, ...]
    via: str = ""  # the translation it came by


@dataclass(frozen=True, slots=True)
class Compound:
    """A compound that was matched by its parts: testbädd ← test + bädd."""

    surface: str
    parts: tuple[str, ...]
    of: Literal["wish", "record"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything a page needs to say why. `similar` is likeness of meaning, 0 to 1; None without the encoder."""

    language: Language | None  # of the record's text that was met
    contributions: tuple[Contribution, ...]
    compounds: tuple[Compound, ...]
    met: tuple[FilterMet, ...]
    shared_areas: tuple[str, ...]
    reservations: tuple[Reservation, ...]
    similar: float | None = None


def explanation(
    read: "Read", asked: PreparedQuery, scores: Iterable[TermScore], beside: Conditions, similar: float | None = None
) -> Explanation:
    """Why a record answers what was asked. `scores` are the index's, of the record's better language."""
    given = list(scores)
    language = given[0].language if given else None
    contributions = _contributions(given, asked, read.standing.get(language, []) if language else [])
    return Explanation(
        language,
        contributions,
        _compounds(contributions, asked, language, read.analyser),
        beside.met,
        beside.shared_areas,
        beside.reservations,
        similar,
    )


@dataclass(frozen=True, slots=True)
class _Standing:
    """A token of the record and where it stands."""

    token: Token
    place: WordPlace


class Read:
    """A record's tokens where they stand, by language."""

    def __init__(self, record: Record, analyser: Analyser) -> None:
        self.analyser = analyser
        self.standing = {language: list(_standing(record, language, analyser)) for language in record.texts()}

    def met(self, query: IndexQuery) -> IndexQuery:
        """The terms of the query that the record has: the only ones that can have given anything."""
        has = {language: _fields(standing) for language, standing in self.standing.items()}
        return IndexQuery(
            {
                language: tuple(term for term in terms if term.token in has[language][term.field])
                for language, terms in query.sides.items()
                if language in has
            }
        )


def _fields(standing: Iterable[_Standing]) -> dict[FieldName, set[str]]:
    found: dict[FieldName, set[str]] = {"words": set(), "parts": set(), "grams": set()}
    for one in standing:
        found["words"].add(one.token.word)
        found["parts"].update(one.token.whole_or_parts)
        found["grams"].update(one.token.grams)
    return found


def _standing(record: Record, language: Language, analyser: Analyser) -> Iterator[_Standing]:
    """The record's tokens in one language; places count from the start of the title or of the text."""
    title = len(record.title.get(language, "")) + 1
    for token in analyser.analyse(record.texts()[language], language).tokens:
        where: Where = "title" if token.start < title else "text"
        past = title if where == "text" else 0
        place = WordPlace(language, where, token.start - past, token.end - past, token.surface)
        yield _Standing(token, place)


class _Gathered:
    """What one word of the wish, by one translation or none, has given so far."""

    def __init__(self) -> None:
        self.score = 0.0
        self.tokens: dict[str, set[str]] = defaultdict(set)

    def add(self, field: str, token: str, score: float) -> None:
        self.score += score
        self.tokens[field].add(token)


def _contributions(scores: list[TermScore], asked: PreparedQuery, tokens: list[_Standing]) -> tuple[Contribution, ...]:
    gathered: dict[tuple[int, str], _Gathered] = defaultdict(_Gathered)
    for given in scores:
        sources = asked.sources.get((given.language, given.term.field, given.term.token), ())
        whole = sum(source.weight for source in sources)
        for source in sources:
            part = given.score * source.weight / whole
            gathered[source.word, source.via].add(given.term.field, given.term.token, part)
    total = sum(each.score for each in gathered.values()) or 1.0
    met_by = _Met(tokens)
    found = []
    for (number, via), each in gathered.items():
        standing = met_by.tokens_of(each, asked.grams[number])
        word = asked.words[number]
        places = tuple(one.place for one in standing)
        ways = _ways(each, via, [one.token for one in standing])
        found.append(Contribution(word.surface, word.places, places, each.score / total, ways, via))
    return tuple(sorted(found, key=lambda each: (-each.share, each.asked, each.via)))


def _ways(gathered: _Gathered, via: str, tokens: list[Token]) -> tuple[Way, ...]:
    """By the word itself, by parts of compounds, by spelling where nothing more; or over the bridge."""
    if via:
        return ("bridge",)
    ways: list[Way] = ["word"] if gathered.tokens["words"] else []
    if any(token.word not in gathered.tokens["words"] and _by_part(gathered, token) for token in tokens):
        ways.append("part")
    return tuple(ways) or ("spelling",)


def _by_part(gathered: _Gathered, token: Token) -> bool:
    return not gathered.tokens["parts"].isdisjoint(token.whole_or_parts)


class _Met:
    """The record's tokens by what they are matched by."""

    def __init__(self, tokens: list[_Standing]) -> None:
        self.tokens = tokens
        self.by: dict[tuple[str, str], list[int]] = defaultdict(list)
        for at, standing in enumerate(tokens):
            self.by["words", standing.token.word].append(at)
            for part in set(standing.token.whole_or_parts):
                self.by["parts", part].append(at)
            for gram in set(standing.token.grams):
                self.by["grams", gram].append(at)

    def tokens_of(self, gathered: _Gathered, grams: int) -> list[_Standing]:
        """The record's words that a word of the wish met: by word or part; by spelling only where it is like enough."""
        exact = {at for field in ("words", "parts") for token in gathered.tokens[field] for at in self.by[field, token]}
        shared: dict[int, int] = defaultdict(int)
        for gram in gathered.tokens["grams"]:
            for at in self.by["grams", gram]:
                shared[at] += 1
        like = {at for at, count in shared.items() if count >= LIKE_ENOUGH * grams}
        return [self.tokens[at] for at in sorted(exact | like)]


def _compounds(
    contributions: Iterable[Contribution], asked: PreparedQuery, language: Language | None, analyser: Analyser
) -> tuple[Compound, ...]:
    """The compounds of either text that were met by a part."""
    parts = {word.surface: word.parts for word in asked.words}
    found: list[Compound] = []
    for each in contributions:
        if "part" in each.ways and language:
            found.append(Compound(each.surface, parts[each.surface], "wish"))
            surfaces = [place.surface for place in each.found]
            found += [Compound(surface, tuple(analyser.parts(surface, language)), "record") for surface in surfaces]
    return tuple(dict.fromkeys(each for each in found if each.parts))
