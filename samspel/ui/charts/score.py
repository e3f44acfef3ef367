"""The score, Samspel's signature: regions are lines, areas note shapes, a stem joins who play together."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samspel.ui.charts.placing import Note, Placed, ScoreLine, placed
from samspel.ui.charts.svg import ADDRESS, ChartTable, note_icon, nothing, percent, safe, table, text, titled

__all__ = ["Note", "ScoreChart", "ScoreLine"]

GAP, TOP, FOOT = 54, 48, 46  # GAP is also the height of a name in the style sheet
DENSE, CROWDED = 45, 120  # with more notes than this the shapes shrink, and shrink again
APART = {"": 0.017, "dense": 0.0115, "crowded": 0.0085}  # how far apart notes stand, by size of shape
LINKED = 40  # up to this many notes are links; otherwise the table alone carries them
EDGE = 0.06


@dataclass(frozen=True, kw_only=True)
class ScoreChart:
    """`ticks` are (position, label); `now` the position of today; `legend` (tone, label)."""

    title: str
    desc: str
    lines: Sequence[ScoreLine]
    notes: Sequence[Note]
    table: ChartTable
    ticks: Sequence[tuple[float, str]] = ()
    now: float | None = None
    now_label: str = ""
    legend: Sequence[tuple[int, str]] = ()
    hollow_label: str = ""
    id: str = ""

    def render(self) -> SafeString:
        """The figure."""
        if not self.lines:
            return safe(f'<figure class="stack">{nothing()}{table(self.table)}</figure>')
        count = len(self.notes)
        size = "crowded" if count > CROWDED else "dense" if count > DENSE else ""
        linked = count <= LINKED and any(ADDRESS.match(note.href) for note in self.notes)
        height = TOP + (len(self.lines) - 1) * GAP + FOOT
        attributes, names = titled(self.id, self.title, self.desc, "group" if linked else "img")
        found = placed(self.notes, self.lines, APART[size], self.now)
        notes = "".join(map(_linked, found) if linked else _grouped(found))
        labels = "".join(f"<li><span>{text(line.label)}</span></li>" for line in self.lines)
        return safe(
            f'<figure class="stack"><div class="{f"score {size}".strip()}">'
            f'<ul class="names quiet" aria-hidden="true">{labels}</ul>'
            f'<svg height="{height}" width="100%" {attributes}>{names}{self._staff(height)}{notes}'
            f"{self._now(height)}</svg></div>{self._legend()}{table(self.table)}</figure>"
        )

    def _staff(self, height: int) -> str:
        heights = (TOP + row * GAP for row in range(len(self.lines)))
        parts = [f'<line class="staff" x1="0" x2="100%" y1="{y}" y2="{y}"/>' for y in heights]
        for position, label in self.ticks:
            x, aside = percent(position), 0
            if position > 0:
                aside = 6
                parts.append(f'<line class="grid" x1="{x}" x2="{x}" y1="{TOP - 18}" y2="{height - 6}"/>')
            parts.append(f'<text x="{x}" dx="{aside}" y="{height - 8}">{text(label)}</text>')
        return "".join(parts)

    def _now(self, height: int) -> str:
        if self.now is None:
            return ""
        x, label = percent(self.now), text(self.now_label or _("Today"))
        anchor = "start" if self.now < EDGE else "end" if self.now > 1 - EDGE else "middle"
        return (
            f'<line class="now" x1="{x}" x2="{x}" y1="18" y2="{height - FOOT + 18}"/>'
            f'<text class="strong" x="{x}" y="10" text-anchor="{anchor}">{label}</text>'
        )

    def _legend(self) -> str:
        items = "".join(f"<li>{note_icon(tone)}{text(label)}</li>" for tone, label in self.legend)
        if self.legend and any(note.hollow for note in self.notes):
            words = text(self.hollow_label or _("Hollow: planned"))
            items += f"<li>{note_icon(self.legend[0][0], hollow=True)}{words}</li>"
        return f'<ul class="key">{items}</ul>' if items else ""


def _stem(place: Placed, css: str = "") -> str:
    if len(place.rows) < 2:
        return ""
    x, top, bottom = percent(place.x), TOP + place.rows[0] * GAP, TOP + place.rows[-1] * GAP
    return f'<line{css} x1="{x}" x2="{x}" y1="{top}" y2="{bottom}"/>'


def _shapes(place: Placed, css: str = "") -> str:
    tone, x = int(place.note.tone), percent(place.x)
    return "".join(f'<use{css} href="#n-{tone}" x="{x}" y="{TOP + row * GAP}"/>' for row in place.rows)


def _linked(place: Placed) -> str:
    """A note in an element of its own: a link where it has an address, a group otherwise."""
    note, hollow = place.note, " open" if place.note.hollow else ""
    inside = f"<title>{text(note.label)}</title>" + _stem(place, f' class="stem{hollow}"')
    inside += _shapes(place, f' class="note{hollow}"')
    tone = f'class="tone-{int(note.tone)}"'
    if not ADDRESS.match(note.href):
        return f"<g {tone}>{inside}</g>"
    return f'<a {tone} href="{text(note.href)}">{inside}</a>'


def _grouped(places: Sequence[Placed]) -> Iterator[str]:
    """Many notes in little markup: all stems of a kind together, then all shapes of a kind."""
    kinds: dict[str, list[Placed]] = defaultdict(list)
    for place in places:
        kinds[f"tone-{int(place.note.tone)}" + (" open" if place.note.hollow else "")].append(place)
    for name, draw in (("stem", _stem), ("note", _shapes)):
        for css, members in sorted(kinds.items()):
            if inside := "".join(draw(member) for member in members):
                yield f'<g class="{name} {css}">{inside}</g>'
