"""Which column of a table holds which field, by the names that people give columns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from samspel.core.tables.labels import name_key, without_unit

Kind = Literal["text", "date", "decimal", "integer", "choice", "boolean"]

_NAME, _SYNONYM, _BARE_NAME, _BARE_SYNONYM, _NEAR = 1000, 990, 980, 970, 400
"""How well a column's name fits a field: exactly, by a synonym, either without its unit, or but for a typing error.

Two near fits are worth less than one exact, so that no exact fit is given up for them; more than two may be."""


@dataclass(frozen=True)
class Field:
    """Something that a row may say. `name` and `synonyms` are what its column may be called.

    `choices` are of the kind `choice`: value → accepted words, the first of which people are shown."""

    key: str
    name: str
    synonyms: tuple[str, ...] = ()
    required: bool = False
    kind: Kind = "text"
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def suggest(fields: Sequence[Field], header: Sequence[str]) -> dict[str, int]:
    """Field key → column index: the pairing of all fields and columns that fits best, each in one pair at most.

    Case, accents, punctuation and units do not matter, and small typing errors are forgiven."""
    fits = [[_fit(wanted, name) for name in header] for wanted in fields]
    columns = [column for column in range(len(header)) if any(row[column] for row in fits)]
    if not columns:
        return {}
    # Every exact fit outweighs all near ones together; where fits are alike, the column further to the left is taken.
    worth = [[_worth(row[column], len(fields)) * 10_000 - column for column in columns] for row in fits]
    paired = _best_pairs([[max(cell, 0) for cell in row] for row in worth])
    found = {number: columns[at] for number, at in paired.items() if fits[number][columns[at]]}
    return {fields[number].key: found[number] for number in sorted(found)}


def missing(fields: Iterable[Field], columns: Mapping[str, int]) -> list[Field]:
    """Required fields for which there is no column."""
    return [wanted for wanted in fields if wanted.required and wanted.key not in columns]


def _worth(fit: int, fields: int) -> int:
    return fit if fit <= _NEAR else fit * (fields + 1)


def _fit(wanted: Field, name: str) -> int:
    full, bare = name_key(name), name_key(without_unit(name))
    if not full:
        return 0
    if full == name_key(wanted.name):
        return _NAME
    synonyms = {name_key(word) for word in wanted.synonyms}
    if full in synonyms:
        return _SYNONYM
    if bare == name_key(without_unit(wanted.name)):
        return _BARE_NAME
    bare_synonyms = {name_key(without_unit(word)) for word in wanted.synonyms}
    if bare in bare_synonyms:
        return _BARE_SYNONYM
    known = {name_key(wanted.name), name_key(without_unit(wanted.name))} | synonyms | bare_synonyms
    return max(_near(word, other) for word in known for other in (full, bare))


def _near(one: str, other: str) -> int:
    """How alike two words are where they differ by a typing error: one or, in long words, two."""
    shortest = min(len(one), len(other))
    allowed = 0 if shortest < 5 else 1 if shortest < 9 else 2
    if not allowed or OSA.distance(one, other, score_cutoff=allowed) > allowed or _digits(one) != _digits(other):
        return 0
    return int(_NEAR * fuzz.ratio(one, other) / 100)


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _best_pairs(worth: Sequence[Sequence[int]]) -> dict[int, int]:
    """Row → column, one to one, with the greatest sum: the Hungarian method, with room for rows to stay unpaired."""
    rows, columns = len(worth), len(worth[0])
    cost = [[-cell for cell in row] + [0] * rows for row in worth]
    width = columns + rows
    above, beside = [0] * (rows + 1), [0] * (width + 1)
    owner = [0] * (width + 1)
    for row in range(1, rows + 1):
        _place(row, cost, above, beside, owner)
    return {owner[column] - 1: column - 1 for column in range(1, columns + 1) if owner[column]}


def _place(row: int, cost: list[list[int]], above: list[int], beside: list[int], owner: list[int]) -> None:
    """Give a row its column, moving others along the cheapest path. Row and column 0 stand for none."""
    width = len(owner)
    came, least, done = [0] * width, [_FAR_AWAY] * width, [False] * width
    owner[0], at = row, 0
    while owner[at]:
        done[at] = True
        step, turn, here = _FAR_AWAY, 0, owner[at]
        for column in range(1, width):
            if done[column]:
                continue
            reduced = cost[here - 1][column - 1] - above[here] - beside[column]
            if reduced < least[column]:
                least[column], came[column] = reduced, at
            if least[column] < step:
                step, turn = least[column], column
        for column in range(width):
            if done[column]:
                above[owner[column]] += step
                beside[column] -= step
            else:
                least[column] -= step
        at = turn
    while at:
        owner[at], at = owner[came[at]], came[at]


_FAR_AWAY = 10**15
