"""The regions of like structure, where the own region stands among them, and the gap to them over time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from samspel.core.programmes.context import ReadContext
from samspel.observatory.analysis.figures.peer_comparison import written
from samspel.observatory.analysis.labels.numbers import Opener, decimal, places, share, signed
from samspel.observatory.analysis.queries.answers import Answer, at_once
from samspel.observatory.analysis.queries.selection import Chosen
from samspel.observatory.analysis.views.charts import Picture
from samspel.ui.charts import Datum, DotRow, DotStrip, Table

USUAL_K, MOST_K = 5, 20
FIRM = 0.8
"""Share of the trials in which a peer stays, from which it is called firm."""


@dataclass(frozen=True)
class Peer:
    """A region of like structure."""

    code: str
    name: str
    distance: float
    rank: int
    rank_low: int
    rank_high: int
    stays: float | None

    @property
    def is_firm(self) -> bool:
        """Whether it stays a peer whichever variable is left out, near enough."""
        return (self.stays or 0) >= FIRM


@dataclass(frozen=True)
class Peers:
    """The page's contents. `weights` are those of every variable there is, 0 for what is left out."""

    answer: Answer
    k: int
    weights: Mapping[str, float]
    peers: Sequence[Peer]
    below: Sequence[str]
    pictures: Sequence[Picture]

    @property
    def firm(self) -> int:
        """How many peers are firm."""
        return sum(peer.is_firm for peer in self.peers)


def variables_of(chosen: Chosen) -> list[str]:
    """The variables of the version in the year, in order of code; one query."""
    rows = chosen.version.observations.filter(year=chosen.year, value__isnull=False).order_by("activity")
    return list(rows.values_list("activity", flat=True).distinct())


def asked_weights(sent: QueryDict, variables: Sequence[str]) -> dict[str, float]:
    """The weight of each variable: as the form says (w-code), 1 where it has not been sent; what is no number
    from 0 to 9 is 1. All are 1 where every one is 0."""
    found = {code: _weight(sent.get(f"w-{code}", "1")) for code in variables}
    return found if any(found.values()) else dict.fromkeys(variables, 1.0)


def peers_of(context: ReadContext, chosen: Chosen) -> Peers:
    """The peers of the region in focus."""
    sent = context.request.GET
    text = sent.get("k", "")
    k = min(max(int(text), 1), MOST_K) if text.isascii() and text.isdigit() and len(text) < 4 else USUAL_K
    weights = asked_weights(sent, variables_of(chosen))
    answer = at_once(
        "peers", chosen.version, year=chosen.year, weights=weights, k=k, regions=[chosen.region]
    )  # fmt: skip
    if answer.result is None or not answer.result["peers"].get(chosen.region):
        return Peers(answer, k, weights, (), (), ())
    result, opener = answer.result, Opener(context, chosen.version)
    peers = [Peer(code, chosen.name_of(code), *rest) for code, *rest in result["peers"][chosen.region]]
    gaps = result["gaps"][chosen.region]
    pictures = [
        _nearest(chosen, opener, peers, weights),
        _strips(chosen, opener, peers, result["values"]),
        _gaps(chosen, opener, peers, gaps),
    ]
    return Peers(answer, k, weights, peers, _outside(chosen, gaps), pictures)


def _nearest(chosen: Chosen, opener: Opener, peers: Sequence[Peer], weights: Mapping[str, float]) -> Picture:
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
    return Picture("nearest", title, Table(title, head, rows, frozenset({1, 2, 3})))


def _strips(
    chosen: Chosen, opener: Opener, peers: Sequence[Peer], values: Mapping[str, Mapping[str, float]]
) -> Picture:
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
    table = Table(_("Show as a table"), head, lines, frozenset(range(1, len(head))))
    title = _("%(region)s among regions of like structure, %(year)s") % {
        "region": chosen.region_name, "year": chosen.year,
    }  # fmt: skip
    strip = DotStrip(rows, table, own_label=chosen.region_name, peers_label=_("Regions of like structure"))
    return Picture("among-peers", title, table, strip)


def _gaps(chosen: Chosen, opener: Opener, peers: Sequence[Peer], gaps: Sequence[Sequence[Any]]) -> Picture:
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
    return Picture("gaps", title, Table(title, head, lines, frozenset(range(1, len(head)))))


def _outside(chosen: Chosen, gaps: Sequence[Sequence[Any]]) -> list[str]:
    """The variables in which the region lies outside the peers' quartiles in the year, in words."""
    found = []
    for code, year, own, low, _median, high, _gap, _count in gaps:
        if year != chosen.year or own is None or low is None:
            continue
        if own < low or own > high:
            way = _("below") if own < low else _("above")
            found.append(_("%(variable)s (%(way)s)") % {"variable": chosen.names.activity(code), "way": way})
    return found


def _decimals(value: float | None) -> int:
    return 0 if value is not None and abs(value) >= 100 else 1


def _weight(text: str) -> float:
    return float(text) if text.isascii() and text.isdigit() and len(text) == 1 else 1.0
