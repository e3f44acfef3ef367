"""From texts to what an index stores and what it is asked, with the way back from each term to the words written."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from samspel.matching.analysis import Analyser, Analysis, Token
from samspel.matching.bridge import Bridge, Bridged
from samspel.matching.index.protocol import FieldName, IndexDocument, IndexQuery, IndexTerm
from samspel.matching.language import Language
from samspel.matching.records import LANGUAGES, Record
from samspel.matching.weights import TITLE, WEIGHTS, Weights

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
class TermSource:
    """What a term came from: a word of the wish (by its number), perhaps by way of a translation."""

    word: int
    via: str = ""
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class PreparedQuery:
    """A query, the language of the wish, and where every term came from."""

    language: Language
    query: IndexQuery
    words: tuple[Understood, ...]
    sources: Mapping[TermKey, tuple[TermSource, ...]]
    left_out: int  # different words beyond the most telling `MOST_WORDS`
    grams: tuple[int, ...]  # how many different 5-grams each word has


def document(record: Record, analyser: Analyser) -> IndexDocument:
    """A record's tokens, each language analysed as such; those of the title as often as they count."""
    sides = {}
    for language, text in record.texts().items():
        whole = analyser.analyse(text, language)
        title = [token for token in whole.tokens if token.end <= len(record.title.get(language, ""))]
        sides[language] = Analysis(language, (*whole.tokens, *title * (TITLE - 1))).fields()
    return IndexDocument(record.key, record.kind, sides)


def prepared(
    texts: Mapping[Language, str],
    analyser: Analyser,
    bridge: Bridge,
    frequencies: Frequencies,
    weights: Weights = WEIGHTS,
) -> PreparedQuery:
    """A query of one text, or of the same text in both languages; a language without text is reached by the bridge."""
    words = words_of(texts, analyser, bridge)
    kept = _most_telling(words, frequencies)
    sources: dict[TermKey, list[TermSource]] = defaultdict(list)
    for at, word in enumerate(kept):
        for key, via, weight in terms_of(word, weights):
            sources[key].append(TermSource(at, via, weight))
    return PreparedQuery(
        next(iter(texts)),
        _query(sources),
        tuple(_understood(word, analyser) for word in kept),
        {key: tuple(found) for key, found in sources.items()},
        len(words) - len(kept),
        tuple(len({gram for token in word.tokens for gram in token.grams}) for word in kept),
    )


@dataclass(frozen=True, slots=True)
class Word:
    """A word that a text has, once or more, and what it is in the languages that have no text of their own."""

    language: Language
    tokens: tuple[Token, ...]
    bridged: tuple[tuple[Language, Bridged], ...] = ()


def words_of(texts: Mapping[Language, str], analyser: Analyser, bridge: Bridge) -> list[Word]:
    """The different words of the texts in order, each with all its tokens and its translations."""
    found = []
    others = [language for language in LANGUAGES if language not in texts]
    for language, text in texts.items():
        tokens = analyser.analyse(text[:LONGEST], language).tokens
        phrases: dict[str, list[tuple[Language, Bridged]]] = defaultdict(list)
        for target in others:
            for token, bridged in bridge.phrases(tokens, language, target):
                phrases[token.word].append((target, bridged))
        groups: dict[str, list[Token]] = defaultdict(list)
        for token in tokens:
            groups[token.word].append(token)
        for key, group in groups.items():
            targets = (*others, language)
            single = [(target, each) for target in targets for each in _bridged(group[0], language, target, bridge)]
            found.append(Word(language, tuple(group), (*phrases[key], *single)))
    return found


def terms_of(word: Word, weights: Weights = WEIGHTS) -> Iterator[tuple[TermKey, str, float]]:
    """What to look for because of a word: term, the translation it comes by or "", weight."""
    for token in word.tokens:
        for field, term, weight in weights.terms(token):
            yield (word.language, field, term), "", weight
    for target, bridged in word.bridged:
        times = bridged.weight * weights.bridge * len(word.tokens)
        for field, term, weight in weights.terms(bridged.token):
            yield (target, field, term), bridged.via, weight * times


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


def _bridged(token: Token, source: Language, target: Language, bridge: Bridge) -> list[Bridged]:
    """Translations of the word, and what it is taken to ask for; a word that nobody translates is looked for as it
    stands: names, loan words."""
    found = bridge.of(token.surface, source, target)
    if found or source == target:
        return found
    return [Bridged(token.surface, "", same) for same in bridge.analyser.analyse(token.surface, target).tokens]


def _query(sources: Mapping[TermKey, list[TermSource]]) -> IndexQuery:
    sides: dict[Language, list[IndexTerm]] = defaultdict(list)
    for (language, field, token), found in sources.items():
        sides[language].append(IndexTerm(field, token, sum(source.weight for source in found)))
    return IndexQuery({language: tuple(terms) for language, terms in sides.items()})


def _understood(word: Word, analyser: Analyser) -> Understood:
    first = word.tokens[0]
    places = tuple((token.start, token.end) for token in word.tokens)
    translations = dict.fromkeys(bridged.via for _, bridged in word.bridged if bridged.via)
    return Understood(first.surface, places, tuple(analyser.parts(first.surface, word.language)), tuple(translations))
