"""Text to tokens that can be matched: lemma and stem, compound parts, character 5-grams, and where each word stood."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import simplemma
import Stemmer

from samspel.matching.compounds import Splitter
from samspel.matching.language import Language, detect
from samspel.matching.lexicon import Lexicon

ALGORITHM = 2  # raise it when the same text gives other tokens; indexes are then rebuilt
GRAM = 5
REMEMBERED = 100_000  # words whose analysis is kept
_LONGEST = 80
_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*(?:[-'’][^\W_]+)*")
_JOINT = re.compile("[-'’]")
_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,1000}>|&[a-zA-Z]{2,8};|&#\d{1,6};")


_Matched = tuple[str, tuple[str, ...], tuple[str, ...], bool]


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: as written, where it stands in the original text, and what it is matched by."""

    surface: str
    start: int
    end: int
    word: str
    parts: tuple[str, ...]  # of a compound; none otherwise
    grams: tuple[str, ...]
    weak: bool = False  # a word that tells little: it counts, but for little

    @property
    def whole_or_parts(self) -> tuple[str, ...]:
        """What the field `parts` holds: the parts, or a simple word itself, so that it meets compounds made of it."""
        return self.parts or (self.word,)


@dataclass(frozen=True, slots=True)
class Fields:
    """The tokens of a text by index field, in order and with repetition."""

    words: list[str]
    parts: list[str]
    grams: list[str]


@dataclass(frozen=True, slots=True)
class Analysis:
    """A text's language and its tokens, stop words left out."""

    language: Language
    tokens: tuple[Token, ...]

    def fields(self) -> Fields:
        """What an index stores, and what a query asks for."""
        return Fields(
            [token.word for token in self.tokens],
            [part for token in self.tokens for part in token.whole_or_parts],
            [gram for token in self.tokens for gram in token.grams],
        )


class Analyser:
    """Analyses texts by a lexicon. Safe to share; remembers the words it has met, up to a bound."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self.lexicon = lexicon or Lexicon.load()
        self.version = f"{ALGORITHM}-{self.lexicon.digest}"
        self._splitter = Splitter(self.lexicon)
        self._matched_by = lru_cache(maxsize=REMEMBERED)(self._analyse_word)

    def language(self, text: str) -> Language:
        """Swedish or English; see `language.detect`."""
        stop, known = self.lexicon.stop_words, self.lexicon.known
        return detect(text, stop["sv"], stop["en"], known["sv"], known["en"])

    def analyse(self, text: str, language: Language | None = None) -> Analysis:
        """Tokens of any text, however odd; its language is detected when not given."""
        language = language or self.language(text)
        tokens = (
            Token(found.group(), found.start(), found.end(), *matched)
            for found in _WORD.finditer(_without_markup(text))
            if (matched := self._matched_by(found.group(), language))
        )
        return Analysis(language, tuple(tokens))

    def parts(self, surface: str, language: Language) -> Sequence[str]:
        """A compound's parts in their basic forms; empty for a simple word."""
        return self._parts(_folded(surface), lemma(surface, language), language)

    def _analyse_word(self, surface: str, language: Language) -> _Matched | None:
        folded = _folded(surface)[:_LONGEST]
        if not folded or folded in self.lexicon.stop_words[language]:
            return None
        basic = lemma(folded, language)
        parts = tuple(_stem(lemma(part, language), language) for part in self._parts(folded, basic, language))
        return _stem(basic, language), parts, _grams(folded), folded in self.lexicon.weak_words[language]

    def _parts(self, folded: str, basic: str, language: Language) -> Sequence[str]:
        pieces = [piece for piece in _JOINT.split(folded) if piece]
        if len(pieces) > 1:
            return [part for piece in pieces for part in self._simple_parts(piece, language)]
        return self._splitter.split(basic) if language == "sv" else ()

    def _simple_parts(self, piece: str, language: Language) -> Sequence[str]:
        return (self._splitter.split(lemma(piece, language)) if language == "sv" else ()) or (piece,)


def _without_markup(text: str) -> str:
    """The text with tags and entities blanked; every other character stays where it was."""
    return _TAG.sub(lambda found: " " * len(found.group()), text) if "<" in text or "&" in text else text


def _folded(surface: str) -> str:
    return unicodedata.normalize("NFKC", surface).casefold()


def lemma(word: str, language: Language) -> str:
    """A word's basic form, in lower case."""
    return str(simplemma.lemmatize(_folded(word), lang=language)).casefold()


@lru_cache(maxsize=2)
def _stemmer(language: Language) -> Stemmer.Stemmer:
    return Stemmer.Stemmer("swedish" if language == "sv" else "english")


def _stem(word: str, language: Language) -> str:
    return str(_stemmer(language).stemWord(word))


def _grams(folded: str) -> tuple[str, ...]:
    padded = f"_{folded}_"
    return tuple(padded[at : at + GRAM] for at in range(max(1, len(padded) - GRAM + 1)))
