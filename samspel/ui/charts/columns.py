"""Columns in time: what is settled and, on top of it, what still waits; a line where a target is."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from samspel.ui.charts.svg import ChartTable, Datum, Number, known, n, nothing, safe, swatch, table, text, titled

HEADROOM = 1.12
GAP = 0.24  # of a column's place


@dataclass(frozen=True)
class ChartColumn:
    """One column: its label, the settled part and the part that waits. Marked values draw a tick beside it."""

    label: str
    settled: Datum
    pending: Datum
    mark: Number | None = None


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Stacked columns. Values below zero draw as zero: the table has them."""

    title: str
    desc: str
    columns: Sequence[ChartColumn]
    settled_label: str
    pending_label: str
    mark_label: str = ""
    target: Number | None = None
    target_text: str = ""
    table: ChartTable | None = None
    id: str = ""

    def render(self) -> SafeString:
        """The drawing, its legend and its table."""
        twin = table(self.table) if self.table else ""
        if not self.columns:
            return safe(nothing() + twin)
        attributes, names = titled(self.id, self.title, self.desc)
        top = self._top()
        wide = 100 / len(self.columns)
        parts = "".join(self._column(i, column, wide, top) for i, column in enumerate(self.columns))
        line = ""
        if (target := known(self.target)) is not None:
            y = n(100 - 100 * max(target, 0.0) / top)
            line = f'<line class="goalline" x2="100" y1="{y}" y2="{y}"/>'
        words = ""
        if target is not None and self.target_text:
            words = f'<text y="{n(100 - 100 * max(target, 0.0) / top)}%" dy="-6">{text(self.target_text)}</text>'
        first, last = text(self.columns[0].label), text(self.columns[-1].label)
        return safe(
            f'<svg class="columns" height="180" {attributes}>{names}'
            '<svg width="100%" height="100%" viewBox="0 0 100 100" preserveAspectRatio="none">'
            f'<line class="grid" x2="100" y1="100" y2="100"/>{parts}{line}</svg>{words}'
            f'<text y="100%" dy="17">{first}</text>'
            f'<text x="100%" y="100%" dy="17" text-anchor="end">{last}</text></svg>{self._legend()}{twin}'
        )

    def _top(self) -> float:
        values = [(known(c.settled.value) or 0.0) + (known(c.pending.value) or 0.0) for c in self.columns]
        values += [known(c.mark) or 0.0 for c in self.columns]
        values.append(known(self.target) or 0.0)
        return max(values) * HEADROOM or 1.0

    def _column(self, place: int, column: ChartColumn, wide: float, top: float) -> str:
        x, width = wide * (place + GAP / 2), wide * (1 - GAP)
        settled = max(known(column.settled.value) or 0.0, 0.0) * 100 / top
        pending = max(known(column.pending.value) or 0.0, 0.0) * 100 / top
        parts = []
        if settled:
            parts.append(
                f'<rect class="c-done" x="{n(x)}" y="{n(100 - settled)}" width="{n(width)}" height="{n(settled)}"/>'
            )
        if pending:
            y = n(100 - settled - pending)
            parts.append(f'<rect class="c-wait" x="{n(x)}" y="{y}" width="{n(width)}" height="{n(pending)}"/>')
        if (mark := known(column.mark)) is not None:
            y = n(100 - max(mark, 0.0) * 100 / top)
            parts.append(f'<line class="c-mark" x1="{n(x)}" x2="{n(x + width)}" y1="{y}" y2="{y}"/>')
        return "".join(parts)

    def _legend(self) -> str:
        items = [("c-done", self.settled_label), ("c-wait", self.pending_label)]
        if self.mark_label and any(c.mark is not None for c in self.columns):
            items.append(("c-mark", self.mark_label))
        lines = "".join(f"<li>{swatch(css)}{text(label)}</li>" for css, label in items)
        return f'<ul class="legend inline small">{lines}</ul>'
