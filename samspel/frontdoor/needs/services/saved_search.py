"""Saved searches: begun for an offer, and stopped by whoever has the link."""

from typing import Any

from django.db import transaction

from samspel.core import access, audit, clock
from samspel.frontdoor.models import Offer, SavedSearch
from samspel.frontdoor.offers.policy import OfferAction

NEEDS_WEIGHED, OFFERS_WEIGHED = 200, 20  # the most likely of each


@transaction.atomic
def saved_search_start(*, actor: Any, offer: Offer, language: str) -> SavedSearch:
    """Let somebody who answers for an offer be told of needs that it fits, at their own address."""
    access.require(actor, OfferAction.RECORD, offer)
    SavedSearch.objects.filter(offer=offer).delete()
    made = SavedSearch.objects.create(
        programme=offer.programme, offer=offer, email=actor.email, language=language, made_at=clock.now()
    )
    audit.write(actor, "alerts.started", made, changes={"offer": offer.pk})
    return made


@transaction.atomic
def saved_search_stop(*, search: SavedSearch) -> None:
    """Send no more. Whoever has the link may."""
    if SavedSearch.objects.filter(pk=search.pk, stopped_at=None).update(stopped_at=clock.now()):
        audit.write(None, "alerts.stopped", search, changes={"need": search.need_id, "offer": search.offer_id})
