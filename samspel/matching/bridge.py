"""From a word in one of our languages to words in the other: the domain's glossary first, then a general dictionary."""

import html
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from samspel.matching.analysis import Analyser
from samspel.matching.language import Language

_MOST = 3  # translations of one word that are followed
_ASIDE = re.compile(r"\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Bridged:
    """A word found through the dictionary: as written, the translation it came by, and what it is matched by."""

    surface: str
    via: str
    word: str
    weight: float = 1.0  # less when the translation is one of many, or many words


class Bridge:
    """Translates words for search; not sentences."""

    def __init__(self, analyser: Analyser) -> None:
        self.analyser = analyser
        self._sv_en, self._en_sv = _tables(
            tuple((term.swedish, term.english) for term in analyser.lexicon.terms if term.english)
        )

    def of(self, surface: str, source: Language, target: Language) -> list[Bridged]:
        """What the word, as written, is in the other language; empty when nobody knows."""
        if source == target:
            return []
        table = self._sv_en if source == "sv" else self._en_sv
        translations = table.get(surface.casefold(), ())[:_MOST]
        return [
            Bridged(surface, via, token.word, 1 / len(translations))
            for via in translations
            for token in self.analyser.analyse(via, target).tokens
        ]


@lru_cache(maxsize=4)
def _tables(
    glossary: tuple[tuple[str, tuple[str, ...]], ...],
) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    forward: dict[str, tuple[str, ...]] = {}
    for line in (files("svlang") / "data" / "folkets_sv_en.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or "\t" not in line:
            continue
        word, meanings = line.split("\t", 1)
        said = (_ASIDE.sub("", html.unescape(meaning)).strip().casefold() for meaning in re.split("[,;]", meanings))
        forward[word.replace("|", "").casefold()] = tuple(meaning for meaning in said if meaning)
    forward.update(glossary)
    back: dict[str, list[str]] = defaultdict(list)
    for word, meanings_ in [*glossary, *forward.items()]:
        for meaning in meanings_:
            back[meaning].append(word)
    return forward, {meaning: tuple(dict.fromkeys(words)) for meaning, words in back.items()}
