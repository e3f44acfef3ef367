"""What the system map says to others: where the innovation system is weak."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from samspel.frontdoor.figures.system import reaching
from samspel.frontdoor.offers.words import KINDS
from samspel.frontdoor.system.unmet import grouped
from samspel.kernel.figures import Request, Slice, fetch
from samspel.programme.models import Programme


@dataclass(frozen=True)
class WeakSpot:
    """Where the system is weak. `unmet`: `number` needs that are like each other had no good match; `words` name
    nobody, `needs` are their ids, `public` whether everybody may know of them. `far`: companies of a region find a kind
    of help only elsewhere, in `number` offers; `none`: they find it nowhere. Areas, regions and help are codes."""

    kind: Literal["unmet", "far", "none"]
    number: int
    words: Sequence[str] = ()
    areas: Sequence[str] = ()
    regions: Sequence[str] = ()
    help: str = ""
    needs: Sequence[int] = ()
    public: bool = True


def weak_spots(programme: Programme, since: date | None, until: date | None) -> list[WeakSpot]:
    """Unmet needs of the half-open period in groups, the largest first; then what kinds of help lack where, today."""
    needs = [
        WeakSpot(
            "unmet", len(group.needs), group.words, group.areas, group.regions,
            needs=tuple(need.pk for need in group.needs), public=group.public,
        )
        for group in grouped(Slice(programme.pk, since, until))
    ]  # fmt: skip
    return [*needs, *_lacking(programme)]


def _lacking(programme: Programme) -> list[WeakSpot]:
    whole = Slice(programme.pk)
    everywhere, at_home = fetch([
        Request(reaching, whole, ("open_to", "help")), Request(reaching, whole, ("open_to", "help", "home")),
    ])  # fmt: skip
    found = []
    for partner in programme.partners.order_by("pk"):
        for kind in KINDS:
            number = int(everywhere.get((partner.pk, kind), 0))
            if not number:
                found.append(WeakSpot("none", 0, regions=(partner.code,), help=kind))
            elif not at_home.get((partner.pk, kind, partner.pk)):
                found.append(WeakSpot("far", number, regions=(partner.code,), help=kind))
    return sorted(found, key=lambda spot: (spot.kind != "none", spot.number))
