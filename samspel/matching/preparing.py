"""From texts to what an index stores and what it is asked, with the way back from each term to the words written."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from samspel.matching.analysis import Analyser, Analysis, Token
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
    first = next(iter(texts))
    analyses = {language: analyser.analyse(text[:LONGEST], language) for language, text in texts.items()}
    kept = {language: _most_telling(each, frequencies) for language, each in analyses.items()}
    words = [group for groups in kept.values() for group in groups]
    number = {id(group): at for at, group in enumerate(words)}
    sources: dict[TermKey, list[Source]] = defaultdict(list)
    translated: dict[int, list[str]] = defaultdict(list)
    for language, groups in kept.items():
        for group in groups:
            at = number[id(group)]
            for key, weight in _own_terms(group, language, weights):
                sources[key].append(Source(at, "", weight))
            for target in LANGUAGES:
                if target not in texts:
                    for bridged in _bridged(group[0], language, target, analyser, bridge):
                        translated[at].append(bridged.via)
                        times = bridged.weight * weights.bridge * len(group)
                        for field, term, weight in weights.terms(bridged.token):
                            sources[target, field, term].append(Source(at, bridged.via, weight * times))
    return Prepared(
        first,
        _query(sources),
        tuple(_understood(group, translated[at]) for at, group in enumerate(words)),
        {key: tuple(found) for key, found in sources.items()},
        sum(len(_grouped(each.tokens)) for each in analyses.values()) - len(words),
        tuple(len({gram for token in group for gram in token.grams}) for group in words),
    )


def _grouped(tokens: Iterable[Token]) -> list[list[Token]]:
    groups: dict[str, list[Token]] = defaultdict(list)
    for token in tokens:
        groups[token.word].append(token)
    return list(groups.values())


def _most_telling(analysis: Analysis, frequencies: Frequencies) -> list[list[Token]]:
    """The tokens by word, in order of the text; of too many words those that are rarest in the index and repeated."""
    groups = _grouped(analysis.tokens)
    if len(groups) <= MOST_WORDS:
        return groups
    found = frequencies([(analysis.language, "words", group[0].word) for group in groups])
    telling = [
        (1 + math.log(len(group))) / math.log(math.e + count) if count else 0.0
        for group, count in zip(groups, found, strict=True)
    ]
    best = sorted(range(len(groups)), key=lambda at: (-telling[at], at))[:MOST_WORDS]
    return [groups[at] for at in sorted(best)]


def _own_terms(group: list[Token], language: Language, weights: Weights) -> list[tuple[TermKey, float]]:
    return [((language, field, term), weight) for token in group for field, term, weight in weights.terms(token)]


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


def _understood(group: list[Token], translations: list[str]) -> Understood:
    places = tuple((token.start, token.end) for token in group)
    return Understood(group[0].surface, places, group[0].parts, tuple(dict.fromkeys(filter(None, translations))))
