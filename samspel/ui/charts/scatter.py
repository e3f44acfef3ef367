"""Points on a plane cut in four, with a word in each corner."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from samspel.ui.charts.labels import LabelSpot, names
from samspel.ui.charts.svg import ChartTable, Datum, Scale, n, nothing, percent, safe, table, text, titled, whisker

HEIGHT, TOP, BOTTOM = 400, 34, 360
LEFT, RIGHT = 0.03, 0.97


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
    table: ChartTable | None = None
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
        attributes, told = titled(self.id, self.title, self.desc)
        across = Scale.over([*(x for p in drawn for x in p.xs), self.x_cut])
        up = Scale.over([*(y for p in drawn for y in p.ys), self.y_cut])
        spots = [(_x(p.x.known or 0.0, across), _y(p.y.known or 0.0, up, self.bottom)) for p in drawn]
        marks = "".join(_spans(point, *spot, across, up, self.bottom) for point, spot in zip(drawn, spots, strict=True))
        marks += "".join(_mark(point, *spot) for point, spot in zip(drawn, spots, strict=True))
        named = [
            LabelSpot(point.label if point.named else "", *at, point.x_span is not None)
            for point, at in zip(drawn, spots, strict=True)
        ]
        return safe(
            f'<figure class="stack"><svg class="plot" width="100%" height="{self.height}" {attributes}>'
            f"{told}{self._cuts(across, up)}{self._corners()}{self._axes(drawn)}{marks}"
            f"{names(named, TOP + 4, self.bottom + 8)}</svg>{twin}</figure>"
        )

    def _twin(self) -> ChartTable:
        rows = [(Datum(None, point.label, point.href), point.x, point.y) for point in self.points]
        return ChartTable("", (self.label_head, self.x_label, self.y_label), rows, frozenset({1, 2}))

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
