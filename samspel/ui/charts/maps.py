"""A map of places shaded by value; hatched where the value is zero, dashed where it is not known."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.ui.charts.svg import ChartTable, Datum, n, nothing, safe, swatch, table, text, titled

SHADES = 4
STEPS = (0.13, 0.32, 0.65)  # where the shades begin, of the highest value: few places lead, many follow


@dataclass(frozen=True)
class MapPlace:
    """One place: its path, name and value."""

    d: str
    label: str
    datum: Datum


@dataclass(frozen=True, kw_only=True)
class Choropleth:
    """`bounds` are the lower limits of the shades, ascending, at most four and the first above zero; without
    them `bounds_for` makes some. `bound_labels` replace "1–4" and so on where the values are not counts.

    `outlines` are paths drawn over the places; `labels` are (x, y, text)."""

    title: str
    desc: str
    view_box: tuple[float, float, float, float]
    places: Sequence[MapPlace]
    bounds: Sequence[float] = ()
    bound_labels: Sequence[str] = ()
    outlines: Sequence[str] = ()
    labels: Sequence[tuple[float, float, str]] = ()
    zero_label: str = ""
    id: str = ""

    def render(self) -> SafeString:
        """The map alone; `legend` and `twin` go where the page has room."""
        if not self.places and not self.outlines:
            return safe(nothing())
        attributes, names = titled(self.id, self.title, self.desc)
        box = " ".join(n(v) for v in self.view_box)
        places = "".join(
            f'<path class="m {self.shade(p.datum)}" d="{text(p.d)}">'
            f"<title>{text(p.label)}: {text(p.datum.shown)}</title></path>"
            for p in self.places
        )
        outlines = "".join(f'<path class="r" d="{text(d)}"/>' for d in self.outlines)
        words = ((f'x="{n(x)}" y="{n(y)}"', text(label)) for x, y, label in self.labels)
        labels = "".join(f'<text class="lan" {where}>{label}</text>' for where, label in words)
        return safe(f'<svg class="map" viewBox="{box}" {attributes}>{names}{places}{outlines}{labels}</svg>')

    @cached_property
    def limits(self) -> Sequence[float]:
        """The lower limits of the shades."""
        return self.bounds[:SHADES] or bounds_for(self.places)

    def shade(self, datum: Datum) -> str:
        """CSS class of a value: m0 for zero, m1–m4 for more, m-neg for less, m-none for not known."""
        value = datum.known
        if value is None:
            return "m-none"
        if value <= 0:
            return "m-neg" if value < 0 else "m0"
        return f"m{max(bisect_right(list(self.limits), value), 1)}"

    def legend(self) -> SafeString:
        """One line per shade with how many places have it."""
        shades = [self.shade(place.datum) for place in self.places]
        lines = [("m0", self.zero_label or _("None yet"))]
        if "m-neg" in shades:
            lines.insert(0, ("m-neg", _("Below zero")))
        lines += [(f"m{i + 1}", self._interval(i)) for i in range(len(self.limits))]
        if "m-none" in shades:
            lines.append(("m-none", _("Not known")))
        counted = ((css, label, _places(shades.count(css))) for css, label in lines)
        items = "".join(
            f'<li>{swatch(css)}{text(label)} <span class="quiet num">{text(count)}</span></li>'
            for css, label, count in counted
        )
        return safe(f'<ul class="legend small">{items}</ul>')

    def twin(self, contents: ChartTable | None = None, head: tuple[str, str] = ("", "")) -> SafeString:
        """The table twin, for the page to place: the given one, or one made of the places, highest first."""
        if contents is None:
            key = lambda p: (p.datum.known is None, -(p.datum.known or 0), p.label)  # noqa: E731
            ordered = sorted(self.places, key=key)
            rows = [(place.label, place.datum) for place in ordered]
            contents = ChartTable("", head, rows, frozenset({1}))
        return safe(table(contents))

    def _interval(self, shade: int) -> str:
        if shade < len(self.bound_labels):
            return self.bound_labels[shade]
        low = self.limits[shade]
        if shade + 1 == len(self.limits):
            return _("%(low)s or more") % {"low": n(low)}
        high = self.limits[shade + 1]
        if high != int(high) or low != int(low):
            return f"{n(low)}–{n(high)}"
        return n(low) if high - 1 <= low else f"{n(low)}–{n(high - 1)}"


def bounds_for(places: Sequence[MapPlace]) -> list[float]:
    """Whole-number limits that suit the values: one shade per value up to four, then wider and wider."""
    values = [value for place in places if (value := place.datum.known) is not None and value > 0]
    highest = max(values, default=0.0)
    if highest <= SHADES:
        return [float(bound) for bound in range(1, max(ceil(highest), 1) + 1)]
    return [1.0, *sorted({float(max(2, ceil(highest * step))) for step in STEPS})]


def _places(count: int) -> str:
    return ngettext("%(count)d municipality", "%(count)d municipalities", count) % {"count": count}
