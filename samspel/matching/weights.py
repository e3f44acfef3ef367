"""Every constant of the scoring, in one place. Chosen by `benchmarks/retrieval.py`; see docs/matching.md."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from samspel.matching.analysis import Token

TITLE = 3  # times that a title's words count, beside those of the text
RELATED = 0.6  # what an everyday word is taken to ask for, beside a translation of the word itself
BY_PARTS = 0.7  # a compound translated part by part, beside one that is in the dictionary


@dataclass(frozen=True)
class Weights:
    """How much a match counts: by field of tokens, over the dictionary bridge, and of meaning beside words."""

    words: float = 1.0
    parts: float = 1.0
    grams: float = 1.1  # of a word of one gram
    gram_damping: float = 0.25  # each gram of a word of n counts n to the power of minus this: long words tell more
    weak: float = 0.3  # words that tell little, such as "när" and "behöver"
    bridge: float = 0.8  # a match through the dictionary, beside one in the reader's own language
    lexical: float = 0.3  # share of the best lexical score in the mix with meaning
    dense: float = 0.7
    cosine_floor: float = 0.72  # multilingual-e5-small: unrelated texts
    cosine_span: float = 0.23  # … and from there to as good as the same text

    def terms(self, token: Token) -> Iterator[tuple[Literal["words", "parts", "grams"], str, float]]:
        """What a word of a query asks for: field, token and how much it counts."""
        counts = self.weak if token.weak else 1.0
        yield "words", token.word, self.words * counts
        for part in token.whole_or_parts:
            yield "parts", part, self.parts * counts
        each = self.grams * counts * max(1, len(token.grams)) ** -self.gram_damping
        for gram in token.grams:
            yield "grams", gram, each


WEIGHTS = Weights()
