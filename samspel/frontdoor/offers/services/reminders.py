"""Whether an offer is still true: asked once a year by mail and on the work list, answered with one click."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from samspel.core import audit, clock
from samspel.core.programmes.holders import holders
from samspel.frontdoor.models import Offer
from samspel.frontdoor.offers.notifications.mail import absolute, mail
from samspel.frontdoor.offers.policy import OfferAction
from samspel.frontdoor.offers.queries.confirmation_token import confirmation_token, is_confirmation_token
from samspel.frontdoor.offers.rules.offer import TRUE_FOR, is_to_be_asked
from samspel.frontdoor.search.services.outbox import index_change_note


def offer_reminders_send() -> int:
    """Ask the owners of offers that nobody has confirmed for a year; one mail to each person for each owner. Returns
    how many offers were asked about. An offer is asked about at most once a month."""
    today = clock.today()
    rows = Offer.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today), withdrawn_on=None, example=False)
    rows = rows.filter(confirmed_on__lt=today - TRUE_FOR).select_related("organisation", "programme")
    by_owner: dict[tuple[int, int], list[Offer]] = defaultdict(list)
    for offer in rows:
        if is_to_be_asked(offer.confirmed_on, offer.asked_on, today):
            by_owner[offer.programme_id, offer.organisation_id].append(offer)
    for offers in by_owner.values():
        _ask(offers, today)
    return sum(map(len, by_owner.values()))


@transaction.atomic
def offer_confirm_by_link(*, offer: Offer, token: str) -> bool:
    """Confirm with the mailed link; False where it is not this offer's, has been used or is too old."""
    locked = Offer.objects.select_for_update().get(pk=offer.pk)
    if not is_confirmation_token(locked, token):
        return False
    before, locked.confirmed_on = locked.confirmed_on, clock.today()
    locked.save(update_fields=["confirmed_on"])
    changes = {"confirmed_on": [before, locked.confirmed_on], "by": "mailed link"}
    audit.write(None, "offer.confirmed", locked, changes=changes)
    index_change_note(kind="offer", records=[locked.pk])
    return True


@transaction.atomic
def _ask(offers: Sequence[Offer], today: date) -> None:
    first = offers[0]
    members = holders(first.programme_id, OfferAction.KEEP_TRUE, organisation=first.organisation)
    addresses = {*members.values_list("user__email", flat=True), *(o.contact_email for o in offers if o.contact_email)}
    lines = [
        {
            "title": offer.title_sv,
            "day": offer.confirmed_on.isoformat(),
            "link": absolute(
                reverse("frontdoor:still-true", args=[offer.programme.code, offer.code, confirmation_token(offer)])
            ),
        }
        for offer in offers
    ]
    mail("offers/mail/still_true", addresses, "sv", {"owner": first.organisation.name, "lines": lines})
    for offer in offers:
        Offer.objects.filter(pk=offer.pk).update(asked_on=today)
        audit.write(None, "offer.asked_about", offer, changes={"addresses": len(addresses)})
