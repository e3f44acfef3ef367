"""Marking a milestone as reached, and taking that back."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samspel.core.facts import FactError, record, void
from samspel.core.programmes.models import Milestone
from samspel.programme.initiatives.models import MilestoneReached


@transaction.atomic
def milestone_reach(*, actor: Any, milestone: Milestone, on: date, note: str) -> MilestoneReached:
    """Note that the milestone was reached on the day; FactError where it already is."""
    Milestone.objects.select_for_update().get(pk=milestone.pk)
    if MilestoneReached.objects.filter(milestone=milestone, voided_at=None).exists():
        raise FactError(_("The milestone is already marked as reached."))
    return record(MilestoneReached(milestone=milestone, occurred_on=on, note=note), actor)


def milestone_reopen(*, actor: Any, reached: MilestoneReached, reason: str) -> None:
    """Take back that the milestone was reached."""
    void(reached, actor, reason)
