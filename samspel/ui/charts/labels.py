"""Where names stand beside their points: where they cover neither a point nor another name."""

from collections.abc import Sequence
from dataclasses import dataclass

from samspel.ui.charts.svg import n, percent, text

NOMINAL, LETTER, LEADING = 560, 7.5, 17  # the width names are fitted for, and how much room a letter takes
POINT = 8  # how much room a point takes, to each side

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Spot:
    """A point at `x` (share of the width) and `y` (pixels); an empty label only stands in the way."""

    label: str
    x: float
    y: float


def names(spots: Sequence[Spot], css: str = "strong", nominal: float = NOMINAL) -> str:
    """The names that find room in a drawing at least `nominal` pixels wide, the first ones first."""
    taken = [(s.x * nominal - POINT, s.y - POINT, s.x * nominal + POINT, s.y + POINT) for s in spots]
    parts = []
    for spot in spots:
        found = _place(spot, taken, nominal) if spot.label else None
        if found is not None:
            box, anchor, dx, dy = found
            taken.append(box)
            where = f'x="{percent(spot.x)}" dx="{dx}" y="{n(spot.y + dy)}" text-anchor="{anchor}"'
            parts.append(f'<text class="{css}" {where}>{text(spot.label)}</text>')
    return "".join(parts)


def _place(spot: Spot, taken: Sequence[Box], nominal: float) -> tuple[Box, str, int, int] | None:
    """The first free place: to the right, to the left, above, below."""
    width, middle = len(spot.label) * LETTER, spot.x * nominal
    for anchor, dx, dy, left in (
        ("start", 12, 5, middle + 10),
        ("end", -12, 5, middle - 10 - width),
        ("middle", 0, -13, middle - width / 2),
        ("middle", 0, 23, middle - width / 2),
    ):
        box = (left, spot.y + dy - LEADING + 4, left + width, spot.y + dy + 3)
        if left >= 0 and left + width <= nominal and not any(_overlap(box, other) for other in taken):
            return box, anchor, dx, dy
    return None


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
