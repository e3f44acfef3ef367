"""What the front door's tests make."""

import itertools
from datetime import date
from typing import Any

from samspel.actors.models import Organisation
from samspel.core.models import Municipality
from samspel.core.programmes.models import Programme
from samspel.frontdoor.models import Offer
from samspel.frontdoor.offers.services import offer
from samspel.frontdoor.offers.services.offer import OfferData

_number = itertools.count(1)


def an_actor(name: str = "", place: str = "SE0483", **values: Any) -> Organisation:
    """A registered organisation without a number."""
    kept = {"kind": "institute", "identity": "none"} | values
    return Organisation.objects.create(name=name or f"Aktör {next(_number)}", municipality_id=place, **kept)


def offer_data(owner: Organisation, **values: Any) -> OfferData:
    """What is said of an offer, with the given differences."""
    told: dict[str, Any] = {
        "organisation": owner,
        "kind": "test_bed",
        "title_sv": "Testbädd för återvunna metaller",
        "title_en": "Test bed for recycled metals",
        "text_sv": "Formar och dragprovar återvunnen stålplåt. Ytbehandling som tål syra provas i ett halvdagsprov.",
        "text_en": "Forms and tensile-tests recycled steel sheet. Surface treatment that resists acid is tried.",
        "price": "subsidised",
        "valid_from": date(2019, 1, 1),
    }
    place = values.pop("place", None)
    if place:
        told["municipality"] = Municipality.objects.get(pk=place)
    return OfferData(**told | values)


def an_offer(programme: Programme, owner: Organisation | None = None, actor: Any = None, **values: Any) -> Offer:
    """A recorded offer."""
    return offer.offer_record(actor=actor, programme=programme, data=offer_data(owner or an_actor(), **values))
