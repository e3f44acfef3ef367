"""Organisations that may be registered twice, for someone to look at."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from stdnum import luhn

from samspel.actors.duplicates.rules.blocks import Blocks
from samspel.actors.duplicates.rules.likeness import likeness
from samspel.actors.duplicates.rules.normal_form import NameForm, written_acronym

THRESHOLD = 0.5
OTHER_NUMBER, OTHER_MUNICIPALITY, ALIAS = 0.75, 0.9, 0.97
NEAR = 10
MANY = 3  # a name in so many municipalities is a common name
GENERIC = frozenset({
    "bil", "bilar", "bostad", "bygg", "byggservice", "bygdegård", "café", "data", "el", "elektriska", "fastighet",
    "fastigheten", "fastigheter", "folket", "frisör", "förskola", "gård", "handel", "hem", "hemtjänst", "hotell",
    "hus", "idrottsförening", "it", "järn", "konsult", "konsulter", "kyrka", "lantbruk", "livsmedel", "maskin",
    "mat", "måleri", "park", "plåt", "restaurang", "rör", "salong", "service", "skog", "skola", "städ", "teknik",
    "transport", "trädgård", "vatten", "verkstad", "vård", "vårdcentral", "åkeri",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class RegisteredNames:
    """What is known of one registered organisation; number and municipality may be empty."""

    id: Hashable
    number: str
    name: str
    municipality: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """Two rows, by id, that may be one organisation; the score is 0 to 1."""

    first: Hashable
    second: Hashable
    score: float
    reasons: tuple[str, ...]


def duplicate_pairs(rows: Sequence[RegisteredNames]) -> list[DuplicatePair]:
    """The pairs worth a look, best first; the same in whatever order the rows come."""
    ordered = sorted(rows, key=lambda row: (str(row.id), row.name, row.number, row.municipality, row.aliases))
    names = _NamesOfRows(ordered)
    numbers = [organisation_number(row.number) for row in ordered]
    pairs = []
    for one, other in sorted({*names.near_pairs(), *_same_number(numbers)}):
        if ordered[one].id == ordered[other].id:
            continue
        score, reasons = names.compare(one, other)
        if numbers[one] and numbers[one] == numbers[other]:
            score, reasons = 1.0, ("number", *reasons)
        elif is_valid(numbers[one]) and is_valid(numbers[other]):
            score *= OTHER_NUMBER
        if score >= THRESHOLD:
            pairs.append(DuplicatePair(ordered[one].id, ordered[other].id, round(score, 4), reasons))
    return sorted(_once(pairs), key=lambda pair: (-pair.score, str(pair.first), str(pair.second)))


def _once(pairs: Iterable[DuplicatePair]) -> Iterator[DuplicatePair]:
    """Of several rows with one id, the best pair."""
    best: dict[frozenset[Hashable], DuplicatePair] = {}
    for pair in pairs:
        ids = frozenset((pair.first, pair.second))
        if ids not in best or pair.score > best[ids].score:
            best[ids] = pair
    yield from best.values()


def organisation_number(written: str) -> str:
    """The number in ten digits where it is a Swedish one, else its letters and digits.

    Knows hyphens and spaces, the century digits of twelve-digit numbers and the VAT form 'SE…01'."""
    bare = "".join(filter(str.isalnum, written.upper()))
    digits = bare[2:] if bare.startswith("SE") and bare[2:].isdecimal() else bare
    if bare != digits and len(digits) == 12 and digits.endswith("01"):
        return digits[:10]
    if digits.isdecimal() and len(digits) == 12 and digits[:2] in {"16", "18", "19", "20"}:
        return digits[2:]
    return digits


def is_valid(number: str) -> bool:
    """Whether ten digits have the check digit of a Swedish organisation number."""
    return len(number) == 10 and number.isascii() and number.isdecimal() and bool(luhn.is_valid(number))


def _same_number(numbers: Sequence[str]) -> Iterator[tuple[int, int]]:
    bearers: dict[str, list[int]] = defaultdict(list)
    for place, number in enumerate(numbers):
        if number.strip("0"):
            bearers[number].append(place)
    for places in bearers.values():
        yield from combinations(places, 2)


class _NamesOfRows:
    """The names and aliases of all rows, in one index."""

    def __init__(self, rows: Sequence[RegisteredNames]) -> None:
        self.rows = rows
        self.forms: list[list[NameForm]] = [[NameForm(name) for name in _all_names(row)] for row in rows]
        self.flat = [(place, form) for place, forms in enumerate(self.forms) for form in forms if form.normal]
        self.blocks = Blocks([form for _, form in self.flat])
        self.spread = Counter(
            key for key, _ in {(forms[0].key, row.municipality) for forms, row in zip(self.forms, rows, strict=True)}
        )

    def near_pairs(self) -> Iterator[tuple[int, int]]:
        """Places of rows that share a key or a rare word, whole, begun or misspelt."""
        same: dict[str, set[int]] = defaultdict(set)
        for place, form in self.flat:
            same[form.words_in_order].add(place)
            same[form.compact].add(place)
            for number in self.blocks.near(form, limit=NEAR):
                other = self.flat[number][0]
                if other != place:
                    yield min(place, other), max(place, other)
        for places in same.values():
            if len({self.rows[place].municipality for place in places}) < MANY:
                yield from combinations(sorted(places), 2)

    def compare(self, one: int, other: int) -> tuple[float, tuple[str, ...]]:
        """The best score of any of their names, and every reason; aliases count a little less."""
        apart = self.rows[one].municipality and self.rows[other].municipality
        apart = apart if self.rows[one].municipality != self.rows[other].municipality else ""
        found: dict[str, float] = {}
        for mine, form in enumerate(self.forms[one]):
            for theirs, against in enumerate(self.forms[other]):
                alike = likeness(form, against, self.blocks.frequency)
                if alike is None or (apart and self._common(form, against)):
                    continue
                score, reason = alike[0], "case" if alike[1] == "exact" else alike[1]
                if mine or theirs:
                    score, reason = score * ALIAS, "alias"
                found[reason] = max(score * (OTHER_MUNICIPALITY if apart else 1), found.get(reason, 0))
        reasons = tuple(sorted(found, key=lambda reason: (-found[reason], reason)))
        return max(found.values(), default=0.0), reasons

    def _common(self, form: NameForm, against: NameForm) -> bool:
        return any(
            self.spread[name.key] >= MANY or all(word in GENERIC or len(word) < 3 for word in name.content)
            for name in (form, against)
        )


def _all_names(row: RegisteredNames) -> list[str]:
    carried = [found for name in (row.name, *row.aliases) if (found := written_acronym(name))]
    return [row.name, *row.aliases, *(rest for _, rest in carried)]
