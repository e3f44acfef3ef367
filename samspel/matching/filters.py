"""Hard filters: whether a record may be suggested to the one who asks, and if not, why. Pure."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from samspel.matching.records import Record, Wish


class Cause(StrEnum):
    """Why a record is not for the one who asks."""

    HIDDEN = "hidden"
    KIND = "kind"
    EXPIRED = "expired"
    NOT_YET = "not_yet"
    HELP = "help"
    REGION = "region"
    MUNICIPALITY = "municipality"
    SIZE = "size"
    SECTOR = "sector"
    TRL = "trl"


UNSPOKEN = frozenset({Cause.HIDDEN, Cause.KIND, Cause.EXPIRED})  # never shown, not even as near


@dataclass(frozen=True, slots=True)
class Miss:
    """A filter that was not passed: what was asked, and what the record allows. Codes; dates as ISO."""

    cause: Cause
    asked: tuple[str, ...]
    allowed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FilterMet:
    """A filter that was passed and said something: the value that both have."""

    cause: Cause
    value: str


def misses(record: Record, wish: Wish) -> tuple[Miss, ...]:
    """Every filter that the record does not pass; empty when it may be suggested. What is not known passes."""
    found = [*_standing(record, wish), *_eligibility(record, wish)]
    return tuple(miss for miss in found if miss)


def met(record: Record, wish: Wish) -> tuple[FilterMet, ...]:
    """The filters that the record passes because it has just what was asked."""
    values = [FilterMet(cause, asked) for cause, asked, allowed in _values(record, wish) if asked and asked in allowed]
    helps = [FilterMet(Cause.HELP, code) for code in sorted(wish.helps & record.helps)]
    trl = (
        [FilterMet(Cause.TRL, str(wish.trl))] if wish.trl is not None and record.trl and not _trl(record, wish) else []
    )
    return (*helps, *values, *trl)


def near(found: tuple[Miss, ...]) -> bool:
    """Whether a record is worth a mention though it may not be suggested: one thing alone stands in the way."""
    return len(found) == 1 and found[0].cause not in UNSPOKEN


def _standing(record: Record, wish: Wish) -> list[Miss | None]:
    """Is it there at all: visibility, kind, dates, kind of help."""
    today = wish.today
    early = today and record.valid_from and today < record.valid_from
    late = today and record.valid_to and today > record.valid_to
    other = wish.helps and record.helps and not wish.helps & record.helps
    return [
        None if record.visible else Miss(Cause.HIDDEN, (), ()),
        _miss(bool(wish.kinds) and record.kind not in wish.kinds, Cause.KIND, wish.kinds, {record.kind}),
        _miss(early, Cause.NOT_YET, {str(today)}, {str(record.valid_from)}),
        _miss(late, Cause.EXPIRED, {str(today)}, {str(record.valid_to)}),
        _miss(other, Cause.HELP, wish.helps, record.helps),
    ]


def _eligibility(record: Record, wish: Wish) -> list[Miss | None]:
    """Is it for them: place, size, sector, technology readiness. A wrong region says it all of the place."""
    found = [
        Miss(cause, (asked,), tuple(sorted(allowed)))
        for cause, asked, allowed in _values(record, wish)
        if asked and allowed and asked not in allowed
    ]
    if any(miss.cause == Cause.REGION for miss in found):
        found = [miss for miss in found if miss.cause != Cause.MUNICIPALITY]
    return [*found, _trl(record, wish)]


def _values(record: Record, wish: Wish) -> list[tuple[Cause, str, frozenset[str]]]:
    return [
        (Cause.REGION, wish.region, record.regions),
        (Cause.MUNICIPALITY, wish.municipality, record.municipalities),
        (Cause.SIZE, wish.size, record.sizes),
        (Cause.SECTOR, wish.sector, record.sectors),
    ]


def _trl(record: Record, wish: Wish) -> Miss | None:
    if wish.trl is None or record.trl is None or record.trl[0] <= wish.trl <= record.trl[1]:
        return None
    return Miss(Cause.TRL, (str(wish.trl),), (str(record.trl[0]), str(record.trl[1])))


def _miss(failed: object, cause: Cause, asked: AbstractSet[str], allowed: AbstractSet[str]) -> Miss | None:
    return Miss(cause, tuple(sorted(asked)), tuple(sorted(allowed))) if failed else None
