"""Why a record was suggested: data, not sentences, so that a page can say it in any language."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from samspel.matching.analysis import Analyser, Token
from samspel.matching.filters import Met, met
from samspel.matching.index.protocol import TermScore
from samspel.matching.language import Language
from samspel.matching.preparing import Prepared
from samspel.matching.records import SIZES, Record, Wish

LIKE_ENOUGH = 0.5  # share of a word's 5-grams that another word must have to be marked as like it

Way = Literal["word", "part", "spelling", "bridge"]
Where = Literal["title", "text"]


@dataclass(frozen=True, slots=True)
class Place:
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
    found: tuple[Place, ...]
    share: float
    ways: tuple[Way, ...]
    via: str = ""  # the translation it came by


@dataclass(frozen=True, slots=True)
class Compound:
    """A compound that was matched by its parts: testbädd ← test + bädd."""

    surface: str
    parts: tuple[str, ...]
    of: Literal["wish", "record"]


class Caution(StrEnum):
    """What the one who asks should know before choosing."""

    STARTS_LATER = "starts_later"  # value: days from today
    AFTER_WANTED = "after_wanted"  # value: days after the wanted date
    AIMED_AT_LARGER = "aimed_at_larger"  # value: sizes it is made for
    AIMED_AT_SMALLER = "aimed_at_smaller"
    OTHER_REGION = "other_region"  # value: region of its owner
    UNCONFIRMED = "unconfirmed"  # for over a year
    TRL_EDGE = "trl_edge"  # values: lowest and highest
    ONLY_REGIONS = "only_regions"  # the condition cannot be judged: nobody said where the asker is
    ONLY_SIZES = "only_sizes"
    ONLY_SECTORS = "only_sectors"


@dataclass(frozen=True, slots=True)
class Reservation:
    """A caution with its values: codes or numbers, and the date where there is one (ISO)."""

    caution: Caution
    values: tuple[str, ...] = ()
    on: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything a page needs to say why. `similar` is likeness of meaning, 0 to 1; None without the encoder."""

    language: Language | None  # of the record's text that was met
    contributions: tuple[Contribution, ...]
    compounds: tuple[Compound, ...]
    met: tuple[Met, ...]
    shared_areas: tuple[str, ...]
    reservations: tuple[Reservation, ...]
    similar: float | None = None


@dataclass(frozen=True, slots=True)
class Conditions:
    """What an offer and a wish have to say of each other beside the texts."""

    met: tuple[Met, ...]
    shared_areas: tuple[str, ...]
    reservations: tuple[Reservation, ...]


def conditions(offer: Record, wish: Wish) -> Conditions:
    """Filters met, areas in common, and what to know before choosing."""
    return Conditions(met(offer, wish), tuple(sorted(offer.areas & wish.areas)), reservations(offer, wish))


def explanation(
    record: Record,
    asked: Prepared,
    scores: Iterable[TermScore],
    analyser: Analyser,
    beside: Conditions,
    similar: float | None = None,
) -> Explanation:
    """Why the record answers what was asked. `scores` are the index's, of the record's better language."""
    given = list(scores)
    language = given[0].language if given else None
    tokens = _tokens(record, language, analyser) if language else []
    contributions = _contributions(given, asked, tokens)
    return Explanation(
        language,
        contributions,
        _compounds(contributions, asked, tokens),
        beside.met,
        beside.shared_areas,
        beside.reservations,
        similar,
    )


def reservations(record: Record, wish: Wish) -> tuple[Reservation, ...]:
    """What to know before choosing, the weightiest first."""
    found = [
        *_timing(record, wish),
        _aim(record, wish),
        *_unjudged(record, wish),
        _elsewhere(record, wish),
        _edge(record, wish),
        Reservation(Caution.UNCONFIRMED) if record.stale else None,
    ]
    return tuple(each for each in found if each)


def _timing(record: Record, wish: Wish) -> list[Reservation]:
    begins = max((day for day in (record.starts_on, record.next_free_on) if day), default=None)
    if begins is None:
        return []
    if wish.wanted_by and begins > wish.wanted_by:
        return [Reservation(Caution.AFTER_WANTED, (str((begins - wish.wanted_by).days),), begins.isoformat())]
    if wish.today and begins > wish.today:
        return [Reservation(Caution.STARTS_LATER, (str((begins - wish.today).days),), begins.isoformat())]
    return []


def _aim(record: Record, wish: Wish) -> Reservation | None:
    aimed = [size for size in SIZES if size in record.aimed_sizes]
    if not aimed or wish.size not in SIZES or wish.size in aimed:
        return None
    larger = SIZES.index(aimed[-1]) > SIZES.index(wish.size)
    return Reservation(Caution.AIMED_AT_LARGER if larger else Caution.AIMED_AT_SMALLER, tuple(aimed))


