"""The example's initiatives, and the milestones it has reached."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from samspel.core.programmes.models import Activity, Milestone
from samspel.example.activity import MONTHS
from samspel.example.catalogue import INITIATIVES
from samspel.programme.models import Initiative, MilestoneReached

if TYPE_CHECKING:
    from samspel.example.results import Writer

NOT_REACHED_MILESTONES = 2  # the last ones due before the example's last day stay open, so that something waits


def write_initiatives(writer: "Writer") -> None:
    """What was done and is planned."""
    activities = {
        f"{track}/{code}": pk
        for track, code, pk in Activity.objects.filter(track__programme=writer.programme).values_list(
            "track__code", "code", "pk"
        )
    }
    for number, planned in enumerate(INITIATIVES, start=1):
        first = _month(writer.programme.starts_on, planned.month)
        last = _month(writer.programme.starts_on, planned.month + planned.lasts) - timedelta(days=1)
        done = planned.month <= MONTHS
        base = writer.base(first.replace(day=12), planned.partners[0], planned.area, delay=-30 if done else 0)
        if not done:
            base["recorded_at"] = moment(writer.programme.starts_on, 500 + planned.month)
        row = Initiative.objects.create(
            **base,
            number=number,
            activity_id=activities[planned.activity],
            title=planned.title,
            text="Påhittad insats, för att visa hur det kan se ut.",
            ends_on=min(last, writer.programme.ends_on),
            partner_count=len(planned.partners),
        )
        row.partners.add(*(writer.partners[code] for code in planned.partners))
        row.areas.add(*(writer.areas[code] for code in [planned.area, *planned.other_areas]))


def write_milestones(writer: "Writer") -> None:
    """The milestones that were reached on their day."""
    end = _month(writer.programme.starts_on, MONTHS + 1)
    due = list(Milestone.objects.filter(programme=writer.programme, due_on__lt=end).order_by("due_on"))
    for milestone in due[:-NOT_REACHED_MILESTONES]:
        MilestoneReached.objects.create(
            milestone=milestone,
            occurred_on=milestone.due_on,
            recorded_at=moment(milestone.due_on, 1),
            recorded_by=writer.recorder,
            example=True,
        )


def moment(on: date, days_later: int) -> datetime:
    """Ten in the morning, some days after."""
    return timezone.make_aware(datetime.combine(on + timedelta(days=days_later), time(10)))


def _month(start: date, number: int) -> date:
    year, index = divmod(start.month - 1 + number - 1, 12)
    return date(start.year + year, index + 1, 1)
