"""The words that texts are compared by, and how they were written."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from samspel.frontdoor.search.queries.matcher import matcher
from samspel.matching import Language
from samspel.matching.analysis import lemma


@dataclass
class TermForms:
    """Texts as terms: words in their basic form, and the parts of compounds; with how each was written in each text.

    A term is odd where it was ever written as a name might be: not in the word list, or with a capital of its own."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    _written: dict[str, dict[str, Counter[str]]] = field(default_factory=dict)
    _odd: set[str] = field(default_factory=set)

    def add(self, key: str, text: str, language: Language) -> None:
        """Read a text."""
        analyser = matcher().analyser
        known = analyser.lexicon.known[language]
        terms = self.texts.setdefault(key, [])
        written = self._written.setdefault(key, defaultdict(Counter))
        for token in analyser.analyse(text, language).tokens:
            if token.weak:
                continue
            surface = token.surface.casefold()
            terms += [token.word, *token.parts]
            written[token.word][surface] += 1
            for part in token.parts:
                written[part][surface] += 0
            in_list = bool({surface, lemma(surface, language)} & known) or bool(analyser.parts(surface, language))
            if not in_list or not _is_plain(token.surface, text[: token.start]):
                self._odd.update((token.word, *token.parts))

    def written(self, terms: Sequence[str], keys: Sequence[str], most: int, plain: bool = False) -> list[str]:
        """The terms as the texts with the keys have them, each word once; `plain`: without odd ones, so that nobody is
        named."""
        kept = [term for term in terms if not plain or term not in self._odd]
        return list(dict.fromkeys(self._usual(term, keys) for term in kept))[:most]

    def _usual(self, term: str, keys: Sequence[str]) -> str:
        """As it is written most often; where it is only ever a part of others, the shortest of those."""
        found: Counter[str] = Counter()
        for key in keys:
            for word, times in self._written[key].get(term, {}).items():
                found[word] += times
        return max(found, key=lambda word: (found[word], -len(word), word))


def _is_plain(surface: str, before: str) -> bool:
    """Whether it is written as no name is: letters only, and no capital but where a sentence begins."""
    opens = before.rstrip()[-1:] in {"", ".", "!", "?", ":"}
    return surface.isalpha() and (surface.islower() or (opens and surface[1:].islower()))
