"""Which areas a text is suggested to be of, by the beginnings of words that the programme folder lists. Pure.

A suggestion for a reader to judge, never a classification: the words found are always shown with it.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

K = TypeVar("K")


def suggested(text: str, words: Mapping[K, Sequence[str]]) -> dict[K, list[str]]:
    """Area → the words whose beginnings occur in the text, for the areas that have any. A listed word fits where a
    word of the text begins with it, small and capital letters alike."""
    folded = " ".join(text.casefold().split())
    found = {key: [word for word in listed if _pattern(word).search(folded)] for key, listed in words.items()}
    return {key: hits for key, hits in found.items() if hits}


@lru_cache(maxsize=4096)
def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)" + re.escape(" ".join(word.casefold().split())))
