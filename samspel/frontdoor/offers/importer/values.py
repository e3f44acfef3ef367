"""What an offer says, as the table and the service have it."""

from typing import Any

from samspel.frontdoor.models import Offer
from samspel.frontdoor.offers.services.offer import OfferData, OfferUseData

LONGEST = {
    "title_sv": 140, "title_en": 140, "text_sv": 4000, "text_en": 4000, "price_note_sv": 140, "price_note_en": 140,
    "contact_role_sv": 80, "contact_role_en": 80, "contact_email": 254, "link": 200,
}  # fmt: skip


def offer_values(offer: Offer) -> dict[str, Any]:
    """What is said of an offer, as the service takes it."""
    plain = [
        "kind", "price", "valid_from", "valid_to", "organisation", "municipality", "trl_low", "trl_high", "capacity",
        "next_free_on", "sizes", "aimed_sizes", "sectors", *LONGEST,
    ]  # fmt: skip
    return {name: getattr(offer, name) for name in plain} | {
        "areas": list(offer.areas.all()),
        "regions": list(offer.regions.all()),
        "uses": [OfferUseData(use.year, use.text_sv, use.text_en) for use in offer.uses.all()],
    }


def offer_differs(offer: Offer, data: OfferData) -> bool:
    """Whether the data say something else than the offer."""
    now, then = offer_values(offer), {name: getattr(data, name) for name in offer_values(offer)}
    for name in ("areas", "regions"):
        now[name], then[name] = {row.pk for row in now[name]}, {row.pk for row in then[name]}
    then["municipality"] = data.municipality or data.organisation.municipality
    if then["uses"] is None:
        then["uses"] = now["uses"]
    return any(_plain(now[name]) != _plain(then[name]) for name in now)


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, list) and all(isinstance(v, str) for v in value) else value
