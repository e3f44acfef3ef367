"""The regions of like structure, where the region in focus is among them, and its gaps to them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from samspel.core.programmes.context import ReadContext
from samspel.observatory.analysis.documents import PageChart
from samspel.observatory.analysis.figures.peer_comparison import written
from samspel.observatory.analysis.labels.numbers import (
    Opener,
    decimal,
    places,
    share,
    signed,
)
from samspel.observatory.analysis.queries.peers import Peer, Peers
from samspel.observatory.analysis.queries.selection import Chosen
from samspel.ui.charts import (
    ChartTable,
    Datum,
    DotRow,
    DotStrip,
)


def peer_charts(context: ReadContext, chosen: Chosen, found: Peers) -> list[PageChart]:
    """The nearest regions, each variable's strip, and the gaps by year; none where there are no peers."""
    if not found.peers:
        return []
    result, opener = found.answer.result, Opener(context, chosen.version)
    return [
        _nearest(chosen, opener, found.peers, found.weights),
        _strips(chosen, opener, found.peers, result["values"]),
        _gaps(chosen, opener, found.peers, result["gaps"][chosen.region]),
    ]


def _nearest(chosen: Chosen, opener: Opener, peers: Sequence[Peer], weights: Mapping[str, float]) -> PageChart:
    told = written({code: weight for code, weight in weights.items() if weight})
    rows: list[list[str | Datum]] = [
        [
            peer.name,
            opener.datum(
                "peer-distance", peer.distance, decimal(peer.distance), region=chosen.region, partner=peer.code,
                year=chosen.year, weights=told,
            ),
            f"{peer.rank} ({places(peer.rank_low, peer.rank_high)})",
            share(peer.stays, 0),
        ]
        for peer in peers
    ]  # fmt: skip
    title = _("Regions most like %(region)s, %(year)s") % {"region": chosen.region_name, "year": chosen.year}
    head = [_("Region"), _("Distance"), _("Place, with each variable left out"), _("Stays a peer")]
    return PageChart("nearest", title, ChartTable(title, head, rows, frozenset({1, 2, 3})))


def _strips(
    chosen: Chosen, opener: Opener, peers: Sequence[Peer], values: Mapping[str, Mapping[str, float]]
) -> PageChart:
    rows: list[DotRow] = []
    lines: list[list[str | Datum]] = []
    for code in sorted(values, key=chosen.names.activity):
        found = values[code]

        def told(region: str, code: str = code, found: Mapping[str, float] = found) -> Datum:
            value = found.get(region)
            where = {"region": region, "activity": code, "year": chosen.year}
            return opener.datum("sum", value, decimal(value, _decimals(value)), **where)

        theirs = [told(peer.code) for peer in peers]
        rows.append(DotRow(chosen.names.activity(code), told(chosen.region), theirs))
        lines.append([chosen.names.activity(code), told(chosen.region), *theirs])
    head = [_("Variable"), chosen.region_name, *(peer.name for peer in peers)]
    table = ChartTable(_("Show as a table"), head, lines, frozenset(range(1, len(head))))
    title = _("%(region)s among regions of like structure, %(year)s") % {
        "region": chosen.region_name, "year": chosen.year,
    }  # fmt: skip
    strip = DotStrip(rows, table, own_label=chosen.region_name, peers_label=_("Regions of like structure"))
    return PageChart("among-peers", title, table, strip)


def _gaps(chosen: Chosen, opener: Opener, peers: Sequence[Peer], gaps: Sequence[Sequence[Any]]) -> PageChart:
    """The gap on each variable by year; the latest years where there are many."""
    years = sorted({row[1] for row in gaps})[-8:]
    codes = sorted({row[0] for row in gaps}, key=chosen.names.activity)
    by_key = {(row[0], row[1]): row[6] for row in gaps}
    theirs = [peer.code for peer in peers]
    lines: list[list[str | Datum]] = []
    for code in codes:
        line: list[str | Datum] = [chosen.names.activity(code)]
        for year in years:
            gap = by_key.get((code, year))
            where = {"region": chosen.region, "activity": code, "year": year, "peers": theirs}
            line.append(opener.datum("peer-gap", gap, signed(gap, _decimals(gap)), **where))
        lines.append(line)
    title = _("%(region)s minus the median of its peers") % {"region": chosen.region_name}
    head = [_("Variable"), *map(str, years)]
    return PageChart("gaps", title, ChartTable(title, head, lines, frozenset(range(1, len(head)))))


def _decimals(value: float | None) -> int:
    return 0 if value is not None and abs(value) >= 100 else 1
