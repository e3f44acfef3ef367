"""A target over time: what has come, what was planned, where it is heading."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samspel.ui.charts.svg import ChartTable, Number, Scale, known, n, nothing, percent, safe, table, text, titled

HEADROOM = 1.12
FORECAST_ROOM = 1.6  # a forecast higher than this many times all else is cut at the top

Point = tuple[float, Number | None]
Spot = tuple[float, float]
State = Literal["good", "ahead", "behind", "none"]


@dataclass(frozen=True, kw_only=True)
class PacePlot:
    """Points are (share of the programme's time 0–1, cumulative value). `forecast` is the value at the end.

    The words around it (figure, state, table of all goals) are the page's; `table` is for a plot alone."""

    title: str
    desc: str
    actual: Sequence[Point]
    plan: Sequence[Point]
    target: Number | None
    target_text: str = ""
    forecast: Number | None = None
    state: State = "none"
    start_label: str = ""
    end_label: str = ""
    table: ChartTable | None = None
    id: str = ""

    def render(self) -> SafeString:
        """The plot."""
        twin = table(self.table) if self.table else ""
        actual, plan, target = _spots(self.actual), _spots(self.plan), known(self.target)
        if not actual and not plan and target is None:
            return safe(nothing() + twin)
        scale = self._scale(actual, plan, target)
        attributes, names = titled(self.id, self.title, self.desc)
        css = "pace behind" if self.state == "behind" else "pace"
        return safe(
            f'<svg class="{css}" height="128" {attributes}>{names}'
            '<svg width="100%" height="100%" viewBox="0 0 100 100" preserveAspectRatio="none">'
            f"{self._lines(actual, plan, target, scale)}</svg>{_dot(actual, scale)}"
            f"{self._words(target, scale)}"
            f'<text y="100%" dy="17">{text(self.start_label)}</text>'
            f'<text x="100%" y="100%" dy="17" text-anchor="end">{text(self.end_label)}</text></svg>{twin}'
        )

    def _scale(self, actual: list[Spot], plan: list[Spot], target: float | None) -> Scale:
        """From zero or below to above everything drawn."""
        drawn = [0.0, *(value for _x, value in (*actual, *plan))]
        drawn += [] if target is None else [target]
        low, high = min(drawn), max(drawn)
        forecast = known(self.forecast)
        if forecast is not None and actual:
            room = max(high, -low) * FORECAST_ROOM
            low, high = min(low, max(forecast, -room)), max(high, min(forecast, room))
        top = known(high * HEADROOM)
        return Scale(low, high if top is None else max(high, top)) if high > low else Scale(0.0, 1.0)

    def _lines(self, actual: list[Spot], plan: list[Spot], target: float | None, scale: Scale) -> str:
        zero = _y(0.0, scale)
        parts = [f'<line class="grid" x2="100" y1="{zero}" y2="{zero}"/>']
        if target is not None:
            y = _y(target, scale)
            parts.append(f'<line class="goalline" x2="100" y1="{y}" y2="{y}"/>')
        if actual:
            first, last, real = n(actual[0][0] * 100), n(actual[-1][0] * 100), _path(actual, scale)
            parts.append(f'<path class="area" d="M{first} {zero}L{real}L{last} {zero}z"/>')
        if plan:
            parts.append(f'<path class="plan" d="M{_path(plan, scale)}"/>')
        if actual:
            parts.append(f'<path class="real" d="M{real}"/>')
            if (forecast := known(self.forecast)) is not None and actual[-1][0] < 1:
                end = _cut(actual[-1], (1.0, forecast), scale)
                parts.append(f'<path class="fore" d="M{_path([actual[-1], end], scale)}"/>')
        return "".join(parts)

    def _words(self, target: float | None, scale: Scale) -> str:
        if target is None:
            return ""
        words = text(_("Target %(value)s") % {"value": self.target_text or str(self.target)})
        return f'<text y="{_y(target, scale)}%" dy="-6">{words}</text>'


def _spots(points: Sequence[Point]) -> list[Spot]:
    """The known points in order of time, within the programme's time."""
    found = [(min(max(x, 0.0), 1.0), value) for x, v in points if (value := known(v)) is not None]
    return sorted(found, key=lambda spot: spot[0])


def _y(value: float, scale: Scale) -> str:
    return n((1 - scale.at(value)) * 100)


def _path(spots: Sequence[Spot], scale: Scale) -> str:
    return " ".join(f"{n(x * 100)} {_y(v, scale)}" for x, v in spots)


def _dot(actual: Sequence[Spot], scale: Scale) -> str:
    if not actual:
        return ""
    x, value = actual[-1]
    return f'<circle class="dot" cx="{percent(x)}" cy="{_y(value, scale)}%" r="6"/>'


def _cut(start: Spot, end: Spot, scale: Scale) -> Spot:
    """Where the line from start to end leaves the drawing, or its end."""
    (x, value), (_end, final) = start, end
    limit = scale.high if final > scale.high else scale.low if final < scale.low else final
    along = (limit / 2 - value / 2) / (final / 2 - value / 2) if final / 2 != value / 2 else 1.0
    return x + (1 - x) * min(max(along, 0.0), 1.0), limit
