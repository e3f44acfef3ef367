"""A map with numbered pins, tied to where the reader is."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from samspel.ui.charts.svg import n, nothing, safe, text, titled

PIN, HOME = 0.042, 0.018  # of the map's width


@dataclass(frozen=True)
class Pin:
    """A place: its point on the map and what stands on it, such as "1" or "2, 4"."""

    at: tuple[float, float]
    label: str


@dataclass(frozen=True, kw_only=True)
class PinMap:
    """`land` are outlines as SVG paths. `home` is where the reader is; every pin is tied to it.

    What the map shows must stand in the page's text too: the drawing's own title and description tell it whole."""

    title: str
    desc: str
    view_box: tuple[float, float, float, float]
    land: Sequence[str]
    pins: Sequence[Pin]
    home: tuple[float, float] | None = None
    home_label: str = ""
    id: str = ""

    def render(self) -> SafeString:
        """The map."""
        if not self.land or not (self.pins or self.home):
            return safe(nothing())
        attributes, names = titled(self.id, self.title, self.desc)
        box = " ".join(n(v) for v in self.view_box)
        land = "".join(f'<path class="land" d="{text(d)}"/>' for d in self.land)
        return safe(
            f'<svg class="map pins" viewBox="{box}" {attributes}>{names}{land}'
            f"{self._ties()}{self._pins()}{self._home()}</svg>"
        )

    def _ties(self) -> str:
        if self.home is None:
            return ""
        x, y = self.home
        ends = (pin.at for pin in self.pins)
        return "".join(f'<line class="tie" x1="{n(x)}" y1="{n(y)}" x2="{n(a)}" y2="{n(b)}"/>' for a, b in ends)

    def _pins(self) -> str:
        radius = self.view_box[2] * PIN
        drawn = ((pin, *pin.at) for pin in self.pins)
        return "".join(
            f'<circle class="pin" cx="{n(x)}" cy="{n(y)}" r="{n(radius)}"/>'
            f'<text class="pinno" x="{n(x)}" y="{n(y)}" dy=".35em">{text(pin.label)}</text>'
            for pin, x, y in drawn
        )

    def _home(self) -> str:
        if self.home is None:
            return ""
        (x, y), half = self.home, self.view_box[2] * HOME
        return (
            f'<rect class="home" x="{n(x - half)}" y="{n(y - half)}" width="{n(2 * half)}" height="{n(2 * half)}"/>'
            f'<text class="ni" x="{n(x + 1.6 * half)}" y="{n(y + 3.2 * half)}">{text(self.home_label)}</text>'
        )
