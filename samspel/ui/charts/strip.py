"""One's own value among the peers', on a strip."""

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
    nothing,
    percent,
    safe,
    table,
    text,
    whisker,
)

MARGIN = 0.02


@dataclass(frozen=True)
class DotRow:
    """One strip: the own value and the peers'; `span` is the interval that the own one lies in."""

    label: str
    own: Datum
    peers: Sequence[Datum]
    span: tuple[float, float] | None = None


@dataclass(frozen=True)
class DotStrip:
    """Strips with the own dot filled. Each on its own scale, or all on one where `shared`.

    Without a `table` one is made: label, own value, the peers' values."""

    rows: Sequence[DotRow]
    table: ChartTable | None = None
    label_head: str = ""
    own_label: str = ""
    peers_label: str = ""
    shared: bool = False

    def render(self) -> SafeString:
        """The strips, their legend and their table."""
        if not self.rows:
            return safe(nothing())
        common = Scale.over(value for row in self.rows for value in _values(row))
        body = "".join(_strip(row, common if self.shared else None) for row in self.rows)
        twin = table(self.table or self._twin())
        css = long_labels(row.label for row in self.rows)
        return safe(f'<div class="bars{css}">{body}</div><ul class="key small">{self._legend()}</ul>{twin}')

    def _legend(self) -> str:
        kinds = (("strip-own", self.own_label or _("Own")), ("strip-peer", self.peers_label or _("Others")))
        return "".join(
            '<li><svg class="noteicon" viewBox="-9 -9 18 18" aria-hidden="true">'
            f'<circle class="{css}" r="6"/></svg>{text(label)}</li>'
            for css, label in kinds
        )

    def _twin(self) -> ChartTable:
        head = (self.label_head, self.own_label or _("Own"), self.peers_label or _("Others"))
        rows = [(row.label, row.own, "; ".join(peer.shown for peer in row.peers)) for row in self.rows]
        return ChartTable("", head, rows, frozenset({1}))


def _values(row: DotRow) -> list[float | None]:
    return [row.own.known, *(peer.known for peer in row.peers), *(row.span or ())]


def _strip(row: DotRow, common: Scale | None) -> str:
    own = row.own.known
    scale = common or Scale.over(_values(row))
    found = (peer.known for peer in row.peers)
    dots = "".join(_dot("strip-peer", value, scale, "5") for value in found if value is not None)
    if row.span is not None:
        dots += whisker(_at(row.span[0], scale), _at(row.span[1], scale), "13", "13")
    dots += _dot("strip-own", own, scale, "6.5") if own is not None else ""
    return (
        f'<span>{text(row.label)}</span><span class="num">{link(row.own.shown, row.own.href)}</span>'
        f'<svg height="26" aria-hidden="true"><line class="staff" x2="100%" y1="13" y2="13"/>{dots}</svg>'
    )


def _dot(css: str, value: float, scale: Scale, radius: str) -> str:
    return f'<circle class="{css}" cx="{_at(value, scale)}" cy="13" r="{radius}"/>'


def _at(value: float, scale: Scale) -> str:
    return percent(MARGIN + (1 - 2 * MARGIN) * scale.at(value))
