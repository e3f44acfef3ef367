"""One whole and who has which part of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from samspel.ui.charts.svg import ChartTable, Datum, link, nothing, percent, safe, table, text, titled

LETTER = 0.03  # the share of the bar that a letter needs


@dataclass(frozen=True)
class Segment:
    """A part of a share bar; `letter` is drawn on it where there is room, `strong` sets it apart."""

    label: str
    letter: str
    datum: Datum
    strong: bool = False


@dataclass(frozen=True, kw_only=True)
class ShareBar:
    """Parts of zero, negative or unknown size are in the list and the table, not in the bar.

    `head` names the columns of the table twin; without it there is none (where the page has one table)."""

    title: str
    desc: str
    segments: Sequence[Segment]
    head: tuple[str, str] | None = None
    summary: str = ""
    id: str = ""

    def render(self) -> SafeString:
        """The bar and the list of parts with their values."""
        if not self.segments:
            return safe(nothing())
        attributes, names = titled(self.id, self.title, self.desc)
        items = "".join(
            f'<li><span class="letter">{text(s.letter)}</span>{text(s.label)} '
            f'<span class="num quiet">{link(s.datum.shown, s.datum.href)}</span></li>'
            for s in self.segments
        )
        rows = [(segment.label, segment.datum) for segment in self.segments]
        twin = table(ChartTable(self.summary, self.head, rows, frozenset({1}))) if self.head else ""
        return safe(
            f'<svg class="sharebar" width="100%" height="40" {attributes}>{names}{self._parts()}</svg>'
            f'<ul class="key">{items}</ul>{twin}'
        )

    def _parts(self) -> str:
        sizes = [max(segment.datum.known or 0.0, 0.0) for segment in self.segments]
        largest = max(sizes) or 1.0
        whole = sum(size / largest for size in sizes) or 1.0
        bars, cuts, x = [], [], 0.0
        for segment, size in zip(self.segments, sizes, strict=True):
            width = size / largest / whole
            if width <= 0:
                continue
            left, css = percent(x), "p0" if segment.strong else "p1"
            bars.append(f'<rect class="{css}" x="{left}" width="{percent(width)}" height="40"/>')
            if width > LETTER * max(len(segment.letter), 1):
                words = "seg eu" if segment.strong else "seg"
                middle = percent(x + width / 2)
                bars.append(f'<text class="{words}" x="{middle}" y="25">{text(segment.letter)}</text>')
            if x > 0:
                cuts.append(f'<line class="cut" x1="{left}" x2="{left}" y1="0" y2="40" stroke-width="3"/>')
            x += width
        if not bars:
            bars.append('<rect class="b-budget" width="100%" height="40"/>')
        return "".join(bars + cuts)
