"""Swedish compounds taken apart: `tillverkningsindustri` is `tillverkning` and `industri`.

A word is divided where both sides are known words, at the place where most other words begin like the one side and end
like the other. How many do is read off two sorted word lists. Measured on the words that a dictionary divides, in
`tests/matching/test_compounds.py`.
"""

import math
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from samspel.matching.lexicon import Lexicon

_LONGEST = 60  # longer words are no words
_SHORTEST = 5
_DEEPEST = 2  # divisions within divisions
_ENOUGH = 2.0  # the least score of a division
_WHOLE = 3.0  # what it takes more for a word of just so many letters, such as `cirkulär`
_SHORT_SIDE = 1.0
_S_BELONGS_LEFT = 2.0
_DIVISIBLE = 8  # letters; shorter words that the dictionary has undivided are left whole
_AFTER = "\U0010ffff"
_SHORT_HEADS = frozenset({"el", "it", "tv", "is", "ny", "ko", "bi", "by", "ai", "ö"})


@dataclass(frozen=True, slots=True)
class _Division:
    score: float
    head: str  # without its linking letters
    written: str  # with them
    tail: str


class Splitter:
    """Takes compounds apart by the words of a lexicon. Safe to share; remembers nothing but the lists."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._words = lexicon.vocabulary
        self._whole = lexicon.undivided
        self._beginnings, self._endings = lexicon.beginnings, lexicon.endings
        self._told = {term.swedish: term.parts for term in lexicon.terms if term.parts and " " not in term.swedish}
        self._sorted, self._backwards = _sorted_lists(lexicon)

    def split(self, word: str) -> tuple[str, ...]:
        """The parts of a lower-case word in its basic form, without linking letters; empty when it is no compound."""
        parts = self._divided(word)
        return parts if len(parts) > 1 else ()

    def _divided(self, word: str, depth: int = 0) -> tuple[str, ...]:
        if told := self._told.get(word):
            return told
        simple = word in self._whole and (depth or len(word) < _DIVISIBLE)
        division = self._best(word) if not simple and _SHORTEST <= len(word) <= _LONGEST else None
        if division is None:
            return (word,)
        sides = (division.head, division.tail)
        return tuple(
            part for side in sides for part in (self._divided(side, depth + 1) if depth < _DEEPEST else (side,))
        )

    def _best(self, word: str) -> _Division | None:
        found = [division for at in range(1, len(word) - 2) if (division := self._at(word[:at], word[at:]))]
        best = max(found, key=lambda division: division.score, default=None)
        enough = _ENOUGH + (_WHOLE if word in self._whole and len(word) == _DIVISIBLE else 0)
        return best if best and best.score >= enough else None

    def _at(self, written: str, tail: str) -> _Division | None:
        if (
            tail not in self._words
            or tail in self._endings
            or written in self._beginnings
            or written[:-1] in self._beginnings
        ):
            return None
        base, cost = self._without_link(written)
        if not base or base in self._beginnings:
            return None
        beginning, ending = self._beginning(written), self._ending(tail)
        score = math.log(beginning + 0.5) + math.log(ending + 0.5) - cost
        score -= _SHORT_SIDE * ((len(tail) == 3) + (len(written) <= 3))
        if tail[0] == "s" and 2 * self._beginning(written + "s") > beginning:
            score -= _S_BELONGS_LEFT  # `riksdags|val`: most words that begin with `riksdag` go on with s
        return _Division(score, base, written, tail)

    def _without_link(self, written: str) -> tuple[str, float]:
        """The word a first part is a form of, and what taking it for that costs; "" when there is none."""
        words = self._words
        if written[-1] == "s" and len(written) > 3 and written[:-1] in words:
            return written[:-1], 0.0
        if written in _SHORT_HEADS or (written in words and len(written) > 2):
            return written, 0.0
        if len(written) > 3 and written[-1] in "eou":
            stem = written[:-1]
            base = next((form for form in (stem + "a", stem + "e", stem) if form in words), "")
            return base, 1.4
        if len(written) > 2:  # `gat|lykta`: the vowel falls away
            return next((form for form in (written + "a", written + "e") if form in words), ""), 2.0
        return "", 0.0

    def _beginning(self, start: str) -> int:
        return bisect_left(self._sorted, start + _AFTER) - bisect_left(self._sorted, start)

    def _ending(self, end: str) -> int:
        return bisect_left(self._backwards, end[::-1] + _AFTER) - bisect_left(self._backwards, end[::-1])


@lru_cache(maxsize=4)
def _sorted_lists(lexicon: Lexicon) -> tuple[list[str], list[str]]:
    words: Iterable[str] = lexicon.vocabulary
    return sorted(words), sorted(word[::-1] for word in words)
