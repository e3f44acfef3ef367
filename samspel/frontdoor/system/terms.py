"""The words that texts are compared by, and how they were written."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from samspel.frontdoor.searching.engine import matcher
from samspel.matching import Language


@dataclass
class Wordings:
    """Texts as terms: words in their basic form, and the parts of compounds. `written` keeps how each was written, and
    `plain` which terms are ordinary words: in the word list, and never written with a capital inside a sentence."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    _written: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _odd: set[str] = field(default_factory=set)

    def add(self, key: str, text: str, language: Language) -> None:
        """Read a text."""
        analyser = matcher().analyser
        known = analyser.lexicon.known[language]
        terms = self.texts.setdefault(key, [])
        for token in analyser.analyse(text, language).tokens:
            if token.weak:
                continue
            surface = token.surface.casefold()
            terms += [token.word, *token.parts]
            self._written[token.word][surface] += 1
            for part in token.parts:
                self._written[part][surface] += 0
            in_list = surface in known or bool(analyser.parts(surface, language))
            if not in_list or not _is_plain(token.surface, text[: token.start]):
                self._odd.update((token.word, *token.parts))

    def written(self, terms: Sequence[str], most: int, plain: bool = False) -> list[str]:
        """The terms as people wrote them, each word once; `plain`: only ordinary words, which name nobody."""
        kept = [term for term in terms if not plain or term not in self._odd]
        return list(dict.fromkeys(map(self._usual, kept)))[:most]

    def _usual(self, term: str) -> str:
        """As it is written most often; where it is only ever a part of others, the shortest of those."""
        found = self._written[term]
        return max(found, key=lambda word: (found[word], -len(word), word))


def _is_plain(surface: str, before: str) -> bool:
    """Whether it is written as no name is: letters only, and no capital but where a sentence begins."""
    opens = before.rstrip()[-1:] in {"", ".", "!", "?", ":"}
    return surface.isalpha() and (surface.islower() or (opens and surface[1:].islower()))
