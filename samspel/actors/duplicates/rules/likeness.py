"""How alike two names are, and in what way."""

from collections.abc import Callable, Sequence

from rapidfuzz.distance import OSA

from samspel.actors.duplicates.rules.normal_form import ABBREVIATIONS, STOP_WORDS, NameForm, split_legal_form

Frequency = Callable[[str], int]  # in how many names a word occurs

OTHER_LEGAL_FORM = 0.75
ENDINGS = frozenset({
    "a", "n", "t", "s", "en", "et", "ar", "er", "na", "ns", "ens", "ets", "erna", "arna",
})  # fmt: skip
COMPLETE = frozenset({"region", "kommun", "landsting", "energi", "stad", "högskola", "bolag"})
CUT_AT_WIDTH = 40  # registers cut names at a field's width; a name this long may have been cut anywhere
CONNECTIVES = frozenset({"och", "o", "för", "med"})

# Towns whose names are within a spelling mistake of each other: there are no more such among the 290 municipalities.
TWIN_TOWNS = frozenset({"alvesta", "avesta", "karlskoga", "karlskrona", "lidköping", "linköping"})


def likeness(first: NameForm, second: NameForm, frequency: Frequency) -> tuple[float, str] | None:
    """Score and reason, or nothing. The same from both directions."""
    if not first.normal or not second.normal:
        return None
    if first.normal == second.normal:
        return 1.0, "exact"
    found = _equal(first, second) or _respelt(first, second, frequency)
    cut = None if found else truncation(first, second, frequency) or truncation(second, first, frequency)
    if cut is not None:
        found = cut, "truncation"
    if found and first.legal and second.legal and first.legal != second.legal:
        return round(found[0] * OTHER_LEGAL_FORM, 4), found[1]
    return found


def _equal(first: NameForm, second: NameForm) -> tuple[float, str] | None:
    if first.key == second.key:
        return (0.97, "legal_form") if first.bare == second.bare else (0.96, "typo")
    if first.words_in_order == second.words_in_order:
        return 0.93, "word_order"
    return (0.94, "typo") if first.compact == second.compact else None


def edits_allowed(word: str) -> int:
    """Short words differ by a letter too often to be spelling mistakes: Habo and Håbo, Lund and Sund."""
    return 0 if len(word) < 6 else 1 if len(word) < 10 else 2


def _same_but_for_spelling(one: str, other: str, frequency: Frequency) -> int | None:
    """The number of spelling mistakes between two words, or None where they are different words."""
    if one in TWIN_TOWNS and other in TWIN_TOWNS:
        return None
    allowed = edits_allowed(max(one, other, key=len))
    if one[:3] != other[:3]:
        allowed = min(allowed, 1)  # Skolinspektionen is not Spelinspektionen: long words share their long ends
    if not allowed or min(frequency(one), frequency(other)) > 1 or _digits(one) != _digits(other):
        return None
    edits = OSA.distance(one, other, score_cutoff=allowed)
    return edits if edits <= allowed else None


def _respelt(first: NameForm, second: NameForm, frequency: Frequency) -> tuple[float, str] | None:
    """Word by word the same but for spelling mistakes; two words that are both in use are different words."""
    ours, theirs = first.content, second.content
    if len(ours) != len(theirs):
        return None
    total = 0
    for one, other in zip(ours, theirs, strict=True):
        if one == other:
            continue
        edits = _same_but_for_spelling(one, other, frequency)
        if edits is None:
            return None
        total += edits
    return (round(0.95 - 0.03 * total, 4), "typo") if 0 < total <= 3 else None


def _digits(word: str) -> str:
    return "".join(filter(str.isdigit, word))


def truncation(short: NameForm, full: NameForm, frequency: Frequency) -> float | None:
    """How credible it is that the first name is the second with words cut short or left out at the end."""
    if len(short.normal) >= len(full.normal):
        return None
    written = _aligned(short.normal.split(), full.normal.split(), len(short.normal), frequency)
    bare = _aligned(list(short.bare), list(full.bare), len(short.normal), frequency)
    return max(filter(None, (written, bare)), default=None)


def _aligned(short: list[str], full: list[str], width: int, frequency: Frequency) -> float | None:
    """Score of a word-by-word alignment where every short word begins the next full one."""
    matched = at = words = 0
    for place, whole in enumerate(full):
        if at == len(short):
            return _cut_after(full, place, matched, words, width)
        step = _step(short, at, whole, words == 0)
        if (
            step == 1
            and _is_other_word(short[at], whole, frequency)
            and not (at + 1 == len(short) and width >= CUT_AT_WIDTH)
        ):
            return None
        at += step
        if whole not in STOP_WORDS:
            if not step:
                return None
            matched, words = matched + sum(map(len, short[at - step : at])), words + 1
    return _score(0.8, matched, words, full) if at == len(short) else None


def _step(short: Sequence[str], at: int, whole: str, leading: bool) -> int:
    """How many short words stand for the whole word: one, two in the style of 'U-A' for Uppsala, or none."""
    word = short[at]
    if len(word) == 1 and len(whole) > 3 and at + 1 < len(short) and word + short[at + 1] == whole[0] + whole[-1]:
        return 2
    if leading and word not in ABBREVIATIONS and len(word) < 6 and whole[len(word) :] not in {"", *ENDINGS}:
        return 0  # the first word is what most names are told apart by
    return int(whole.startswith(word))


def _is_other_word(word: str, whole: str, frequency: Frequency) -> bool:
    """Whether the beginning is a word of its own, as 'region' and 'universitet' in longer compounds are."""
    ending = whole[len(word) :]
    if not ending or ending in ENDINGS or word in ABBREVIATIONS:
        return False
    compound = len(word) > 5 and len(ending) > 4 and ending[0] == "s"
    return compound or word in COMPLETE or (len(word) > 2 and frequency(word) > 1)


def _cut_after(full: list[str], place: int, matched: int, words: int, width: int) -> float | None:
    """The short name ends before the full one: credible at a connective or where a field's width cut it."""
    rest = full[place:]
    if len(split_legal_form(["", *full])[0]) - 1 <= place:  # only a legal form, or the end of one, is missing
        return _score(0.8, matched, words, full[:place])
    if width >= CUT_AT_WIDTH or (rest[0] in CONNECTIVES and words > 1):
        return _score(0.78, matched, words, full)
    return None


def _score(base: float, matched: int, words: int, full: Sequence[str]) -> float | None:
    if words < 2 or matched < 8:
        return None
    whole = sum(len(word) for word in full if word not in STOP_WORDS)
    return round(base + 0.17 * matched / whole, 4)
