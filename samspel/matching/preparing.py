"""From texts to what an index stores and what it is asked, with the way back from each term to the words written."""

import math
from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from samspel.matching.analysis import Analyser, Token
from samspel.matching.bridge import Bridge, Bridged
from samspel.matching.index.protocol import Document, FieldName, Query, Term
from samspel.matching.language import Language
from samspel.matching.records import LANGUAGES, Record
from samspel.matching.weights import WEIGHTS, Weights

MOST_WORDS = 64  # different words that a search is made of; of longer texts the most telling ones
LONGEST = 20_000  # characters of a wish that are read

TermKey = tuple[Language, FieldName, str]
Frequencies = Callable[[Sequence[TermKey]], list[int]]


@dataclass(frozen=True, slots=True)
class Understood:
    """A word of the wish as it was understood: where it stands, its parts if a compound, its translations."""

    surface: str
    places: tuple[tuple[int, int], ...]
    parts: tuple[str, ...]
    translations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """What a term came from: a word of the wish (by its number), perhaps by way of a translation."""

    word: int
    via: str = ""
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Prepared:
    """A query, the language of the wish, and where every term came from."""

    language: Language
    query: Query
    words: tuple[Understood, ...]
    sources: Mapping[TermKey, tuple[Source, ...]]
    left_out: int  # different words beyond the most telling `MOST_WORDS`
    grams: tuple[int, ...]  # how many different 5-grams each word has


def document(record: Record, analyser: Analyser) -> Document:
    """A record's tokens, each language analysed as such."""
    sides = {language: analyser.analyse(text, language).fields() for language, text in record.texts().items()}
    return Document(record.key, record.kind, sides)


def prepared(
    texts: Mapping[Language, str],
    analyser: Analyser,
    bridge: Bridge,
    frequencies: Frequencies,
    weights: Weights = WEIGHTS,
) -> Prepared:
    """A query of one text, or of the same text in both languages; a language without text is reached by the bridge."""
    words = words_of(texts, analyser)
    kept = _most_telling(words, frequencies)
    sources: dict[TermKey, list[Source]] = defaultdict(list)
    for at, word in enumerate(kept):
        for key, via, weight in terms_of(word, texts, analyser, bridge, weights):
            sources[key].append(Source(at, via, weight))
    return Prepared(
        next(iter(texts)),
        _query(sources),
        tuple(_understood(at, word, sources) for at, word in enumerate(kept)),
        {key: tuple(found) for key, found in sources.items()},
        len(words) - len(kept),
        tuple(len({gram for token in word.tokens for gram in token.grams}) for word in kept),
    )


@dataclass(frozen=True, slots=True)
class Word:
    """A word that a text has, once or more."""

    language: Language
    tokens: tuple[Token, ...]


def words_of(texts: Mapping[Language, str], analyser: Analyser) -> list[Word]:
    """The different words of the texts in order, each with all its tokens."""
    found = []
    for language, text in texts.items():
        groups: dict[str, list[Token]] = defaultdict(list)
        for token in analyser.analyse(text[:LONGEST], language).tokens:
            groups[token.word].append(token)
        found += [Word(language, tuple(tokens)) for tokens in groups.values()]
    return found


def terms_of(
    word: Word, texts: Container[Language], analyser: Analyser, bridge: Bridge, weights: Weights = WEIGHTS
) -> Iterator[tuple[TermKey, str, float]]:
    """What to look for because of a word: term, the translation it comes by or "", weight."""
    for key, weight in _own_terms(word.tokens, word.language, weights):
        yield key, "", weight
    for target in LANGUAGES:
        if target not in texts:
            for bridged in _bridged(word.tokens[0], word.language, target, analyser, bridge):
                weight = bridged.weight * weights.bridge * weights.words * len(word.tokens)
                yield (target, "words", bridged.word), bridged.via, weight


def _most_telling(words: list[Word], frequencies: Frequencies) -> list[Word]:
    """All words, or of too many in a language those that are rarest in the index and repeated, in order of the text."""
    found = []
    for language in LANGUAGES:
        own = [word for word in words if word.language == language]
        if len(own) > MOST_WORDS:
            having = frequencies([(language, "words", word.tokens[0].word) for word in own])
            telling = [_telling(word, count) for word, count in zip(own, having, strict=True)]
            best = sorted(range(len(own)), key=lambda at: (-telling[at], at))[:MOST_WORDS]
            own = [own[at] for at in sorted(best)]
        found += own
    return found


def _telling(word: Word, having: int) -> float:
    return (1 + math.log(len(word.tokens))) / math.log(math.e + having) if having else 0.0


def _own_terms(tokens: Sequence[Token], language: Language, weights: Weights) -> list[tuple[TermKey, float]]:
    first = tokens[0]
    return [
        ((language, "words", first.word), weights.words * len(tokens)),
        *(((language, "parts", part), weights.parts * len(tokens)) for part in first.parts),
        *(((language, "grams", gram), weights.grams) for token in tokens for gram in token.grams),
    ]


def _bridged(token: Token, source: Language, target: Language, analyser: Analyser, bridge: Bridge) -> list[Bridged]:
    """Translations of the word; a word that nobody translates is looked for as it stands: names, loan words."""
    if found := bridge.of(token.surface, source, target):
        return found
    return [Bridged(token.surface, "", same) for same in analyser.analyse(token.surface, target).tokens]


def _query(sources: Mapping[TermKey, list[Source]]) -> Query:
    sides: dict[Language, list[Term]] = defaultdict(list)
    for (language, field, token), found in sources.items():
        sides[language].append(Term(field, token, sum(source.weight for source in found)))
    return Query({language: tuple(terms) for language, terms in sides.items()})


def _understood(at: int, word: Word, sources: Mapping[TermKey, list[Source]]) -> Understood:
    places = tuple((token.start, token.end) for token in word.tokens)
    translations = dict.fromkeys(
        source.via for found in sources.values() for source in found if source.word == at and source.via
    )
    return Understood(word.tokens[0].surface, places, word.tokens[0].parts, tuple(translations))
