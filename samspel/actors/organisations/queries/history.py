"""What a programme did with an organisation, as the apps that record it say (the slot organisation_history)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from samspel.actors.duplicates.queries.identities import counted_ids
from samspel.actors.models import Organisation
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Area, Partner
from samspel.web.extension import all_in


@dataclass(frozen=True)
class HistoryEvent:
    """One thing that happened with an organisation. `kind_key` and `pk` say which fact records it."""

    on: date
    what: str
    detail: str
    area: Area | None
    partner: Partner | None
    kind_key: str
    pk: int
    example: bool = False


Source = Callable[[ReadContext, Sequence[int]], Sequence[HistoryEvent]]


def history_events(context: ReadContext, organisation: Organisation) -> list[HistoryEvent]:
    """What a programme did with an organisation, as the apps that record it say (the slot organisation_history)."""
    sources = list(all_in("organisation_history"))
    if not sources:
        return []
    ids = counted_ids(context, organisation)
    found = [event for source in sources for event in source(context, ids)]
    return sorted(found, key=lambda h: (h.on, h.kind_key, h.pk), reverse=True)
