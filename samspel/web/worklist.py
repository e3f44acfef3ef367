"""What waits for somebody: milestones due or overdue, what waits in other rooms, and one's own drafts.

Other rooms say what waits as queues, which are asked for together in one statement."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, DateField, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast

from samspel.core.facts import known_at
from samspel.core.models import Draft
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Milestone, MilestoneReached
from samspel.web.extension import all_in

SOON = timedelta(days=90)


@dataclass(frozen=True)
class Waiting:
    """One thing that waits. `due_on` is None for a draft; `days_late` is above zero when overdue."""

    title: str
    url: str
    due_on: date | None
    days_late: int
    area_tone: int


@dataclass(frozen=True)
class Row:
    """What is known of a thing in a queue: `ident` for its address, `name` to word it by, and its day."""

    ident: str
    name: str
    day: date


@dataclass(frozen=True)
class Queue:
    """Things of one kind that wait for the reader. `ident`, `name` and `day` are the paths in `rows` to a `Row`;
    `tell` gives its words, its address and the day it is due."""

    rows: QuerySet[Any]
    ident: str
    name: str
    day: str
    tell: Callable[[Row], tuple[str, str, date]]

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
    """What waits in other rooms; what reads the same and leads to the same place is told once, the oldest."""
    queues = [queue for source in all_in("work_list") for queue in source(context)]
    if not queues:
        return []
    first, *rest = (queue.asked(place) for place, queue in enumerate(queues))
    found: dict[tuple[str, str], Waiting] = {}
    for place, ident, name, day in first.union(*rest, all=True).order_by("queue_day", "queue_ident", "queue_name"):
        words, url, due = queues[place].tell(Row(ident, name, day))
        found.setdefault((words, url), Waiting(words, url, due, max((context.as_of - due).days, 0), 0))
    return list(found.values())


def milestones_with_state(context: ReadContext) -> Sequence[Any]:
    """All milestones, each with `is_reached` as known on the day."""
    reached = MilestoneReached.objects.filter(
        known_at(context.slice.known_at), milestone=OuterRef("pk"), occurred_on__lte=context.as_of
    )
    rows = Milestone.objects.filter(programme=context.programme).select_related("area")
    return list(rows.annotate(is_reached=Exists(reached)))


def waiting(context: ReadContext, soon: timedelta = SOON) -> list[Waiting]:
    """Overdue milestones first, oldest first; then those due soon; then the reader's own drafts."""
    open_ones = [m for m in milestones_with_state(context) if not m.is_reached and m.due_on <= context.as_of + soon]
    found = [
        Waiting(
            title=milestone.title,
            url=context.url("milestone", milestone.code),
            due_on=milestone.due_on,
            days_late=max((context.as_of - milestone.due_on).days, 0),
            area_tone=milestone.area.tone if milestone.area else 0,
        )
        for milestone in open_ones
    ]
    found += waiting_elsewhere(context)
    found.sort(key=lambda waits: (waits.due_on is None, waits.due_on))
    return found + [Waiting(draft.title, draft.path, None, 0, 0) for draft in drafts(context)]


def drafts(context: ReadContext) -> Sequence[Draft]:
    """The reader's drafts in this programme."""
    user = context.reader
    if not user.is_authenticated:
        return []
    return list(Draft.objects.filter(Q(programme_code=context.programme.code), user=user))
