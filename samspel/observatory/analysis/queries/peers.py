"""The regions of like structure, where the own region stands among them, and the gap to them over time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from samspel.observatory.analysis.queries.answers import Answer, at_once
from samspel.observatory.analysis.queries.selection import Chosen
from samspel.web import addresses

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

    @property
    def firm(self) -> int:
        """How many peers are firm."""
        return sum(peer.is_firm for peer in self.peers)


def variables_of(chosen: Chosen) -> list[str]:
    """The variables of the version in the year, in order of code; one query."""
    rows = chosen.version.observations.filter(year=chosen.year, value__isnull=False).order_by("activity")
    return list(rows.values_list("activity", flat=True).distinct())


def asked_weights(sent: Mapping[str, str], variables: Sequence[str]) -> dict[str, float]:
    """The weight of each variable: as the form says (w-code), 1 where it has not been sent; what is no number
    from 0 to 9 is 1. All are 1 where every one is 0."""
    found = {code: _weight(sent.get(f"w-{code}", "1")) for code in variables}
    return found if any(found.values()) else dict.fromkeys(variables, 1.0)


def peers_of(chosen: Chosen, sent: Mapping[str, str]) -> Peers:
    """The peers of the region in focus, with the number and weights that `sent`, an address's query, asks for."""
    text = sent.get("k", "")
    k = USUAL_K if (number := addresses.whole(text, 0, 999)) is None else min(max(number, 1), MOST_K)
    weights = asked_weights(sent, variables_of(chosen))
    answer = at_once(
        "peers", chosen.version, year=chosen.year, weights=weights, k=k, regions=[chosen.region]
    )  # fmt: skip
    if answer.result is None or not answer.result["peers"].get(chosen.region):
        return Peers(answer, k, weights, (), ())
    result = answer.result
    peers = [Peer(code, chosen.name_of(code), *rest) for code, *rest in result["peers"][chosen.region]]
    gaps = result["gaps"][chosen.region]
    return Peers(answer, k, weights, peers, _outside(chosen, gaps))


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


def _weight(text: str) -> float:
    return 1.0 if (number := addresses.whole(text, 0, 9)) is None else float(number)
