"""Bars: plain ones, and nested ones for budget, spent and claimed with a tick for the pace."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samspel.ui.charts.svg import (
    ChartTable,
    Datum,
    Scale,
    link,
    long_labels,
    n,
    nothing,
    percent,
    safe,
    swatch,
    table,
    text,
    whisker,
)


@dataclass(frozen=True)
class Bar:
    """A labelled value; `span` is the interval that it lies in, where it is known, drawn as a whisker."""

    label: str
    datum: Datum
    span: tuple[float, float] | None = None


@dataclass(frozen=True)
class Bars:
    """Plain horizontal bars on one scale; negative values go left from the zero line.

    `head` names the columns of the table twin, which a `table` of the caller's own replaces; without either there is
    none (where the page has one table). `cut` is a value that a line marks."""

    rows: Sequence[Bar]
    head: tuple[str, str] | None = None
    summary: str = ""
    table: ChartTable | None = None
    cut: float | None = None

    def render(self) -> SafeString:
        """A list of rows; the values stand as text, so the drawing itself is decoration."""
        if not self.rows:
            return safe(nothing())
        spans = [end for row in self.rows for end in row.span or ()]
        scale = Scale.over([0.0, self.cut, *(row.datum.known for row in self.rows), *spans])
        body = "".join(self._row(row, scale) for row in self.rows)
        made = self.table or (ChartTable(self.summary, self.head, self._twin(), frozenset({1})) if self.head else None)
        css = long_labels(row.label for row in self.rows)
        return safe(f'<div class="bars tight{css}">{body}</div>{table(made) if made else ""}')

    def _twin(self) -> list[tuple[str, Datum]]:
        return [(row.label, row.datum) for row in self.rows]

    def _row(self, row: Bar, scale: Scale) -> str:
        value, css = row.datum.known, "b-claim"
        if value is not None and value < 0:
            css = "b-over"
        zero = percent(scale.at(0.0))
        line = ""
        if scale.low < 0:
            line = f'<line class="zero" x1="{zero}" x2="{zero}" y1="-2" y2="18"/>'
        if self.cut is not None:
            at = percent(scale.at(self.cut))
            line += f'<line class="barcut" x1="{at}" x2="{at}" y1="-4" y2="20"/>'
        if row.span is not None:
            line += whisker(percent(scale.at(row.span[0])), percent(scale.at(row.span[1])), "8", "8")
        bar = "" if value is None else _rect(css, 0.0, value, scale, 'height="16" rx="2"')
        return (
            f'<span>{text(row.label)}</span><span class="num">{link(row.datum.shown, row.datum.href)}</span>'
            f'<svg height="16" aria-hidden="true">{bar}{line}</svg>'
        )


@dataclass(frozen=True)
class NestedBar:
    """A budget row: planned, spent, perhaps claimed; `pace` is the share 0–1 of it that should be spent.

    `text` is what is read beside the bar; without it, "spent of budget"."""

    label: str
    text: str
    budget: Datum
    spent: Datum
    claimed: Datum | None = None
    pace: float | None = None
    href: str = ""

    @property
    def values(self) -> tuple[float | None, ...]:
        """All that is drawn."""
        return self.budget.known, self.spent.known, self.claimed.known if self.claimed else None


@dataclass(frozen=True, kw_only=True)
class NestedBars:
    """Rows on one scale, with their legend. What is spent beyond the budget is drawn as over.

    `total` is a last row of the table only. A `table` of the caller's own replaces the one made here."""

    rows: Sequence[NestedBar]
    label_head: str
    budget_label: str
    spent_label: str
    claimed_label: str = ""
    pace_label: str = ""
    total: NestedBar | None = None
    summary: str = ""
    table: ChartTable | None = None

    def render(self) -> SafeString:
        """The rows, the legend and the table."""
        if not self.rows:
            return safe(nothing())
        scale = Scale.over([0.0, *(value for row in self.rows for value in row.values)])
        body = "".join(_nested(row, scale) for row in self.rows)
        twin = table(self.table or self._twin())
        return safe(f'<div class="bars">{body}</div><ul class="key small">{self._legend()}</ul>{twin}')

    def _claims(self) -> bool:
        return any(row.claimed is not None for row in self.rows)

    def _twin(self) -> ChartTable:
        head = [self.label_head, self.budget_label, self.spent_label]
        head += [self.claimed_label] if self._claims() else []
        rows = []
        for row in [*self.rows, *([self.total] if self.total else [])]:
            cells: list[str | Datum] = [Datum(None, row.label, row.href), row.budget, row.spent]
            rows.append([*cells, row.claimed or ""] if self._claims() else cells)
        return ChartTable(self.summary, head, rows, frozenset({1, 2, 3}))

    def _legend(self) -> str:
        patches = [("b-budget", self.budget_label), ("b-spent", self.spent_label)]
        if self._claims():
            patches.append(("b-claim", self.claimed_label))
        if any(over > 0 for over in map(_over, self.rows)):
            patches.append(("b-over", _("Over budget")))
        items = "".join(f"<li>{swatch(css)}{text(label)}</li>" for css, label in patches)
        if any(row.pace is not None for row in self.rows):
            tick = '<line class="tick" x1="3" x2="3" y1="0" y2="16"/>'
            icon = f'<svg width="6" height="16" aria-hidden="true">{tick}</svg>'
            items += f"<li>{icon}{text(self.pace_label)}</li>"
        return items


def _nested(row: NestedBar, scale: Scale) -> str:
    budget, spent, claimed = row.values
    parts = [_rect("b-budget", 0.0, budget or 0.0, scale, 'height="26" rx="2"')]
    if spent is not None:
        within = spent if _over(row) <= 0 else max(budget or 0.0, 0.0)
        css = "b-over" if spent < 0 else "b-spent"
        parts.append(_rect(css, 0.0, within, scale, 'y="5" height="16" rx="1"'))
        parts.append(_rect("b-over", within, spent, scale, 'y="5" height="16"'))
    if claimed is not None:
        parts.append(_rect("b-claim", 0.0, claimed, scale, 'y="10" height="6"'))
    if row.pace is not None and budget is not None:
        x = percent(scale.at(budget * row.pace))
        parts.append(f'<line class="tick" x1="{x}" x2="{x}" y1="-3" y2="29"/>')
    words = row.text or _("%(part)s of %(whole)s") % {"part": row.spent.shown, "whole": row.budget.shown}
    return (
        f'<span>{text(row.label)}</span><span class="num">{link(words, row.href)}</span>'
        f'<svg height="26" aria-hidden="true">{"".join(parts)}</svg>'
    )


def _over(row: NestedBar) -> float:
    """How much more is spent than the budget holds; 0 or less where it is within."""
    budget, spent, _claimed = row.values
    return 0.0 if spent is None or budget is None else spent - max(budget, 0.0)


def _rect(css: str, start: float, end: float, scale: Scale, rest: str) -> str:
    """A bar between two values; nothing where it would have no width."""
    left, right = sorted((scale.at(start), scale.at(end)))
    width = n((right - left) * 100)
    return f'<rect class="{css}" x="{percent(left)}" width="{width}%" {rest}/>' if width != "0" else ""
