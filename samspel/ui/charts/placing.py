"""Where the notes of a score stand: at their own place, or beside it where others are in the way."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from samspel.ui.charts.svg import known

STEPS = (0, 1, -1, 2, -2, 3, -3, 4, -4)


@dataclass(frozen=True)
class ScoreLine:
    """A line of the score."""

    key: str
    label: str


@dataclass(frozen=True)
class Note:
    """One thing done by one or more lines at `position` (0 = start, 1 = end). `hollow`: only planned."""

    position: float
    lines: Sequence[str]
    tone: int
    label: str
    hollow: bool = False
    href: str = ""


@dataclass(frozen=True)
class Placed:
    """A note with its rows and the place it got."""

    note: Note
    rows: Sequence[int]
    x: float


def placed(notes: Sequence[Note], lines: Sequence[ScoreLine], apart: float, now: float | None) -> list[Placed]:
    """The notes in order of time. No note stands on another's shape or stem while there is room within
    four steps of `apart`, and none is moved across today."""
    rows = {line.key: number for number, line in enumerate(lines)}
    taken: dict[int, list[float]] = defaultdict(list)
    result = []
    for note in sorted(notes, key=_position):
        at = sorted({rows[key] for key in note.lines if key in rows})
        if not at:
            continue
        own = _position(note)
        passed = range(at[0], at[-1] + 1)
        others = [x for row in passed for x in taken[row]]
        x = _free(own, others, apart, now)
        for row in passed:
            taken[row].append(x)
        result.append(Placed(note, at, x))
    return result


def _free(own: float, others: Sequence[float], apart: float, now: float | None) -> float:
    """The nearest free place; the own one where there is none."""
    for x in (own + step * apart for step in STEPS):
        across = now is not None and (own <= now) != (x <= now)
        if 0 <= x <= 1 and not across and all(abs(x - other) > apart * 0.95 for other in others):
            return x
    return own


def _position(note: Note) -> float:
    return min(max(known(note.position) or 0.0, 0.0), 1.0)
