"""What a programme did with an organisation, as the rooms above tell it: they register, this room knows none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from samspel.actors.duplicates.services import identity_known_at
from samspel.actors.models import Organisation
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Area, Partner
from samspel.web.extension import all_in


@dataclass(frozen=True)
class Happening:
    """One thing that happened with an organisation. `kind_key` and `pk` say which fact tells of it."""

    on: date
    what: str
    detail: str
    area: Area | None
    partner: Partner | None
    kind_key: str
    pk: int
    example: bool = False


Source = Callable[[ReadContext, Sequence[int]], Sequence[Happening]]


def happenings(context: ReadContext, organisation: Organisation) -> list[Happening]:
    """Everything that happened with the organisation, and with those that counted as it, newest first."""
    sources = list(all_in("organisation_history"))
    if not sources:
        return []
    ids = counted_as(context, organisation)
    found = [happening for source in sources for happening in source(context, ids)]
    return sorted(found, key=lambda h: (h.on, h.kind_key, h.pk), reverse=True)


def counted_as(context: ReadContext, organisation: Organisation) -> list[int]:
    """Ids of the organisations that count as this one, as known on the page's day."""
    known = identity_known_at(context.slice.known_at, "identities")
    rows = Organisation.objects.filter(known, identities__counts_as=organisation)
    return list(rows.order_by("pk").values_list("pk", flat=True))
