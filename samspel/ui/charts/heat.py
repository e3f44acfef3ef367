"""A matrix of numbers shaded by size: an HTML table, so it needs no twin."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from samspel.ui.charts.svg import ADDRESS, Datum, note_icon, nothing, safe, text


@dataclass(frozen=True)
class HeatCell:
    """A value; `quiet` for the diagonal, which is another kind of number."""

    datum: Datum
    quiet: bool = False


@dataclass(frozen=True)
class HeatRow:
    """A row or column heading: label and area tone (0: no mark). Soft hyphens in the label are kept."""

    label: str
    tone: int = 0


@dataclass(frozen=True)
class HeatMatrix:
    """Rows of cells under column headings. Shades split the largest loud value in three."""

    caption: str
    columns: Sequence[HeatRow]
    rows: Sequence[tuple[HeatRow, Sequence[HeatCell]]]
    note: str = ""

    def render(self) -> SafeString:
        """The table, and the note below it."""
        if not self.rows or not self.columns:
            return safe(nothing())
        loud = (c.datum.known for _row, cells in self.rows for c in cells if not c.quiet)
        highest = max([0.0, *(value for value in loud if value is not None)])
        head = "".join(f'<th scope="col">{_heading(column)}</th>' for column in self.columns)
        body = "".join(self._row(row, cells, highest) for row, cells in self.rows)
        name = text(self.caption)
        note = f'<p class="small quiet">{text(self.note)}</p>' if self.note else ""
        return safe(
            f'<div class="scroll" tabindex="0" role="region" aria-label="{name}"><table class="heat">'
            f'<caption class="vh">{name}</caption><thead><tr><td class="corner"></td>{head}</tr></thead>'
            f"<tbody>{body}</tbody></table></div>{note}"
        )

    def _row(self, row: HeatRow, cells: Sequence[HeatCell], highest: float) -> str:
        named = zip(self.columns, cells, strict=False)
        inside = "".join(_cell(cell, highest, f"{row.label}, {column.label}") for column, cell in named)
        return f'<tr><th scope="row">{_heading(row)}</th>{inside}</tr>'


def _heading(row: HeatRow) -> str:
    return (note_icon(row.tone) if row.tone else "") + text(row.label)


def _cell(cell: HeatCell, highest: float, where: str) -> str:
    shown = text(cell.datum.shown)
    if ADDRESS.match(cell.datum.href):
        name = text(where.replace("\u00ad", ""))
        shown = f'<a href="{text(cell.datum.href)}" aria-label="{name}: {shown}">{shown}</a>'
    return f'<td class="{_css(cell, highest)}">{shown}</td>'


def _css(cell: HeatCell, highest: float) -> str:
    """`self` on the diagonal, `h-none` where not known, else 0 for nothing or less and 1–3 by thirds."""
    value = cell.datum.known
    if value is None:
        return "h-none"
    if cell.quiet:
        return "self"
    if value <= 0 or highest <= 0:
        return "h0"
    return f"h{min(3, 1 + int(3 * (value / highest) - 1e-9))}"
