"""Where the innovation system is weak: one list, from sources that rooms register, each with its stated rule."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy

from samspel.core import access, audit, clock
from samspel.core.figures import Text
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Area, Programme
from samspel.observatory.models import WeakSpotNote
from samspel.observatory.weak_spots.policy import WeakSpotAction

STRONG, CLEAR, FAINT = 3, 2, 1
STRENGTHS = {
    STRONG: gettext_lazy("strong sign"),
    CLEAR: gettext_lazy("clear sign"),
    FAINT: gettext_lazy("faint sign"),
}
STATES = {
    WeakSpotNote.OPEN: gettext_lazy("Not begun"),
    WeakSpotNote.BEGUN: gettext_lazy("Begun"),
    WeakSpotNote.DONE: gettext_lazy("Done"),
    WeakSpotNote.DROPPED: gettext_lazy("Dropped"),
}


@dataclass(frozen=True)
class Ground:
    """A piece of evidence: what it says, and where it opens."""

    words: str
    url: str = ""


@dataclass(frozen=True)
class WeakSpot:
    """A weak spot. `key` stays the same from day to day, so that notes find it; at most 120 characters. `where` and
    `subject` are what the title says, apart, where it is of a region."""

    key: str
    title: str
    grounds: Sequence[Ground]
    strength: int
    area: Area | None = None
    where: str = ""
    subject: str = ""

    @property
    def strength_words(self) -> str:
        """How strong the sign is."""
        return str(STRENGTHS[self.strength])


@dataclass(frozen=True)
class Source:
    """A source of weak spots: what it is called, the rule for what counts and how strongly, and how it is read."""

    code: str
    name: Text
    rule: Text
    read: Callable[[ReadContext], Sequence[WeakSpot]]


_sources: dict[str, Source] = {}


def register_source(source: Source) -> Source:
    """Make a source known. ValueError where the code is another's."""
    if _sources.get(source.code, source) != source:
        raise ValueError(f"source {source.code} is registered twice")
    _sources[source.code] = source
    return source


def sources() -> Mapping[str, Source]:
    """All sources by code, in the order that they were registered."""
    return _sources


@dataclass(frozen=True)
class Listed:
    """A weak spot with its source and the notes on it."""

    spot: WeakSpot
    source: Source
    notes: Sequence[WeakSpotNote]


def weak_spots(context: ReadContext) -> list[Listed]:
    """Every weak spot, the strongest first, then in the order of the sources."""
    notes: dict[str, list[WeakSpotNote]] = {}
    for note in notes_of(context):
        notes.setdefault(note.spot, []).append(note)
    found = [
        Listed(spot, source, notes.get(spot.key, ()))
        for source in _sources.values()
        for spot in source.read(context)
    ]  # fmt: skip
    return sorted(found, key=lambda one: -one.spot.strength)


def notes_of(context: ReadContext) -> list[WeakSpotNote]:
    """The programme's notes, the most urgent first; one query."""
    rows = WeakSpotNote.objects.filter(programme=context.programme).select_related("made_by", "area")
    return list(rows.order_by("due_on", "pk"))


@transaction.atomic
def note(actor: Any, programme: Programme, spot: WeakSpot, values: Mapping[str, Any]) -> WeakSpotNote:
    """Write down what is to be done about a weak spot; `values` are what, who and due_on."""
    access.require(actor, WeakSpotAction.NOTE, programme)
    now = clock.now()
    made = WeakSpotNote.objects.create(
        programme=programme, spot=spot.key, title=spot.title[:300], area=spot.area, made_by=actor, made_at=now,
        changed_at=now, **values,
    )  # fmt: skip
    audit.write(actor, "weak_spot.noted", made, changes={"spot": spot.key, **values})
    return made


@transaction.atomic
def set_state(actor: Any, given: WeakSpotNote, state: str) -> None:
    """Say how it goes. PermissionDenied where the actor may not; ValueError for a state that there is not."""
    if not access.can(actor, WeakSpotAction.NOTE, given.programme):
        raise PermissionDenied(WeakSpotAction.NOTE)
    if state not in STATES:
        raise ValueError(state)
    locked = WeakSpotNote.objects.select_for_update().get(pk=given.pk)
    if locked.state == state:
        return
    changes = {"state": [locked.state, state]}
    locked.state, locked.changed_at = state, clock.now()
    locked.save(update_fields=["state", "changed_at"])
    audit.write(actor, "weak_spot.note_changed", locked, changes=changes)
