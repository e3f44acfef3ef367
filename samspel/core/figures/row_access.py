"""Which rows behind a figure a reader may see one by one: those that the measure's view action covers."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q

from samspel.core import access
from samspel.core.figures.compute import aggregate, contributing
from samspel.core.figures.measures import Measure, MeasureKind
from samspel.core.figures.slices import Slice


@dataclass(frozen=True)
class HiddenRows:
    """What of a figure is only counted for the reader: `rows` of things or facts, and what they add to the number (None
    for a median, which they are part of)."""

    rows: int
    contribution: int | Decimal | None


def seen_rows(measure: Measure, reader: Any, programme_id: int) -> Q | None:
    """The condition on the measure's rows that the reader may see each of; None where that is all of them.

    A view action of everybody's is asked of the programme before, since its page is."""
    paths = row_paths(measure)
    seen = Q(pk__in=[])
    for grant in access.grants(reader, measure.view):
        if grant.key == access.Reach.OPEN or (grant.key, grant.programme_id) == (access.Reach.PROGRAMME, programme_id):
            return None
        if grant.programme_id == programme_id and grant.key in paths:
            seen |= Q(**{paths[grant.key]: grant.value})
    return seen


def row_paths(measure: Measure) -> Mapping[str, str]:
    """Where a row's partner, area and organisation are: key → lookup path from the measure's rows. Those of its fact,
    where the row is a part of one."""
    model: Any = measure.model
    for step in measure.fact.split("__"):
        model = model._meta.get_field(step).related_model if step else model
    paths = getattr(model, "access_paths", {})
    return {key: f"{measure.fact}{path}" for key, path in paths.items() if path}


def hidden_rows(measure: Measure, where: Slice, seen: Q | None, value: Any) -> HiddenRows:
    """What is left of the figure's value beside the rows that the reader may see."""
    if seen is None:
        return HiddenRows(0, 0)
    rows = contributing(measure, where).order_by()
    every = measure.kind is MeasureKind.DISTINCT and where.entity is None
    number = Count(measure.of, distinct=True) if every else Count("pk", distinct=True)
    total = rows.aggregate(number=number)["number"]
    if not measure.adds_up:
        return HiddenRows(total - rows.filter(seen).aggregate(number=number)["number"], None)
    shown = rows.filter(seen).aggregate(number=number, figure=aggregate(measure, tuple(where.members)))
    return HiddenRows(total - shown["number"], value - (shown["figure"] or 0))
