"""Where a need can be sent: an offer, an actor or a region, and what the referral then counts in."""

from dataclasses import dataclass
from typing import Any

from samspel.core.programmes.models import Area, Partner
from samspel.frontdoor.models import Need, Offer, Referral


@dataclass(frozen=True)
class ReferralTarget:
    """Where a need is sent: an offer, an actor without an offer, or a region's officer."""

    offer: Offer | None = None
    organisation: Any = None
    partner: Partner | None = None


def live_referral(need: Need, to: ReferralTarget) -> Referral | None:
    """The need's referral to the same offer, actor or region that has not ended without help."""
    rows = Referral.objects.filter(need=need, offer=to.offer)
    if to.offer is None:
        rows = rows.filter(organisation=to.organisation)
        rows = rows.filter(partner=to.partner) if to.organisation is None else rows
    return rows.exclude(state__in=("declined", "forwarded", "withdrawn")).first()


def receiving_region(need: Need, organisation: Any) -> Partner | None:
    """The region that an actor belongs to by its municipality; else the need's own, else the one that leads."""
    partners = Partner.objects.filter(programme_id=need.programme_id)
    if organisation is not None and organisation.municipality_id:
        found = partners.filter(municipalities=organisation.municipality_id).first()
        if found is not None:
            return found
    return need.partner or partners.filter(role="lead").first() or partners.first()


def counted_area(need: Need, offer: Offer | None) -> Area | None:
    """The area it counts in: the first that need and offer share, else the need's first, else the offer's."""
    needed = list(need.areas.all())
    offered = list(offer.areas.all()) if offer else []
    shared = [area for area in needed if area in offered]
    return next(iter([*shared, *needed, *offered]), None)
