"""What people do in the programme room. Each checks access, writes in one transaction, leaves an audit event."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from samspel.core import access, audit, clock
from samspel.core.facts import FactError, record, replace, void
from samspel.core.models import Draft
from samspel.core.programmes.models import (
    Activity,
    Area,
    Initiative,
    Milestone,
    MilestoneReached,
    Partner,
    Programme,
    Track,
    WorkPackageVersion,
)
from samspel.programme.plan.policy import WorkPackageAction


@dataclass(frozen=True)
class InitiativeData:
    """What an initiative says. `area` and `partner` are responsible; `areas` and `partners` all that take part."""

    title: str
    text: str
    activity: Activity | None
    area: Area
    partner: Partner
    first_day: date
    last_day: date
    areas: Sequence[Area]
    partners: Sequence[Partner]

    def columns(self) -> dict[str, Any]:
        """As columns of the fact."""
        return {
            "title": self.title,
            "text": self.text,
            "activity": self.activity,
            "area": self.area,
            "partner": self.partner,
            "occurred_on": self.first_day,
            "ends_on": self.last_day,
            "partner_count": len({p.pk for p in [self.partner, *self.partners]}),
        }

    def parts(self) -> dict[str, list[Any]]:
        """As many-to-many content: the responsible ones always take part."""
        return {
            "areas": list({a.pk: a for a in [self.area, *self.areas]}.values()),
            "partners": list({p.pk: p for p in [self.partner, *self.partners]}.values()),
        }


@transaction.atomic
def record_initiative(actor: Any, programme: Programme, data: InitiativeData) -> Initiative:
    """Write a new initiative with the programme's next number."""
    Programme.objects.select_for_update().get(pk=programme.pk)
    last = Initiative.objects.filter(programme=programme).aggregate(last=Max("number"))["last"] or 0
    fact = Initiative(programme=programme, number=last + 1, **data.columns())
    return record(fact, actor, parts=data.parts())


def correct_initiative(actor: Any, initiative: Initiative, data: InitiativeData, reason: str) -> Initiative:
    """Replace the initiative with a corrected version; FactError where somebody else was first."""
    return replace(initiative, actor, reason, data.columns(), data.parts())


def void_initiative(actor: Any, initiative: Initiative, reason: str) -> None:
    """Take the initiative back."""
    void(initiative, actor, reason)


@transaction.atomic
def reach_milestone(actor: Any, milestone: Milestone, on: date, note: str) -> MilestoneReached:
    """Note that the milestone was reached; FactError where it already is."""
    Milestone.objects.select_for_update().get(pk=milestone.pk)
    if MilestoneReached.objects.filter(milestone=milestone, voided_at=None).exists():
        raise FactError(_("The milestone is already marked as reached."))
    return record(MilestoneReached(milestone=milestone, occurred_on=on, note=note), actor)


def reopen_milestone(actor: Any, reached: MilestoneReached, reason: str) -> None:
    """Take back that the milestone was reached."""
    void(reached, actor, reason)


@transaction.atomic
def revise_work_package(actor: Any, track: Track, text_sv: str, text_en: str, reason: str) -> WorkPackageVersion:
    """Write the next version of a work package's description, from today."""
    access.require(actor, WorkPackageAction.REVISE, track)
    Track.objects.select_for_update().get(pk=track.pk)
    last = track.versions.aggregate(last=Max("number"))["last"] or 0
    version = WorkPackageVersion.objects.create(
        track=track,
        number=last + 1,
        valid_from=clock.today(),
        text_sv=text_sv,
        text_en=text_en,
        reason=reason,
        author=actor,
        written_at=clock.now(),
    )
    audit.write(actor, "work_package.revised", track, changes={"version": version.number, "reason": reason})
    return version


def save_draft(user: Any, programme: Programme, path: str, title: str, data: dict[str, Any]) -> Draft:
    """Keep an unfinished form; one draft per form and person."""
    draft, _created = Draft.objects.update_or_create(
        user=user, path=path, defaults={"programme_code": programme.code, "title": title[:200], "data": data}
    )
    return draft


def drop_draft(user: Any, path: str) -> None:
    """Forget the draft of a form that has been sent."""
    Draft.objects.filter(user=user, path=path).delete()
