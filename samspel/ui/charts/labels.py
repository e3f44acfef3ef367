"""Where names stand: where they cover neither a point nor another name, beside their point or with a line to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from samspel.ui.charts.svg import n, percent, text

NOMINAL, LETTER, LEADING = 560, 7.5, 17  # the width names are fitted for, and how much room a letter takes
POINT = 8  # how much room a point takes, to each side
FAR = 30  # from the point, beyond which a line leads from it to its name
NEAR_BY = (("start", 12, 5), ("end", -12, 5), ("middle", 0, -13), ("middle", 0, 23))
ABOVE = (
    *((anchor, dx, dy) for dy in (-9, 19) for anchor, dx in (("start", 6), ("end", -6), ("middle", 0))),
    *((anchor, dx, dy) for dy in (-38, 46, -60, 68, -84, 92, -110, 120, -140, 150)
      for anchor, dx in (("start", -4), ("end", 4))),
)  # fmt: skip
"""Where names go: beside their points; above or below them, and further off, where intervals are drawn beside."""

Box = tuple[float, float, float, float]
Place = tuple[str, int, int]


@dataclass(frozen=True)
class LabelSpot:
    """A point at `x` (share of the width) and `y` (pixels); an empty label only stands in the way. `crossed`: intervals
    are drawn through it, so the name keeps clear of them."""

    label: str
    x: float
    y: float
    crossed: bool = False


def names(spots: Sequence[LabelSpot], top: float = -inf, bottom: float = inf, nominal: float = NOMINAL) -> str:
    """The names that find room between `top` and `bottom`, in a drawing at least `nominal` pixels wide; the first ones
    first."""
    taken = [(s.x * nominal - POINT, s.y - POINT, s.x * nominal + POINT, s.y + POINT) for s in spots]
    parts = []
    for spot in spots:
        for place in (ABOVE if spot.crossed else NEAR_BY) if spot.label else ():
            box = _box(spot, place, nominal)
            inside = box[0] >= 0 and box[2] <= nominal and box[1] >= top and box[3] <= bottom
            if inside and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                parts.append(_name(spot, place))
                break
    return "".join(parts)


def _box(spot: LabelSpot, place: Place, nominal: float) -> Box:
    anchor, dx, dy = place
    width, middle = len(spot.label) * LETTER, spot.x * nominal
    start = {"start": middle + dx, "end": middle + dx - width, "middle": middle - width / 2}[anchor]
    return start - 2, spot.y + dy - LEADING + 4, start + width, spot.y + dy + 3


def _name(spot: LabelSpot, place: Place) -> str:
    anchor, dx, dy = place
    where = f'x="{percent(spot.x)}" dx="{dx}" y="{n(spot.y + dy)}" text-anchor="{anchor}"'
    leader = ""
    if abs(dy) > FAR:
        end = spot.y + dy + (4 if dy < 0 else -LEADING + 4)
        leader = f'<line class="leader" x1="{percent(spot.x)}" x2="{percent(spot.x)}" y1="{n(spot.y)}" y2="{n(end)}"/>'
    return f'{leader}<text class="strong" {where}>{text(spot.label)}</text>'


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
