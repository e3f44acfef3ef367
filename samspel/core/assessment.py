"""How things are judged: points and their order, and who may not judge. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

LOWEST, HIGHEST = 1, 5
HUNDREDTH = Decimal("0.01")
T = TypeVar("T")


def weighted(points: Mapping[int, int], weights: Mapping[int, int]) -> Decimal:
    """One assessor's points, 1–5, weighted by criterion (id → weight). KeyError where a criterion has no points."""
    whole = sum(weights.values())
    return Decimal(sum(points[criterion] * weight for criterion, weight in weights.items())) / whole


def together(given: Sequence[Decimal]) -> Decimal | None:
    """The assessors' mean, to hundredths; None before anybody has scored."""
    if not given:
        return None
    return (sum(given, Decimal(0)) / len(given)).quantize(HUNDREDTH, ROUND_HALF_UP)


def in_order(rows: Iterable[tuple[T, int | None, Decimal | None, str]]) -> list[T]:
    """Things judged, as (thing, rank, points, when it came) in the order the rule gives: the lower rank first, then the
    higher points, then the earlier; those without rank or points come after those with."""

    def key(row: tuple[T, int | None, Decimal | None, str]) -> tuple[bool, int, bool, Decimal, str]:
        _thing, rank, points, came = row
        return rank is None, rank or 0, points is None, -(points or Decimal(0)), came

    return [row[0] for row in sorted(rows, key=key)]


def impartial(person: int, writers: frozenset[int], declared: bool | None) -> str | None:
    """Why somebody may not judge what was written: 'own' where they wrote it, 'undeclared' before they have declared
    their interest, 'conflict' where they have one. None where they may. `declared` is whether they told of one."""
    if person in writers:
        return "own"
    if declared is None:
        return "undeclared"
    return "conflict" if declared else None
