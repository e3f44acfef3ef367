"""What waits for the reader: milestones, what other apps put on the work list, and the reader's drafts."""

from datetime import timedelta

from samspel.core.programmes.context import ReadContext
from samspel.programme.initiatives.queries.milestones import milestones_with_state
from samspel.web.drafts import drafts
from samspel.web.worklist import Waiting, waiting_elsewhere

SOON = timedelta(days=90)


def waiting(context: ReadContext, soon: timedelta = SOON) -> list[Waiting]:
    """What is overdue first, oldest first; then what is due soon; then the reader's own drafts."""
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
