"""Recording, correcting and taking back initiatives. The fact checks access, and writes with its audit event."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from samspel.core.facts import FactError, record, replace, void
from samspel.core.programmes.models import Activity, Area, Partner, Programme
from samspel.programme.initiatives.models import Initiative


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
def initiative_record(*, actor: Any, programme: Programme, data: InitiativeData) -> Initiative:
    """Write a new initiative with the programme's next number."""
    Programme.objects.select_for_update().get(pk=programme.pk)
    last = Initiative.objects.filter(programme=programme).aggregate(last=Max("number"))["last"] or 0
    fact = Initiative(programme=programme, number=last + 1, **data.columns())
    return record(fact, actor, parts=data.parts())


def initiative_correct(*, actor: Any, initiative: Initiative, version: int, data: InitiativeData, reason: str) -> None:
    """Replace the initiative with a corrected version. `version` is the id of the one that was read before correcting;
    FactError where somebody else was first."""
    if version != initiative.pk:
        raise FactError(_("Somebody else has changed the initiative since you opened it. Compare, then save again."))
    replace(initiative, actor, reason, data.columns(), data.parts())


def initiative_void(*, actor: Any, initiative: Initiative, reason: str) -> None:
    """Take the initiative back."""
    void(initiative, actor, reason)