def _unjudged(record: Record, wish: Wish) -> list[Reservation]:
    conditions = (
        (Caution.ONLY_REGIONS, wish.region, record.regions),
        (Caution.ONLY_SIZES, wish.size, record.sizes),
        (Caution.ONLY_SECTORS, wish.sector, record.sectors),
    )
    return [Reservation(caution, tuple(sorted(only))) for caution, asked, only in conditions if only and not asked]


def _elsewhere(record: Record, wish: Wish) -> Reservation | None:
    if not wish.region or not record.home_region or record.home_region == wish.region:
        return None
    return Reservation(Caution.OTHER_REGION, (record.home_region,))


def _edge(record: Record, wish: Wish) -> Reservation | None:
    if wish.trl is None or record.trl is None or record.trl[0] == record.trl[1] or wish.trl not in record.trl:
        return None
    return Reservation(Caution.TRL_EDGE, (str(record.trl[0]), str(record.trl[1])))


@dataclass(frozen=True, slots=True)
class _Standing:
    """A token of the record and where it stands."""

    token: Token
    place: Place


def _tokens(record: Record, language: Language, analyser: Analyser) -> list[_Standing]:
    """The record's tokens in one language; places count from the start of the title or of the text."""
    title = len(record.title.get(language, "")) + 1
    standing = []
    for token in analyser.analyse(record.texts().get(language, ""), language).tokens:
        where: Where = "title" if token.start < title else "text"
        past = title if where == "text" else 0
        place = Place(language, where, token.start - past, token.end - past, token.surface)
        standing.append(_Standing(token, place))
    return standing


class _Gathered:
    """What one word of the wish, by one translation or none, has given so far."""

    def __init__(self) -> None:
        self.score = 0.0
        self.tokens: dict[str, set[str]] = defaultdict(set)

    def add(self, field: str, token: str, score: float) -> None:
        self.score += score
        self.tokens[field].add(token)


def _contributions(scores: list[TermScore], asked: Prepared, tokens: list[_Standing]) -> tuple[Contribution, ...]:
    gathered: dict[tuple[int, str], _Gathered] = defaultdict(_Gathered)
    for given in scores:
        sources = asked.sources.get((given.language, given.term.field, given.term.token), ())
        whole = sum(source.weight for source in sources)
        for source in sources:
            part = given.score * source.weight / whole
            gathered[source.word, source.via].add(given.term.field, given.term.token, part)
    total = sum(each.score for each in gathered.values()) or 1.0
    met_by = _Met(tokens)
    found = [
        Contribution(
            asked.words[word].surface,
            asked.words[word].places,
            met_by.places(each, asked.grams[word]),
            each.score / total,
            _ways(each, via),
            via,
        )
        for (word, via), each in gathered.items()
    ]
    return tuple(sorted(found, key=lambda each: (-each.share, each.asked, each.via)))


def _ways(gathered: _Gathered, via: str) -> tuple[Way, ...]:
    if via:
        return ("bridge",)
    named: tuple[tuple[str, Way], ...] = (("words", "word"), ("parts", "part"), ("grams", "spelling"))
    return tuple(way for field, way in named if gathered.tokens[field])


class _Met:
    """The record's tokens by what they are matched by."""

    def __init__(self, tokens: list[_Standing]) -> None:
        self.tokens = tokens
        self.by: dict[tuple[str, str], list[int]] = defaultdict(list)
        for at, standing in enumerate(tokens):
            self.by["words", standing.token.word].append(at)
            for part in set(standing.token.parts):
                self.by["parts", part].append(at)
            for gram in set(standing.token.grams):
                self.by["grams", gram].append(at)

    def places(self, gathered: _Gathered, grams: int) -> tuple[Place, ...]:
        """The record's words that a word of the wish met: by word or part; by spelling only where it is like enough."""
        exact = {at for field in ("words", "parts") for token in gathered.tokens[field] for at in self.by[field, token]}
        shared: dict[int, int] = defaultdict(int)
        for gram in gathered.tokens["grams"]:
            for at in self.by["grams", gram]:
                shared[at] += 1
        like = {at for at, count in shared.items() if count >= LIKE_ENOUGH * grams}
        return tuple(self.tokens[at].place for at in sorted(exact | like))


def _compounds(contributions: Iterable[Contribution], asked: Prepared, tokens: list[_Standing]) -> tuple[Compound, ...]:
    by_place = {standing.place: standing.token for standing in tokens}
    parts = {word.surface: word.parts for word in asked.words}
    found: list[Compound] = []
    for each in contributions:
        if "part" in each.ways:
            found.append(Compound(each.surface, parts[each.surface], "wish"))
            met_tokens = [by_place[place] for place in each.found]
            found += [Compound(token.surface, token.parts, "record") for token in met_tokens if token.parts]
    return tuple(dict.fromkeys(each for each in found if each.parts))
