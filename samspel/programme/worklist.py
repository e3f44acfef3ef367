"""What waits for somebody: milestones due or overdue, and one's own drafts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q

from samspel.kernel.facts import known_at
from samspel.kernel.models import Draft
from samspel.programme.models import Milestone, MilestoneReached
from samspel.programme.page import Page

SOON = timedelta(days=90)


@dataclass(frozen=True)
class Waiting:
    """One thing that waits. `due_on` is None for a draft; `days_late` is above zero when overdue."""

    title: str
    url: str
    due_on: date | None
    days_late: int
    area_tone: int


def milestones_with_state(page: Page) -> Sequence[Any]:
    """All milestones, each with `is_reached` as known on the day."""
    reached = MilestoneReached.objects.filter(
        known_at(page.slice.known_at), milestone=OuterRef("pk"), occurred_on__lte=page.day
    )
    rows = Milestone.objects.filter(programme=page.programme).select_related("area")
    return list(rows.annotate(is_reached=Exists(reached)))


def waiting(page: Page, soon: timedelta = SOON) -> list[Waiting]:
    """Overdue milestones first, oldest first; then those due soon; then the reader's own drafts."""
    open_ones = [m for m in milestones_with_state(page) if not m.is_reached and m.due_on <= page.day + soon]
    found = [
        Waiting(
            title=milestone.title,
            url=page.url("milestone", milestone.code),
            due_on=milestone.due_on,
            days_late=max((page.day - milestone.due_on).days, 0),
            area_tone=milestone.area.tone if milestone.area else 0,
        )
        for milestone in open_ones
    ]
    return found + [Waiting(draft.title, draft.path, None, 0, 0) for draft in drafts(page)]


def drafts(page: Page) -> Sequence[Draft]:
    """The reader's drafts in this programme."""
    user = page.request.user
    if not user.is_authenticated:
        return []
    return list(Draft.objects.filter(Q(programme_code=page.programme.code), user=user))
