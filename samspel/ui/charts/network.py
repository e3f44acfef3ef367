"""Who is tied to whom: points with lines between them, laid out by the caller."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from samspel.ui.charts.labels import LabelSpot, names
from samspel.ui.charts.svg import ADDRESS, ChartTable, Datum, Scale, n, nothing, percent, safe, table, text, titled

HEIGHT, MARGIN, SIDE = 560, 28, 0.06
NARROWEST = 700  # the least width at which names are shown; below it, the style sheet hides them
SMALLEST, LARGEST = 4.0, 13.0  # radius of a point, pixels
THIN, WIDTHS = 1, 4  # classes of a line: tie-1 … tie-4


@dataclass(frozen=True)
class NetworkNode:
    """A point at (x, y), each 0–1. `tone` gives it an area's mark, without one it is a circle as large as `size`.

    `named` ones carry their label in the drawing where there is room; the first in the list come first."""

    key: str
    label: str
    x: float
    y: float
    size: Datum
    tone: int = 0
    named: bool = False
    href: str = ""


@dataclass(frozen=True)
class NetworkTie:
    """A line between two points, wider the stronger it is. `faint` for another sort of tie, drawn dashed."""

    first: str
    second: str
    strength: Datum
    faint: bool = False


@dataclass(frozen=True, kw_only=True)
class Network:
    """The drawing and its table twin: without a `table`, one is made of the ties."""

    title: str
    desc: str
    nodes: Sequence[NetworkNode]
    ties: Sequence[NetworkTie]
    head: tuple[str, str, str] = ("", "", "")
    table: ChartTable | None = None
    id: str = ""

    def render(self) -> SafeString:
        """The network; ties to points that are not there are left out."""
        twin = table(self.table or self._twin())
        if not self.nodes:
            return safe(f'<figure class="stack">{nothing()}</figure>')
        attributes, told = titled(self.id, self.title, self.desc, "group")
        at = {node.key: (_x(node.x), _y(node.y)) for node in self.nodes}
        spots = [LabelSpot(node.label if node.named else "", *at[node.key]) for node in self.nodes]
        sizes = Scale.over([0.0, *(node.size.known for node in self.nodes)])
        marks = "".join(_mark(node, sizes) for node in self.nodes)
        return safe(
            f'<figure class="stack"><svg class="plot network" width="100%" height="{HEIGHT}" {attributes}>{told}'
            f"{self._lines(at)}{marks}{names(spots, nominal=NARROWEST)}</svg>{twin}</figure>"
        )

    def _lines(self, at: dict[str, tuple[float, float]]) -> str:
        drawn = [tie for tie in self.ties if tie.first in at and tie.second in at]
        scale = Scale.over([0.0, *(tie.strength.known for tie in drawn)])
        return "".join(_line(tie, at[tie.first], at[tie.second], scale) for tie in drawn)

    def _twin(self) -> ChartTable:
        label = {node.key: node.label for node in self.nodes}
        rows = [(label.get(tie.first, tie.first), label.get(tie.second, tie.second), tie.strength) for tie in self.ties]
        return ChartTable("", self.head, rows, frozenset({2}))


def _x(share: float) -> float:
    return SIDE + (1 - 2 * SIDE) * min(max(share, 0.0), 1.0)


def _y(share: float) -> float:
    return MARGIN + (HEIGHT - 2 * MARGIN) * min(max(share, 0.0), 1.0)


def _line(tie: NetworkTie, start: tuple[float, float], end: tuple[float, float], scale: Scale) -> str:
    width = THIN + round((WIDTHS - THIN) * scale.at(tie.strength.known or 0.0))
    css = f"tie-{width}" + (" faint" if tie.faint else "")
    (x1, y1), (x2, y2) = start, end
    return f'<line class="netline {css}" x1="{percent(x1)}" y1="{n(y1)}" x2="{percent(x2)}" y2="{n(y2)}"/>'


def _mark(node: NetworkNode, sizes: Scale) -> str:
    words = f"{node.label}: {node.size.shown}"
    if node.tone:
        tone = int(node.tone)
        inside = f'<use class="note tone-{tone}" href="#n-{tone}" x="{percent(_x(node.x))}" y="{n(_y(node.y))}"/>'
    else:
        radius = SMALLEST + (LARGEST - SMALLEST) * sizes.at(node.size.known or 0.0) ** 0.5
        inside = f'<circle class="netdot" cx="{percent(_x(node.x))}" cy="{n(_y(node.y))}" r="{n(radius)}"/>'
    inside = f"<title>{text(words)}</title>{inside}"
    if ADDRESS.match(node.href):
        return f'<a href="{text(node.href)}" aria-label="{text(words)}">{inside}</a>'
    return f"<g>{inside}</g>"
