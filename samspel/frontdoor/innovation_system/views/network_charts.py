"""The network as a drawing with its tables, and matrices of figures. No number is made here, only placed."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.core.figures import Figure
from samspel.frontdoor.innovation_system.queries.ties import OFFERS, PAIRED, ActorNetwork, NetworkActor
from samspel.frontdoor.innovation_system.rules.layout import network_layout
from samspel.ui.charts import Datum, HeatCell, HeatMatrix, HeatRow, Network, NetworkNode, NetworkTie
from samspel.ui.charts.svg import ChartTable
from samspel.ui.templatetags.formats import figure_text, unit_words
from samspel.web.charts import datum, safe_table

NAMED = 16  # actors that are named in the drawing where there is room
AREA_PULL = 0.35  # how much an offer in an area draws, of what a tie does


def heads() -> dict[str, str]:
    """What the columns of the tables are called."""
    return {
        "together": _("Collaborations"),
        "helped": _("Needs both helped with"),
        "sent_on": _("Requests sent on"),
        OFFERS: _("Offers"),
    }


def network(found: ActorNetwork) -> Network:
    """The drawing; areas stand around, actors where their ties draw them."""
    actor = {a.pk: f"a{a.pk}" for a in found.actors}
    area = {a.pk: f"o{a.pk}" for a, _figure in found.areas}
    pulls = {(actor[t.first.pk], actor[t.second.pk]): float(t.strength) for t in found.ties}
    pulls |= {(actor[t.actor.pk], area[t.area.pk]): AREA_PULL * float(t.offers.value) for t in found.area_ties}
    at = network_layout([*area.values(), *actor.values()], pulls, list(area.values()))
    nodes = [
        NetworkNode(area[a.pk], a.short, *at[area[a.pk]], _words([offers]), a.tone, named=True, href=offers.url)
        for a, offers in found.areas
    ]
    nodes += [
        NetworkNode(actor[a.pk], a.name, *at[actor[a.pk]], _size(a), named=place < NAMED, href=a.url)
        for place, a in enumerate(found.actors)
    ]
    lines = [NetworkTie(actor[t.actor.pk], area[t.area.pk], datum(t.offers), faint=True) for t in found.area_ties]
    lines += [NetworkTie(actor[t.first.pk], actor[t.second.pk], Datum(t.strength)) for t in found.ties]
    actors = ngettext("%(count)d actor", "%(count)d actors", len(found.actors)) % {"count": len(found.actors)}
    told = ngettext("%(count)d tie between them", "%(count)d ties between them", len(found.ties))
    return Network(
        id="network",
        title=_("Who works with whom"),
        desc=f"{actors}, {told % {'count': len(found.ties)}}. "
        + _("Full lines: what they have done together. Dashed lines: offers in an area."),
        nodes=nodes,
        ties=lines,
        table=ties_table(found),
    )


def ties_table(found: ActorNetwork) -> ChartTable:
    """Every tie drawn between two actors."""
    head = heads()
    kinds = [key for key in PAIRED if any(key in tie.figures for tie in found.ties)] or list(PAIRED)
    back = "sent_on" in kinds
    columns = [_("Actor"), _("Together with"), *(head[key] for key in kinds), *([_("Sent back")] if back else [])]
    rows: list[list[str | Datum]] = []
    for tie in found.ties:
        figures = [*(tie.figures[key] for key in kinds), *([tie.back] if back else [])]
        rows.append([_named(tie.first), _named(tie.second), *map(datum, figures)])
    summary = ngettext("Show %(count)d tie as a table", "Show all %(count)d ties as a table", len(rows))
    return ChartTable(summary % {"count": len(rows)}, columns, rows, frozenset(range(2, len(columns))))


def actors_table(found: ActorNetwork) -> SafeString:
    """Every actor drawn, with its own figures."""
    head = heads()
    kinds = list(found.actors[0].figures) if found.actors else []
    rows: list[list[str | Datum]] = [
        [_named(a), a.region, *(datum(a.figures[key]) for key in kinds)] for a in found.actors
    ]
    summary = ngettext("Show %(count)d actor as a table", "Show all %(count)d actors as a table", len(rows))
    columns = [_("Actor"), _("Region"), *(head[key] for key in kinds)]
    return safe_table(ChartTable(summary % {"count": len(rows)}, columns, rows, frozenset(range(2, len(columns)))))


def areas_table(found: ActorNetwork) -> SafeString:
    """Which actor has how many offers in which area: the dashed lines."""
    cells = {(t.actor.pk, t.area.pk): t.offers for t in found.area_ties}
    offering = [a for a in found.actors if any((a.pk, area.pk) in cells for area, _figure in found.areas)]
    rows: list[list[str | Datum]] = [
        [_named(a), *(datum(cells[a.pk, o.pk]) if (a.pk, o.pk) in cells else "–" for o, _figure in found.areas)]
        for a in offering
    ]
    columns = [_("Actor"), *(area.short for area, _figure in found.areas)]
    return safe_table(
        ChartTable(_("Show offers by actor and area as a table"), columns, rows, frozenset(range(1, len(columns))))
    )


def matrix(
    caption: str, members: Sequence[Any], figures: Mapping[tuple[Any, Any], Figure], note: str = ""
) -> HeatMatrix:
    """Members (areas or partners) against themselves; the diagonal is what stays within."""
    headings = [HeatRow(member.short, getattr(member, "tone", 0)) for member in members]
    rows = [
        (heading, [HeatCell(datum(figures[row.pk, column.pk]), quiet=row.pk == column.pk) for column in members])
        for heading, row in zip(headings, members, strict=True)
    ]
    return HeatMatrix(caption, headings, rows, note)


def _named(actor: NetworkActor) -> Datum:
    return Datum(None, actor.name, actor.url)


def _size(actor: NetworkActor) -> Datum:
    """How much of a point it is: what it has done with others; read as its figures."""
    told = [figure for figure in actor.figures.values() if figure.value]
    return Datum(actor.strength, _words(told).text if told else _("no ties"))


def _words(figures: Sequence[Figure]) -> Datum:
    words = [f"{figure_text(figure)} {unit_words(figure.measure.unit, figure.value)}" for figure in figures]
    return Datum(sum(float(figure.value) for figure in figures), ", ".join(words))
