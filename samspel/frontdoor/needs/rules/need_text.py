"""How a need in plain words is understood: what can be read out of the text itself. Plain values only."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

LONGEST = 20_000
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufff9-\uffff\ud800-\udfff]")
_WORD = re.compile(r"[^\W\d_]{2}")
_BLANKS = re.compile(r"[^\S\n]+")
_EMPTY_LINES = re.compile(r"\n{3,}")
_STAFF = re.compile(
    r"\b(\d{1,5})\s*(?:st\s+)?(?:anställda|medarbetare|personer|employees|staff|people|persons)\b", re.IGNORECASE
)
_ALONE = re.compile(
    r"\b(?:enmansföretag\w*|ensamföretag\w*|egenföretag\w*|sole trader|one-person|on my own)\b", re.IGNORECASE
)
_NOW = re.compile(
    r"\b(?:genast|omgående|akut|snarast|bråttom|direkt|så snart som möjligt|urgent\w*|asap|right away|immediately)\b",
    re.IGNORECASE,
)
_QUARTER = re.compile(
    r"\b(?:i höst|i vår|i vinter|i sommar|inom (?:några|tre|två) månader|this autumn|this spring)\b", re.IGNORECASE
)
_HINTS = {
    "test_bed": (
        r"\w*testbädd\w*|prova|provar|pröva|testa|testar|provning|provkör\w*|labb\w*|mäta|pilot\w*|test|tests|testing|"
        r"trial\w*|measure"
    ),
    "funding": (
        r"bidrag\w*|finansier\w*|kapital\w*|lån|låna|pengar|investerare|stödmedel|grant\w*|fund|funds|funding|loan\w*|"
        r"capital|investor\w*"
    ),
    "training": r"kurs\w*|utbild\w*|lära (?:oss|sig)|kompetensutveck\w*|course\w*|training|learn|teach",
    "advice": r"råd|rådgiv\w*|coach\w*|vägled\w*|affärsplan\w*|advice|advisor\w*|guidance",
    "research_group": r"forsk\w*|universitet\w*|högskol\w*|doktorand\w*|research\w*|university",
    "incubation": r"inkubator\w*|startup\w*|start-up\w*|starta (?:ett )?(?:företag|bolag)|incubator\w*",
    "network": r"nätverk\w*|kluster\w*|samarbetspartner\w*|träffa andra|network\w*|cluster\w*|partners?",
}
_HELPS: Final[Mapping[str, re.Pattern[str]]] = {
    kind: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for kind, words in _HINTS.items()
}
BOUNDS = ((9, "micro"), (49, "small"), (249, "medium"))


def plain(text: str) -> str:
    """The text as it is kept: composed letters, no control characters or lone surrogates, not endless, no gaps."""
    kept = _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = unicodedata.normalize("NFC", kept)
    lines = (_BLANKS.sub(" ", line).strip() for line in kept.split("\n"))
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()


def says_something(text: str) -> bool:
    """Whether there is at least a word to go by: two letters on end."""
    return _WORD.search(text) is not None


def helps_in(text: str) -> list[str]:
    """The kinds of help that the words hint at."""
    return [kind for kind, words in _HELPS.items() if words.search(text)]


def size_in(text: str) -> str:
    """The size class that a number of staff in the text tells of; "" where it tells of none, or of several."""
    told = {size_of(int(number)) for number in _STAFF.findall(text)}
    if _ALONE.search(text):
        told.add("micro")
    return told.pop() if len(told) == 1 else ""


def size_of(staff: int) -> str:
    """The size class by staff alone (Recommendation 2003/361/EC, article 2)."""
    return next((size for most, size in BOUNDS if staff <= most), "large")


def timing_in(text: str) -> str:
    """When help is wanted, as far as the words tell."""
    if _NOW.search(text):
        return "now"
    return "quarter" if _QUARTER.search(text) else "any"


def without(text: str, places: list[tuple[int, int]]) -> str:
    """The text with the places blanked; every other character stays where it was."""
    kept = list(text)
    for start, end in places:
        kept[start:end] = " " * (end - start)
    return "".join(kept)
