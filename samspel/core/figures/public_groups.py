"""The rows behind a figure for those who may not see them one by one: groups with at least so many enterprises, persons
or cases that nobody can be told from the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F

from samspel.core.figures.compute import aggregate, contributing
from samspel.core.figures.measures import Measure, MeasureKind
from samspel.core.figures.slices import Slice


@dataclass(frozen=True)
class PublicGroup:
    """Rows put together: those of one `member` of the dimension they are grouped by, or, where `member` is None and
    `rest` is set, of all members with too few. `units` is how many are behind it."""

    member: Any
    rest: bool
    units: int
    contribution: Any


def units_behind(measure: Measure, where: Slice) -> int:
    """How many enterprises, persons or cases are behind the figure."""
    rows = contributing(measure, where).order_by()
    return int(rows.aggregate(number=Count(measure.protects, distinct=True))["number"])


def grouping_key(measure: Measure, where: Slice) -> str | None:
    """The dimension that the groups are of: the first by which the parts add up to the figure; None without any."""
    if not measure.adds_up:
        return None
    of = measure.of.removesuffix("_id")
    for key, path in measure.dimensions.items():
        whole = measure.kind is not MeasureKind.DISTINCT or path == measure.of or path.startswith(f"{of}__")
        if whole and key not in measure.many and key not in where.members:
            return key
    return None


def public_groups(measure: Measure, where: Slice, smallest: int, value: Any, number: int) -> Sequence[PublicGroup]:
    """The parts of a figure with `number` behind it, largest first and the rest last, which add up to `value`. Members
    with fewer than `smallest` behind them are put together, and with the smallest of the others until they are enough.
    One query."""
    key = grouping_key(measure, where)
    if key is None:
        return [PublicGroup(None, False, number, value)] if number else []
    rows = contributing(measure, where).order_by()
    units = Count(measure.protects, distinct=True)
    cells = rows.annotate(cell=F(measure.dimensions[key])).values("cell")
    found = cells.annotate(figure=aggregate(measure, (key,)), units=units).values_list("cell", "units", "figure")
    groups = sorted((PublicGroup(cell, False, behind, figure) for cell, behind, figure in found), key=_by_size)
    few = [group for group in groups if group.units < smallest]
    enough = groups[len(few) :]
    while few and enough and _together(measure, few) < smallest:
        few.append(enough.pop(0))
    together = _together(measure, few) if enough else number
    rest = [PublicGroup(None, True, together, sum(group.contribution for group in few))] if few else []
    return [*reversed(enough), *rest]


def _by_size(group: PublicGroup) -> tuple[int, str]:
    return group.units, str(group.member)


def _together(measure: Measure, groups: Sequence[PublicGroup]) -> int:
    """How many are behind the groups together, at the least: in a sum, the same enterprise may be in several."""
    numbers = [group.units for group in groups]
    if not numbers:
        return 0
    return sum(numbers) if measure.kind is MeasureKind.DISTINCT and measure.of == measure.protects else max(numbers)
