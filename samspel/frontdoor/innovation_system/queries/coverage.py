"""Which kinds of help reach a company in each municipality: from the place itself, its region, or elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samspel.code_lists.offer_kinds import KINDS
from samspel.core.figures import Figure, Request, fetch
from samspel.core.models import Municipality
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Partner
from samspel.frontdoor.innovation_system.figures import reaching
from samspel.frontdoor.innovation_system.rules.nearness import Nearness, nearness


@dataclass(frozen=True)
class HelpReach:
    """One kind of help as it reaches a municipality: offers given there, in its region, and all that are open to it."""

    here: Figure
    region: Figure
    all: Figure

    @property
    def nearest(self) -> Nearness:
        """How near the nearest is."""
        return nearness(self.here.value, self.region.value, self.all.value)


@dataclass(frozen=True)
class CoverageGap:
    """Kinds of help that a region's companies find only elsewhere, with how much, and those they find nowhere."""

    partner: Partner
    elsewhere: Sequence[tuple[str, Figure]]
    nowhere: Sequence[str]


@dataclass(frozen=True)
class HelpCoverage:
    """Reach by (municipality code, kind), and what is lacking by region."""

    reach: Mapping[tuple[str, str], HelpReach]
    places: Sequence[tuple[Municipality, Partner]]
    gaps: Sequence[CoverageGap]

    def by_nearness(self, kind: str) -> dict[Nearness, int]:
        """How many municipalities have the kind of help how near."""
        found = [self.reach[place.code, kind].nearest for place, _partner in self.places]
        return {level: found.count(level) for level in Nearness}


def help_coverage(context: ReadContext) -> HelpCoverage:
    """What reaches where, on the page's day; one statement."""
    where, structure = context.slice, context.structure
    asked = [("open_to", "help"), ("open_to", "help", "home"), ("open_to", "help", "municipality")]
    everywhere, at_home, in_place = fetch([Request(reaching, where, by) for by in asked])
    partners = {partner.pk: partner for partner in structure.partners}
    places = [(m, partners[structure.partner_of_municipality[m.code]]) for m in structure.municipalities]

    def figure(value: Any, **members: Any) -> Figure:
        return context.figure(reaching, value, where, **members)

    def reach(place: str, region: int, kind: str) -> HelpReach:
        to = {"open_to": region, "help": kind}
        return HelpReach(
            figure(in_place.get((region, kind, place), 0), **to, municipality=place),
            figure(at_home.get((region, kind, region), 0), **to, home=region),
            figure(everywhere.get((region, kind), 0), **to),
        )

    found = {(m.code, kind): reach(m.code, partner.pk, kind) for m, partner in places for kind in KINDS}
    return HelpCoverage(found, places, _gaps(found, places))


def _gaps(
    found: Mapping[tuple[str, str], HelpReach], places: Sequence[tuple[Municipality, Partner]]
) -> list[CoverageGap]:
    """By region; what reaches one of its municipalities from its region or elsewhere reaches them all."""
    first = {partner: place for place, partner in reversed(places)}
    gaps = []
    for partner, place in sorted(first.items(), key=lambda pair: pair[0].pk):
        of_kind = {str(name).lower(): found[place.code, kind] for kind, name in KINDS.items()}
        elsewhere = [(name, r.all) for name, r in of_kind.items() if r.nearest is Nearness.ELSEWHERE]
        nowhere = [name for name, r in of_kind.items() if r.nearest is Nearness.NOWHERE]
        if elsewhere or nowhere:
            gaps.append(CoverageGap(partner, elsewhere, nowhere))
    return gaps
