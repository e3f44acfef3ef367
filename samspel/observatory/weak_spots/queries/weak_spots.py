"""Where the innovation system is weak: one list of all sources, and the notes of what is to be done."""

from collections.abc import Sequence
from dataclasses import dataclass

from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Programme
from samspel.observatory.models import WeakSpotNote
from samspel.observatory.weak_spots.figures import WeakSpot, WeakSpotSource, sources


@dataclass(frozen=True)
class WeakSpotLine:
    """A weak spot with its source and the notes on it."""

    spot: WeakSpot
    source: WeakSpotSource
    notes: Sequence[WeakSpotNote]


def weak_spots(context: ReadContext) -> list[WeakSpotLine]:
    """Every weak spot, the strongest first, then in the order of the sources."""
    notes: dict[str, list[WeakSpotNote]] = {}
    for note in notes_of(context):
        notes.setdefault(note.spot, []).append(note)
    found = [
        WeakSpotLine(spot, source, notes.get(spot.key, ()))
        for source in sources().values()
        for spot in source.read(context)
    ]  # fmt: skip
    return sorted(found, key=lambda one: -one.spot.strength)


def notes_of(context: ReadContext) -> list[WeakSpotNote]:
    """The programme's notes, the most urgent first; one query."""
    rows = WeakSpotNote.objects.filter(programme=context.programme).select_related("made_by", "area")
    return list(rows.order_by("due_on", "pk"))


def note_of(programme: Programme, pk: int) -> WeakSpotNote | None:
    """The programme's note; None where there is none."""
    return WeakSpotNote.objects.filter(pk=pk, programme=programme).first()
