"""Points on a plane cut in four, with a word in each corner."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from samspel.ui.charts.svg import Datum, Scale, Table, n, nothing, percent, safe, table, text, titled, whisker

HEIGHT, TOP, BOTTOM = 400, 34, 360
LEFT, RIGHT = 0.03, 0.97
FAR = 30  # from the point, beyond which a line leads from it to its name
NEAR_BY = (("start", 12, 5), ("end", -12, 5), ("middle", 0, -13), ("middle", 0, 23))
ABOVE = (
    *((anchor, dx, dy) for dy in (-9, 19) for anchor, dx in (("start", 6), ("end", -6), ("middle", 0))),
    *((anchor, dx, dy) for dy in (-38, 46, -60, 68, -84, 92, -110, 120, -140, 150)
      for anchor, dx in (("start", -4), ("end", 4))),
)  # fmt: skip
"""Where names go: beside their points; above or below them, and further off, where intervals are drawn beside."""

NOMINAL, LETTER, LEADING = 560, 7.5, 17  # the width labels are fitted for, and how much room a letter takes


@dataclass(frozen=True)
class ScatterPoint:
    """A point; `named` ones carry their label in the drawing, where there is room. `tone`: area mark.

    `x_span` and `y_span` are the intervals that its coordinates lie in; named points have them drawn."""

    label: str
    x: Datum
    y: Datum
    named: bool = False
    tone: int = 0
    href: str = ""
    x_span: tuple[float, float] | None = None
    y_span: tuple[float, float] | None = None

    @property
    def xs(self) -> tuple[float | None, ...]:
        """The x coordinate, and the ends of its interval where they are drawn."""
        return (self.x.known, *((self.x_span if self.named else None) or ()))

    @property
    def ys(self) -> tuple[float | None, ...]:
        """The y coordinate, and the ends of its interval where they are drawn."""
        return (self.y.known, *((self.y_span if self.named else None) or ()))


@dataclass(frozen=True, kw_only=True)
class Scatter:
    """The plane is cut at `x_cut` and `y_cut`, or in the middle of the values.

    `quadrants`: words at top left, top right, bottom left, bottom right. Without a `table`, one is made."""

    title: str
    desc: str
    x_label: str
    y_label: str
    points: Sequence[ScatterPoint]
    quadrants: tuple[str, str, str, str] = ("", "", "", "")
    x_cut: float | None = None
    y_cut: float | None = None
    label_head: str = ""
    table: Table | None = None
    id: str = ""
    height: int = HEIGHT

    @property
    def bottom(self) -> int:
        """Where the lowest point may lie."""
        return self.height - (HEIGHT - BOTTOM)

    def render(self) -> SafeString:
        """The plane and its table. Points with an unknown coordinate are only in the table."""
        twin = table(self.table or self._twin())
        drawn = [p for p in self.points if p.x.known is not None and p.y.known is not None]
        if not drawn:
            return safe(f'<figure class="stack">{nothing()}{twin if self.points else ""}</figure>')
        attributes, names = titled(self.id, self.title, self.desc)
        across = Scale.over([*(x for p in drawn for x in p.xs), self.x_cut])
        up = Scale.over([*(y for p in drawn for y in p.ys), self.y_cut])
        spots = [(_x(p.x.known or 0.0, across), _y(p.y.known or 0.0, up, self.bottom)) for p in drawn]
        marks = "".join(_spans(point, *spot, across, up, self.bottom) for point, spot in zip(drawn, spots, strict=True))
        marks += "".join(_mark(point, *spot) for point, spot in zip(drawn, spots, strict=True))
        return safe(
            f'<figure class="stack"><svg class="plot" width="100%" height="{self.height}" {attributes}>'
            f"{names}{self._cuts(across, up)}{self._corners()}{self._axes(drawn)}{marks}"
            f"{_labels(drawn, spots, self.bottom + 8)}</svg>{twin}</figure>"
        )

    def _twin(self) -> Table:
        rows = [(Datum(None, point.label, point.href), point.x, point.y) for point in self.points]
        return Table("", (self.label_head, self.x_label, self.y_label), rows, frozenset({1, 2}))

    def _cuts(self, across: Scale, up: Scale) -> str:
        x = percent((LEFT + RIGHT) / 2 if self.x_cut is None else _x(self.x_cut, across))
        y = n((TOP + self.bottom) / 2 if self.y_cut is None else _y(self.y_cut, up, self.bottom))
        frame = f'<rect class="frame" width="100%" y="{TOP - 14}" height="{self.bottom - TOP + 28}"/>'
        return (
            f'{frame}<line class="grid" x1="{x}" x2="{x}" y1="{TOP - 14}" y2="{self.bottom + 14}"/>'
            f'<line class="grid" x2="100%" y1="{y}" y2="{y}"/>'
        )

    def _corners(self) -> str:
        places = (("0", 8, TOP + 2), ("100%", -8, TOP + 2), ("0", 8, self.bottom + 6), ("100%", -8, self.bottom + 6))
        return "".join(
            f'<text class="quad" x="{x}" dx="{dx}" y="{y}" text-anchor="{"start" if dx > 0 else "end"}">'
            f"{text(word)}</text>"
            for word, (x, dx, y) in zip(self.quadrants, places, strict=True)
            if word
        )

    def _axes(self, drawn: Sequence[ScatterPoint]) -> str:
        """What the axes are, with the lowest and the highest value as the reader reads them."""
        xs, ys = sorted(drawn, key=lambda p: p.x.known or 0.0), sorted(drawn, key=lambda p: p.y.known or 0.0)
        wide = f"{self.x_label}: {xs[0].x.shown}–{xs[-1].x.shown} →"
        high = f"↑ {self.y_label}: {ys[0].y.shown}–{ys[-1].y.shown}"
        across = f'<text x="100%" y="{self.height - 8}" text-anchor="end">{text(wide)}</text>'
        return f'{across}<text y="12">{text(high)}</text>'


def _x(value: float, scale: Scale) -> float:
    return LEFT + (RIGHT - LEFT) * scale.at(value)


def _y(value: float, scale: Scale, bottom: float) -> float:
    return bottom - (bottom - TOP) * scale.at(value)


def _spans(point: ScatterPoint, x: float, y: float, across: Scale, up: Scale, bottom: float) -> str:
    """The whiskers of a named point."""
    drawn = ""
    if point.named and point.x_span is not None:
        ends = [percent(_x(end, across)) for end in point.x_span]
        drawn += whisker(ends[0], ends[1], n(y), n(y))
    if point.named and point.y_span is not None:
        ends = [n(_y(end, up, bottom)) for end in point.y_span]
        drawn += whisker(percent(x), percent(x), ends[0], ends[1])
    return drawn


def _mark(point: ScatterPoint, x: float, y: float) -> str:
    words = text(f"{point.label}: {point.x.shown}, {point.y.shown}")
    if point.tone:
        tone, css = int(point.tone), "" if point.named else " faint"
        use = f'<use href="#n-{tone}" x="{percent(x)}" y="{n(y)}"/>'
        return f'<g class="note tone-{tone}{css}"><title>{words}</title>{use}</g>'
    css = "strip-own" if point.named else "strip-peer"
    return f'<circle class="{css}" cx="{percent(x)}" cy="{n(y)}" r="6"><title>{words}</title></circle>'


def _labels(points: Sequence[ScatterPoint], spots: Sequence[tuple[float, float]], bottom: float) -> str:
    """The names that find a place where they cover neither a point nor another name: beside it, or with a line to it
    further off."""
    taken = [(x * NOMINAL - 8, y - 8, x * NOMINAL + 8, y + 8) for x, y in spots]
    parts = []
    for point, (x, y) in zip(points, spots, strict=True):
        if not point.named:
            continue
        width, middle = len(point.label) * LETTER, x * NOMINAL
        for anchor, dx, dy in NEAR_BY if point.x_span is None else ABOVE:
            start = {"start": middle + dx, "end": middle + dx - width, "middle": middle - width / 2}[anchor]
            box = (start - 2, y + dy - LEADING + 4, start + width, y + dy + 3)
            inside = box[0] >= 0 and box[2] <= NOMINAL and box[1] >= TOP + 4 and box[3] <= bottom
            if inside and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                parts.append(_label(point, x, y, (anchor, dx, dy)))
                break
    return "".join(parts)


def _label(point: ScatterPoint, x: float, y: float, place: tuple[str, int, int]) -> str:
    anchor, dx, dy = place
    where = f'x="{percent(x)}" dx="{dx}" y="{n(y + dy)}" text-anchor="{anchor}"'
    leader = ""
    if abs(dy) > FAR:
        end = y + dy + (4 if dy < 0 else -LEADING + 4)
        leader = f'<line class="leader" x1="{percent(x)}" x2="{percent(x)}" y1="{n(y)}" y2="{n(end)}"/>'
    return f'{leader}<text class="strong" {where}>{text(point.label)}</text>'


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
