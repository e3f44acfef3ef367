"""Words made comparable: without case, accents and punctuation, with the many ways to write "number" as one."""

import re
import unicodedata
from functools import lru_cache

_NUMBER = re.compile(r"(?:nummer|numret|number|nr)$|^num$")


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """Lower case letters and digits, single spaces between words: “Org.Nr” is `org nr`, “Område” `omrade`."""
    spread = unicodedata.normalize("NFKD", text.casefold().replace("№", " nr ").replace("#", " nr "))
    letters = "".join(c for c in spread if not unicodedata.combining(c))
    return " ".join(re.sub(r"[\W_]+", " ", letters).split())


@lru_cache(maxsize=20_000)
def name_key(text: str) -> str:
    """A name of a column for comparing: folded, joined, and with each way to write “number” at a word's end as `nr`.

    `no` is one only as a word of its own after another."""
    words = folded(text).split()
    return "".join("nr" if word == "no" and at else _NUMBER.sub("nr", word) for at, word in enumerate(words))


_UNIT_TAIL = re.compile(
    r"\s*[,;/]\s*(?:i\s+|in\s+)?(?:t?kr|t?sek|ksek|msek|mkr|kronor|eur|euro|keur|%|procent|percent|h|tim|timmar|hours|st|antal"
    r"|pcs|å{4}-mm-dd|yyyy-mm-dd|dagar|days|mån|months)\.?\s*\*?\s*$",
    re.IGNORECASE,
)


@lru_cache(maxsize=20_000)
def without_unit(text: str) -> str:
    """A column's name without its unit: “Timmar (h)” and “Belopp, SEK” lose theirs."""
    bare = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", " ", text)
    bare = _UNIT_TAIL.sub("", bare)
    return bare if bare.strip(" *") else text
