"""The work list: each app declares queues of what waits (web.extension), asked for together in one statement."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, DateField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast

from samspel.core.programmes.context import ReadContext
from samspel.web.extension import all_in


@dataclass(frozen=True)
class Waiting:
    """One thing that waits. `due_on` is None for a draft; `days_late` is above zero when overdue."""

    title: str
    url: str
    due_on: date | None
    days_late: int
    area_tone: int


@dataclass(frozen=True)
class WaitingRow:
    """What is known of a thing in a queue: `ident` for its address, `name` to word it by, and its day."""

    ident: str
    name: str
    day: date


@dataclass(frozen=True)
class Queue:
    """Things of one kind that wait for the reader. `ident`, `name` and `day` are the paths in `rows` to a `WaitingRow`;
    `tell` gives its words, its address and the day it is due."""

    rows: QuerySet[Any]
    ident: str
    name: str
    day: str
    tell: Callable[[WaitingRow], tuple[str, str, date]]

    def asked(self, place: int) -> QuerySet[Any, Any]:
        """The rows as columns that all queues share."""
        return (
            self.rows.order_by()
            .annotate(
                queue=Value(place, IntegerField()),
                queue_ident=Cast(F(self.ident), CharField()),
                queue_name=Cast(F(self.name), CharField()),
                queue_day=Cast(F(self.day), DateField()),
            )
            .values_list("queue", "queue_ident", "queue_name", "queue_day")
        )


def waiting_elsewhere(context: ReadContext) -> list[Waiting]:
    """What the apps' queues hold; what reads the same and leads to the same address comes once, the oldest."""
    queues = [queue for source in all_in("work_list") for queue in source(context)]
    if not queues:
        return []
    first, *rest = (queue.asked(place) for place, queue in enumerate(queues))
    found: dict[tuple[str, str], Waiting] = {}
    for place, ident, name, day in first.union(*rest, all=True).order_by("queue_day", "queue_ident", "queue_name"):
        words, url, due = queues[place].tell(WaitingRow(ident, name, day))
        found.setdefault((words, url), Waiting(words, url, due, max((context.as_of - due).days, 0), 0))
    return list(found.values())
