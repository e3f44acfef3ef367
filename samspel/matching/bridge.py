"""From a word to other words worth looking for: in the other language by the domain's glossary, then by a general
dictionary; in the same language, what the domain calls what people ask for in everyday words.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from samspel.matching.analysis import Analyser, Token, lemma
from samspel.matching.language import Language
from samspel.matching.lexicon import Lexicon, Term, dictionary
from samspel.matching.weights import BY_PARTS, RELATED

_MOST = 3  # translations of one word that are followed
_LONGEST_PHRASE = 4  # words
_ARTICLES = ("to ", "a ", "an ", "the ")

Table = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Bridged:
    """A word found through the dictionary: as it was written, the translation it came by, and the token to match."""

    surface: str
    via: str
    token: Token
    weight: float = 1.0  # less when the translation is one of many, or of a part only

    @property
    def word(self) -> str:
        """What it is matched by."""
        return self.token.word


class Bridge:
    """Translates words and the glossary's phrases for search; not sentences. Safe to share."""

    def __init__(self, analyser: Analyser) -> None:
        self.analyser = analyser
        self._tables = _tables(analyser.lexicon)
        self._glossary = _glossary(analyser.lexicon.terms)
        self._asked_by = _asked_by(analyser.lexicon.terms)
        self._of = lru_cache(maxsize=20_000)(self._followed)

    def of(self, surface: str, source: Language, target: Language) -> list[Bridged]:
        """What the word, as written, is in the other language, and what it is taken to ask for; may be empty."""
        return list(self._of(surface, source, target))

    def phrases(self, tokens: Sequence[Token], source: Language, target: Language) -> Iterator[tuple[Token, Bridged]]:
        """Terms of the glossary of several words ("water treatment") that the tokens hold, at their first word."""
        if source == target:
            return
        lemmas = [lemma(token.surface, source) for token in tokens]
        for start, token in enumerate(tokens):
            for length in range(2, min(_LONGEST_PHRASE, len(tokens) - start) + 1):
                surface = " ".join(each.surface for each in tokens[start : start + length])
                basic = " ".join(lemmas[start : start + length])
                translations = self._glossary[source].get(surface.casefold()) or self._glossary[source].get(basic, ())
                yield from ((token, found) for found in self._bridged(surface, translations, target))

    def _followed(self, surface: str, source: Language, target: Language) -> tuple[Bridged, ...]:
        found = () if source == target else self._translated(surface, source, target)
        return (*found, *self._bridged(surface, self._asked_for(surface, source, target), target, RELATED))

    def _asked_for(self, surface: str, source: Language, target: Language) -> list[str]:
        """What the domain calls what people ask for by the word, or else by a part of it."""
        for words in ((surface.casefold(),), (lemma(surface, source),), self.analyser.parts(surface, source)):
            if terms := [term for word in words for term in self._asked_by.get(word, ())]:
                names = (name for term in terms for name in ((term.swedish,) if target == "sv" else term.english[:1]))
                return list(dict.fromkeys(names))
        return []

    def _translated(self, surface: str, source: Language, target: Language) -> tuple[Bridged, ...]:
        if translations := self._looked_up(surface, source):
            return tuple(self._bridged(surface, translations, target))
        parts = self.analyser.parts(surface, source)
        found = [(part, self._looked_up(part, source)) for part in parts]
        weight = BY_PARTS * max(1, len(found)) ** -0.5
        return tuple(
            bridged for _, translations in found for bridged in self._bridged(surface, translations, target, weight)
        )

    def _looked_up(self, surface: str, source: Language) -> tuple[str, ...]:
        folded, basic = surface.casefold(), lemma(surface, source)
        for table in (self._glossary[source], self._tables[source]):
            if found := table.get(folded) or table.get(basic):
                return found[:_MOST]
        return ()

    def _bridged(
        self, surface: str, translations: Sequence[str], target: Language, weight: float = 1.0
    ) -> Iterator[Bridged]:
        """The tokens of each translation; the weight is shared by the translations, and by the words of each."""
        for via in translations:
            tokens = self.analyser.analyse(via, target).tokens
            share = weight * (len(translations) * max(1, len(tokens))) ** -0.5
            yield from (Bridged(surface, via, token, share) for token in tokens)


@lru_cache(maxsize=4)
def _glossary(terms: tuple[Term, ...]) -> dict[Language, Table]:
    pairs = [(term.swedish, term.english) for term in terms if term.english]
    return {"sv": dict(pairs), "en": _reversed(pairs)}


@lru_cache(maxsize=4)
def _asked_by(terms: tuple[Term, ...]) -> Mapping[str, tuple[Term, ...]]:
    found: dict[str, list[Term]] = defaultdict(list)
    for term in terms:
        for word in term.asked_by:
            found[word].append(term)
    return {word: tuple(asked) for word, asked in found.items()}


@lru_cache(maxsize=4)
def _tables(lexicon: Lexicon) -> dict[Language, Table]:
    """The dictionary both ways, words only the glossary does not have."""
    pairs = [
        (word.replace("|", ""), tuple(_bare(meaning) for meaning in meanings))
        for word, meanings in dictionary().items()
        if meanings
    ]
    return {"sv": dict(pairs), "en": _reversed(pairs)}


def _reversed(pairs: Iterable[tuple[str, tuple[str, ...]]]) -> Table:
    """English to Swedish: words that mean it in the first place before others, short ones before long."""
    found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for word, meanings in pairs:
        for rank, meaning in enumerate(meanings):
            found[meaning].append((rank, len(word), word))
    return {meaning: tuple(dict.fromkeys(word for *_, word in sorted(words))) for meaning, words in found.items()}


def _bare(meaning: str) -> str:
    return next((meaning[len(article) :] for article in _ARTICLES if meaning.startswith(article)), meaning)
