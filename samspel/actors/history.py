"""What a programme did with an organisation, as the rooms above tell it: they register, this room knows none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from samspel.actors.identities import identity_known_at
from samspel.actors.models import Organisation
from samspel.programme.models import Area, Partner
from samspel.programme.page import Page


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


Source = Callable[[Page, Sequence[int]], Sequence[Happening]]
_sources: list[Source] = []


def register_history(source: Source) -> None:
    """Let a room tell what happened with the organisations of these ids, in the page's programme, as known on its
    day."""
    if source not in _sources:
        _sources.append(source)


def happenings(page: Page, organisation: Organisation) -> list[Happening]:
    """Everything that happened with the organisation, and with those that counted as it, newest first."""
    if not _sources:
        return []
    ids = counted_as(page, organisation)
    found = [happening for source in _sources for happening in source(page, ids)]
    return sorted(found, key=lambda h: (h.on, h.kind_key, h.pk), reverse=True)


def counted_as(page: Page, organisation: Organisation) -> list[int]:
    """Ids of the organisations that count as this one, as known on the page's day."""
    known = identity_known_at(page.slice.known_at, "identities")
    rows = Organisation.objects.filter(known, identities__counts_as=organisation)
    return list(rows.order_by("pk").values_list("pk", flat=True))
