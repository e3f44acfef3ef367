"""Swedish compounds taken apart: `tillverkningsindustri` is `tillverkning` and `industri`."""

from samspel.matching.lexicon import Lexicon

_LINKS = ("s", "", "e", "o", "u")
_SHORTEST_PART = 3
_LONGEST_WORD = 60


class Splitter:
    """Takes compounds apart by the words of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._vocabulary = lexicon.vocabulary
        self._known = {term.swedish: term.parts for term in lexicon.terms if term.parts}

    def split(self, word: str) -> tuple[str, ...]:
        """The parts of a lower-case word, without linking letters; empty when it is no compound."""
        if known := self._known.get(word):
            return known
        if not 2 * _SHORTEST_PART <= len(word) <= _LONGEST_WORD:
            return ()
        vocabulary = self._vocabulary
        for at in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
            head, tail = word[:at], word[at:]
            if tail not in vocabulary:
                continue
            for link in _LINKS:
                if head.endswith(link) and head[: len(head) - len(link)] in vocabulary:
                    return head[: len(head) - len(link)], tail
        return ()
