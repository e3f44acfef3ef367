"""Milestones and when they were reached, as known on the context's day."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef

from samspel.core.facts import known_at
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Milestone
from samspel.programme.initiatives.models import MilestoneReached


def milestones_with_state(context: ReadContext) -> Sequence[Any]:
    """All milestones, each with `is_reached` as known on the day."""
    reached = MilestoneReached.objects.filter(
        known_at(context.slice.known_at), milestone=OuterRef("pk"), occurred_on__lte=context.as_of
    )
    rows = Milestone.objects.filter(programme=context.programme).select_related("area")
    return list(rows.annotate(is_reached=Exists(reached)))


def milestone(context: ReadContext, code: str) -> Milestone | None:
    """The programme's milestone with the code, with its area."""
    return Milestone.objects.select_related("area").filter(programme=context.programme, code=code).first()


def milestone_reached(context: ReadContext, found: Milestone) -> MilestoneReached | None:
    """That the milestone was reached by the day, as known on it; None where it was not."""
    rows = MilestoneReached.objects.as_of(context.slice.known_at)
    reached: MilestoneReached | None = rows.filter(milestone=found, occurred_on__lte=context.as_of).first()
    return reached


def milestone_history(found: Milestone) -> Sequence[MilestoneReached]:
    """Every time the milestone was marked as reached, also those taken back; newest first."""
    rows = MilestoneReached.objects.filter(milestone=found).select_related("recorded_by", "voided_by")
    return list(rows.order_by("-pk"))
