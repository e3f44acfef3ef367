"""What every chart shares: escaping, coordinates, links, and the table twin."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import blake2s

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

Number = int | float | Decimal
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
LONG = 24
ADDRESS = re.compile(r"(?:https?://|[/?#])\S*\Z")


@dataclass(frozen=True)
class Datum:
    """A value as it is drawn (`value`; None: not known), as it is read (`text`) and where it opens."""

    value: Number | None
    text: str = ""
    href: str = ""

    @property
    def known(self) -> float | None:
        """The value as a finite float, or None."""
        return known(self.value)

    @property
    def shown(self) -> str:
        """What the reader reads: the given text, else the plain value."""
        if self.text:
            return self.text
        return _("Not known") if self.known is None else str(self.value)


@dataclass(frozen=True)
class ChartTable:
    """The chart's numbers as a table. The first cell heads the row; a Datum with an href is a link."""

    summary: str
    head: Sequence[str]
    rows: Sequence[Sequence[str | Datum]]
    numeric: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Scale:
    """Places values between the lowest and the highest of them as shares 0–1; the middle if all are equal."""

    low: float
    high: float

    @classmethod
    def over(cls, values: Iterable[float | None]) -> "Scale":
        """A scale that holds the known ones of the values."""
        found = [value for value in values if value is not None]
        return cls(min(found), max(found)) if found else cls(0.0, 0.0)

    def at(self, value: float) -> float:
        """The value's place. Halved before subtracting, so that the largest floats do not overflow."""
        span = self.high / 2 - self.low / 2
        return min(max((value / 2 - self.low / 2) / span, 0.0), 1.0) if span > 0 else 0.5


def known(value: Number | None) -> float | None:
    """The value as a finite float; None where there is none."""
    if value is None:
        return None
    try:
        number = float(value)
    except (OverflowError, ValueError):
        return None
    return number if math.isfinite(number) else None


def safe(markup: str) -> SafeString:
    """Markup that this package has made and escaped."""
    return mark_safe(markup)  # noqa: S308 - every text goes through text() before it gets here


def text(value: object) -> str:
    """Any text, escaped, without characters that no document may hold."""
    return str(escape(UNPRINTABLE.sub("", str(value))))


def n(value: float) -> str:
    """A coordinate: at most two decimals, never NaN, infinity or an exponent."""
    if not math.isfinite(value):
        return "0"
    shown = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if shown in {"-0", ""} else shown


def percent(value: float) -> str:
    """A share 0–1 as a percentage coordinate, kept within the drawing."""
    return f"{n(min(max(value, 0.0), 1.0) * 100)}%"


def link(words: str, href: str, css: str = "figure") -> str:
    """The words as a link where there is somewhere to go."""
    return f'<a class="{css}" href="{text(href)}">{text(words)}</a>' if ADDRESS.match(href) else text(words)


def titled(chart_id: str, title: str, desc: str, role: str = "img") -> tuple[str, str]:
    """Attributes for the <svg> and the <title>/<desc> inside it. Without an id, one is made of the words."""
    words = repr((title, desc)).encode("utf-8", "replace")
    prefix = text(chart_id) or "c" + blake2s(words, digest_size=5).hexdigest()
    attributes = f'role="{role}" aria-labelledby="{prefix}-t {prefix}-d"'
    inside = f'<title id="{prefix}-t">{text(title)}</title><desc id="{prefix}-d">{text(desc)}</desc>'
    return attributes, inside


def long_labels(labels: Iterable[str]) -> str:
    """The class of rows whose labels need more room than names of regions do."""
    return " long" if max(map(len, labels), default=0) > LONG else ""


def whisker(x1: str, x2: str, y1: str, y2: str) -> str:
    """The interval that a value lies in, between two points of the drawing."""
    return f'<line class="whisker" x1="{x1}" x2="{x2}" y1="{y1}" y2="{y2}"/>'


def note_icon(tone: int, hollow: bool = False) -> str:
    """A small area mark beside a text; decorative, since the text says the area."""
    css = f"note tone-{int(tone)}" + (" open" if hollow else "")
    use = f'<use class="{css}" href="#n-{int(tone)}"/>'
    return f'<svg class="noteicon" viewBox="-9 -9 18 18" aria-hidden="true">{use}</svg>'


def swatch(css: str) -> str:
    """A small patch of a legend."""
    return f'<svg class="swatch" aria-hidden="true"><rect class="{css}" width="100%" height="100%"/></svg>'


def nothing() -> str:
    """What stands where a chart has nothing to draw."""
    words = text(_("Nothing to show yet."))
    return f'<p class="quiet">{words}</p>'


def table(twin: ChartTable) -> str:
    """The table twin, folded away."""
    heads = (f'<th scope="col"{_numeric(twin, i)}>{text(word)}</th>' for i, word in enumerate(twin.head))
    body = "".join(f"<tr>{_cells(twin, row)}</tr>" for row in twin.rows)
    if not twin.rows:
        words = text(_("No rows"))
        body = f'<tr><td colspan="{max(len(twin.head), 1)}">{words}</td></tr>'
    name = text(twin.summary or _("Show as table"))
    return (
        f'<details class="data"><summary>{name}</summary>'
        f'<div class="scroll" tabindex="0" role="region" aria-label="{name}"><table class="plain">'
        f'<caption class="vh">{name}</caption><thead><tr>{"".join(heads)}</tr></thead>'
        f"<tbody>{body}</tbody></table></div></details>"
    )


def _cells(twin: ChartTable, row: Sequence[str | Datum]) -> str:
    cells = []
    for i, cell in enumerate(row):
        inside = link(cell.shown, cell.href) if isinstance(cell, Datum) else text(cell)
        cells.append(f'<th scope="row">{inside}</th>' if i == 0 else f"<td{_numeric(twin, i)}>{inside}</td>")
    return "".join(cells)


def _numeric(twin: ChartTable, column: int) -> str:
    return ' class="num"' if column in twin.numeric else ""
