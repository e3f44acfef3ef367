"""Who works with whom, as figures: the strongest actors of the system, their ties, and where they have offers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samspel.actors.models import Organisation
from samspel.actors.organisations.queries.visibility import visible_ids
from samspel.core.figures import Figure, Measure, Request, Slice, fetch
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Area, Partner
from samspel.frontdoor.innovation_system import figures as measures
from samspel.frontdoor.innovation_system.rules.strength import Strength, strongest
from samspel.frontdoor.needs.figures import offers as offers_in_force

MOST = 60  # points of the network, areas included
PAIRED = {"together": measures.together, "helped": measures.helped, "sent_on": measures.sent_on}
OFFERS = "offers"


@dataclass(frozen=True)
class NetworkFilters:
    """What the network is narrowed to; empty means all. `kind` is a key of PAIRED or OFFERS."""

    kind: str = ""
    area: Area | None = None
    region: Partner | None = None


@dataclass(frozen=True)
class NetworkActor:
    """A point of the network. `figures` by key of PAIRED and OFFERS; `url` where the reader may open its page."""

    pk: int
    name: str
    region: str
    figures: Mapping[str, Figure]
    strength: float
    url: str


@dataclass(frozen=True)
class ActorTie:
    """Two actors and what they have done together; `back` is what the second has sent on to the first."""

    first: NetworkActor
    second: NetworkActor
    figures: Mapping[str, Figure]
    back: Figure

    @property
    def strength(self) -> int:
        """All of it added up, for the width of the line."""
        return sum(int(f.value) for f in (*self.figures.values(), self.back))


@dataclass(frozen=True)
class AreaTie:
    """An actor and an area it has offers in."""

    actor: NetworkActor
    area: Area
    offers: Figure


@dataclass(frozen=True)
class ActorNetwork:
    """The network. `left_out` is how many actors with ties did not find room."""

    actors: Sequence[NetworkActor]
    areas: Sequence[tuple[Area, Figure]]
    ties: Sequence[ActorTie]
    area_ties: Sequence[AreaTie]
    left_out: int


def actor_network(context: ReadContext, where: Slice, asked: NetworkFilters) -> ActorNetwork:
    """The network of the slice; figures in one statement, actors in one more."""
    where = where.of(area=asked.area.pk) if asked.area else where
    kinds = [key for key in PAIRED if asked.kind in ("", key)]
    counted = _Counted(where, kinds, asked.kind in ("", OFFERS))
    homes = _homes(context, counted.everybody())
    kept = counted.everybody() if asked.region is None else _around(counted, homes, asked.region)
    areas = [asked.area] if asked.area else list(context.structure.areas)
    chosen, left_out = strongest(counted.strengths(kept), MOST - len(areas))
    found = _Drawn(context, where, counted, chosen)
    return ActorNetwork(
        actors=list(found.actors.values()),
        areas=[
            (a, context.figure(offers_in_force, counted.by_area.get((a.pk,), 0), where.of(area=a.pk))) for a in areas
        ],
        ties=found.ties(),
        area_ties=found.area_ties(areas),
        left_out=left_out,
    )


class _Counted:
    """What the figures say, by actor ids."""

    def __init__(self, where: Slice, kinds: Sequence[str], with_offers: bool) -> None:
        self.kinds = kinds
        asked = [Request(PAIRED[key], where, by) for key in kinds for by in (("actor", "other_actor"), ("actor",))]
        if with_offers:
            asked += [Request(offers_in_force, where, by) for by in (("actor",), ("actor", "area"), ("area",))]
        found = iter(fetch(asked))
        self.pairs: dict[str, Mapping[Any, Any]] = {}
        self.alone: dict[str, Mapping[Any, Any]] = {}
        for key in kinds:
            self.pairs[key], self.alone[key] = next(found), next(found)
        self.offers, self.offers_in, self.by_area = (next(found, {}) for _number in range(3))

    def everybody(self) -> set[int]:
        """Actors with a tie or an offer."""
        tied = {pk for pairs in self.pairs.values() for pair in pairs for pk in pair}
        return tied | {pk for (pk,) in self.offers if pk is not None}

    def between(self, first: int, second: int) -> int:
        """All ties of the two, both ways where it has a direction."""
        there = sum(int(self.pairs[key].get((first, second), 0)) for key in self.kinds)
        back = self.pairs["sent_on"].get((second, first), 0) if "sent_on" in self.kinds else 0
        return there + int(back)

    def couples(self) -> Iterable[tuple[int, int]]:
        """Every two that are tied, once."""
        return sorted({(min(pair), max(pair)) for pairs in self.pairs.values() for pair in pairs})

    def strengths(self, kept: Iterable[int]) -> dict[int, Strength]:
        """How strongly each is tied to others among those kept, and how much it offers."""
        weights = dict.fromkeys(kept, 0)
        for first, second in self.couples():
            if first in weights and second in weights:
                weight = self.between(first, second)
                weights[first] += weight
                weights[second] += weight
        return {pk: Strength(weight, int(self.offers.get((pk,), 0))) for pk, weight in weights.items()}


def _homes(context: ReadContext, actors: Iterable[int]) -> dict[int, int | None]:
    """Actor → the id of the region it is at home in."""
    rows = Organisation.objects.filter(pk__in=list(actors)).values_list("pk", "municipality_id")
    return {pk: context.structure.partner_of_municipality.get(place or "") for pk, place in rows}


def _around(counted: _Counted, homes: Mapping[int, int | None], region: Partner) -> set[int]:
    """Actors at home in the region, and those tied to them."""
    own = {pk for pk, home in homes.items() if home == region.pk}
    return own | {pk for pair in counted.couples() if own.intersection(pair) for pk in pair}


class _Drawn:
    """The chosen actors with their figures."""

    def __init__(self, context: ReadContext, where: Slice, counted: _Counted, chosen: Sequence[int]) -> None:
        self.context, self.where, self.counted = context, where, counted
        named = Organisation.objects.in_bulk(chosen)
        seen = visible_ids(context, list(named.values()))
        regions = {partner.pk: partner.short for partner in context.structure.partners}
        of_municipality = context.structure.partner_of_municipality
        self.actors = {
            pk: NetworkActor(
                pk,
                named[pk].name,
                regions.get(of_municipality.get(named[pk].municipality_id or "", 0), ""),
                self._figures(pk),
                float(sum(int(alone.get((pk,), 0)) for alone in counted.alone.values())),
                context.url("actors:actor", pk) if pk in seen else "",
            )
            for pk in chosen
        }

    def _figures(self, pk: int) -> dict[str, Figure]:
        alone = {**self.counted.alone, OFFERS: self.counted.offers}
        return {key: self._figure(_measure(key), values.get((pk,), 0), actor=pk) for key, values in alone.items()}

    def _figure(self, measure: Measure, value: Any, **members: Any) -> Figure:
        return self.context.figure(measure, value, self.where.of(**members))

    def ties(self) -> list[ActorTie]:
        """Ties among them, the strongest first."""
        found = [self._tie(*pair) for pair in self.counted.couples() if self.actors.keys() >= set(pair)]
        return sorted(found, key=lambda tie: (-tie.strength, tie.first.name, tie.second.name))

    def _tie(self, first: int, second: int) -> ActorTie:
        pairs = self.counted.pairs
        figures = {
            key: self._figure(PAIRED[key], values.get((first, second), 0), actor=first, other_actor=second)
            for key, values in pairs.items()
        }
        returned = pairs.get("sent_on", {}).get((second, first), 0)
        back = self._figure(measures.sent_on, returned, actor=second, other_actor=first)
        return ActorTie(self.actors[first], self.actors[second], figures, back)

    def area_ties(self, areas: Sequence[Area]) -> list[AreaTie]:
        """Which of them have offers in which of the areas."""
        return [
            AreaTie(actor, area, self._figure(offers_in_force, number, actor=pk, area=area.pk))
            for pk, actor in self.actors.items()
            for area in areas
            if (number := self.counted.offers_in.get((pk, area.pk)))
        ]


def _measure(key: str) -> Measure:
    return offers_in_force if key == OFFERS else PAIRED[key]
