"""Names brought to forms that can be compared: spelling, legal forms, genitives and initials."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_PLAIN = re.compile(r"[a-z0-9åäö ]*")
_WITHIN_WORD = re.compile(r"(?<=\w)['’´`:](?=\w)")
_LETTERS = str.maketrans({"&": " och ", "ø": "ö", "æ": "ä"})

STOP_WORDS = frozenset({
    "och", "i", "för", "av", "på", "vid", "de", "den", "det", "the", "of", "for", "in", "at", "till", "med", "om",
})  # fmt: skip
ABBREVIATIONS = frozenset({
    "stift", "univ", "inst", "fören", "ek", "ekon", "f", "o", "st", "sv", "nat", "int", "länsst", "komm", "kungl",
    "forskn", "utv",
})  # fmt: skip

# A form counts where it is conventional: some stand only last, some also first.
_LAST = {
    "ab": "ab", "aktiebolag": "ab", "aktiebolaget": "ab", "publ": "ab", "svb": "ab",
    "hb": "hb", "handelsbolag": "hb", "kb": "kb", "kommanditbolag": "kb",
    "ek för": "cooperative", "ek fören": "cooperative", "ek förening": "cooperative",
    "ekonomisk för": "cooperative", "ekonomisk fören": "cooperative", "ekonomisk förening": "cooperative",
    "ideell förening": "association", "ideell fören": "association", "ideella föreningen": "association",
    "enskild firma": "sole", "enskild näringsverksamhet": "sole", "enskild näringsidkare": "sole",
    "stiftelse": "foundation", "stiftelsen": "foundation", "i likvidation": "", "i konkurs": "",
    "ltd": "ltd", "limited": "ltd", "plc": "ltd", "inc": "inc", "incorporated": "inc", "corp": "inc", "llc": "inc",
    "gmbh": "gmbh", "ag": "ag", "oy": "oy", "oyj": "oy", "as": "as", "a s": "as", "asa": "as", "aps": "aps",
    "sa": "sa", "sarl": "sa", "srl": "sa", "nv": "nv", "bv": "bv",
}  # fmt: skip
_FIRST = {
    "ab": "ab", "aktiebolag": "ab", "aktiebolaget": "ab", "hb": "hb", "handelsbolaget": "hb", "kb": "kb",
    "kommanditbolaget": "kb", "stiftelsen": "foundation", "stift": "foundation", "oy": "oy",
    "föreningen": "association", "fören": "association", "ideella föreningen": "association",
    "ekonomiska föreningen": "cooperative",
}  # fmt: skip


def normal_form(name: str) -> str:
    """Lower case words with single spaces; '&' and 'and' are 'och'; no accents but those of å, ä and ö."""
    found = _normal_once(name)
    while not _PLAIN.fullmatch(found) and (again := _normal_once(found)) != found:
        found = again  # letters that fold in several steps, in scripts far from ours
    return found


def _normal_once(name: str) -> str:
    text = unicodedata.normalize("NFKC", name).casefold().translate(_LETTERS)
    text = _WITHIN_WORD.sub("", text)
    if not text.isascii():
        text = "".join(map(_without_accent, text))
    return " ".join("och" if word == "and" else word for word in _WORD.findall(text))


@lru_cache(maxsize=4096)
def _without_accent(letter: str) -> str:
    if letter.isascii() or letter in "åäö":
        return letter
    return "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))


def without_legal_form(name: str) -> str:
    """The normal form without AB, ekonomisk förening, Stiftelsen, GmbH and their like, first or last in the name."""
    return " ".join(split_legal_form(normal_form(name).split())[0])


def legal_form(name: str) -> str:
    """A code for the legal form that the name tells: 'ab', 'cooperative', 'foundation' …; empty where it tells none."""
    return split_legal_form(normal_form(name).split())[1]


def split_legal_form(words: list[str]) -> tuple[list[str], str]:
    """The words without legal forms, and the code of the outermost form. Never takes away the whole name."""
    form = ""
    while (cut := _last_form(words)) and len(words) > cut[0]:
        words, form = words[: -cut[0]], form or cut[1]
    while (cut := _first_form(words)) and len(words) > cut[0]:
        words, form = words[cut[0] :], form or cut[1]
    return words, form


def _last_form(words: list[str]) -> tuple[int, str] | None:
    if len(words) > 1 and (pair := " ".join(words[-2:])) in _LAST:
        return 2, _LAST[pair]
    return (1, _LAST[words[-1]]) if words and words[-1] in _LAST else None


def _first_form(words: list[str]) -> tuple[int, str] | None:
    if len(words) > 1 and (pair := " ".join(words[:2])) in _FIRST:
        return 2, _FIRST[pair]
    return (1, _FIRST[words[0]]) if words and words[0] in _FIRST else None


def tokens(name: str) -> tuple[str, ...]:
    """The words of the name without its legal form."""
    return tuple(without_legal_form(name).split())


def stem(word: str) -> str:
    """The word without a genitive s, and the one-letter short forms of 'och' and 'för' in full."""
    if len(word) == 1:
        return {"o": "och", "f": "för"}.get(word, word)
    return word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2] != "s" else word


def comparison_key(name: str) -> str:
    """Equal for names that differ only in spelling habits, legal form, genitives or a leading 'the'."""
    return NameForm(name).key


@dataclass(slots=True, init=False)
class NameForm:
    """All that is compared of one name, worked out once."""

    normal: str
    legal: str
    bare: tuple[str, ...]
    stems: tuple[str, ...]
    key: str
    words_in_order: str

    def __init__(self, name: str) -> None:
        self.normal = normal_form(name)
        bare, self.legal = split_legal_form(self.normal.split())
        if len(bare) > 1 and bare[0] == "the":
            bare = bare[1:]
        self.bare = tuple(bare)
        self.stems = tuple(map(stem, bare))
        self.key = " ".join(self.stems)
        content = [word for word in self.stems if word not in STOP_WORDS]
        self.words_in_order = " ".join(sorted(content or self.stems))

    @property
    def compact(self) -> str:
        """The key without spaces, for words joined or split."""
        return self.key.replace(" ", "")

    @property
    def content(self) -> list[str]:
        """The stems that are not stop words, in order."""
        return [word for word in self.stems if word not in STOP_WORDS]


def initials(form: NameForm) -> set[str]:
    """The acronyms that a name of three words or more would give, with and without its stop words."""
    found = {"".join(word[0] for word in form.content), "".join(word[0] for word in form.bare)}
    return {letters for letters in found if 3 <= len(letters) <= 8}


_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_BEFORE_COMMA = re.compile(r"\s*(\w{2,8})\s*,\s*(\S.*)")


def written_acronym(name: str) -> tuple[str, str] | None:
    """The acronym that a name carries and the name without it: 'STUNS, Stiftelsen …', 'Inlandsbanan (IBAB) AB'."""
    pairs = [(m[1], name[: m.start()] + " " + name[m.end() :]) for m in _IN_BRACKETS.finditer(name)]
    pairs += [(m[1], m[2]) for m in [_BEFORE_COMMA.fullmatch(name)] if m]
    for short, rest in pairs:
        acronym, letters = normal_form(short), normal_form(rest).replace(" ", "")
        if 2 <= len(acronym) <= 8 and acronym[:1] == letters[:1] and _in_that_order(acronym, letters):
            return acronym, rest
    return None


def _in_that_order(few: str, many: str) -> bool:
    rest = iter(many)
    return all(letter in rest for letter in few)
