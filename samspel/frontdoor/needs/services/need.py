"""What an asker does, by a link that nobody can guess; no account. Each step writes an audit event without a name."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from samspel.actors.models import Organisation
from samspel.core import audit, clock
from samspel.core.models import Municipality
from samspel.core.programmes.models import Programme
from samspel.frontdoor.models import Asker, Need, Offer, Pick, SavedSearch
from samspel.frontdoor.needs import notifications as needs_notifications
from samspel.frontdoor.needs.queries.confirmation import confirmation_token
from samspel.frontdoor.needs.queries.needs import home_partner
from samspel.frontdoor.needs.queries.understanding import NeedUnderstanding
from samspel.frontdoor.needs.rules.need_text import LONGEST, plain
from samspel.frontdoor.needs.services.asker import asker_erase, need_alerts_stop
from samspel.frontdoor.offers.queries.offers import is_given
from samspel.frontdoor.offers.rules.errors import FrontdoorError
from samspel.frontdoor.referrals.services import referral as referrals
from samspel.frontdoor.search.services.outbox import index_change_note

KEPT = timedelta(days=2 * 365)  # contact details, from the day they were given
DRAFTS_KEPT, UNCONFIRMED_KEPT = timedelta(days=7), timedelta(days=14)


@dataclass(frozen=True)
class PickedOffer:
    """An offer chosen, with what the match looked like: its place in the list, its score, its reasons in words."""

    offer: Offer
    place: int
    score: float
    reasons: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class AskerContact:
    """Who asks. `tell` is whether they want to be told of new offers."""

    name: str
    email: str
    phone: str = ""
    organisation_name: str = ""
    organisation_number: str = ""
    tell: bool = False
    language: str = "sv"


@transaction.atomic
def need_draft(
    *,
    programme: Programme,
    text: str,
    language: str,
    asker_kind: str,
    municipality: Municipality | None,
    actor: Any = None,
) -> Need:
    """Begin a need. Nothing of it is public, and it goes away by itself if it is not sent."""
    made = Need.objects.create(
        programme=programme,
        asker_kind=asker_kind,
        text=plain(text)[:LONGEST],
        language=language,
        municipality=municipality,
        partner=home_partner(programme, municipality),
        made_at=clock.now(),
    )
    audit.write(actor, "need.drafted", made, changes={"language": language, "kind": asker_kind})
    return made


@transaction.atomic
def need_rewrite(*, need: Need, text: str, language: str, asker_kind: str, municipality: Municipality | None) -> Need:
    """Write a draft's text anew. FrontdoorError once it is sent."""
    locked = _draft(need)
    locked.text, locked.language, locked.asker_kind = plain(text)[:LONGEST], language, asker_kind
    locked.municipality, locked.partner = municipality, home_partner(need.programme, municipality)
    locked.save()
    audit.write(None, "need.rewritten", locked, changes={"language": language, "kind": asker_kind})
    return locked


@transaction.atomic
def need_choose(
    *, need: Need, understood: NeedUnderstanding, picks: Sequence[PickedOffer], wants_person: bool, good: int
) -> Need:
    """Keep how a draft was understood and what was picked from it. `good` is how many offers fitted well."""
    locked = _draft(need)
    if not picks and not wants_person:
        raise FrontdoorError(_("Choose at least one offer, or ask to talk to a person."))
    locked.tags = {"helps": list(understood.helps), "without": list(understood.without)}
    locked.municipality = understood.municipality
    locked.partner = home_partner(locked.programme, understood.municipality)
    locked.size, locked.sector, locked.timing = understood.size, understood.sector, understood.timing
    locked.wants_person, locked.good_hits = wants_person, good
    locked.save()
    locked.areas.set(understood.areas)
    locked.picks.all().delete()
    Pick.objects.bulk_create(
        Pick(need=locked, offer=p.offer, place=p.place, score=p.score, reasons=p.reasons) for p in picks
    )
    changes = {"offers": [p.offer.code for p in picks], "person": wants_person, "good": good}
    audit.write(None, "need.chosen", locked, changes=changes)
    return locked


@transaction.atomic
def need_send(
    *, need: Need, contact: AskerContact, organisation: Organisation | None = None, actor: Any = None
) -> Need:
    """Send a need: it gets a number, and its asker a link by mail to confirm it with. With `actor`, who is signed in
    with the same address, it is confirmed at once."""
    Programme.objects.select_for_update().get(pk=need.programme_id)  # numbers in turn
    locked = _draft(need)
    if not locked.picks.exists() and not locked.wants_person:
        raise FrontdoorError(_("Choose at least one offer, or ask to talk to a person."))
    last = Need.objects.filter(programme=locked.programme).aggregate(last=Max("number"))["last"] or 0
    locked.number, locked.state, locked.sent_at = last + 1, "sent", clock.now()
    locked.organisation = organisation
    locked.save()
    today = clock.today()
    Asker.objects.create(
        need=locked,
        name=contact.name,
        email=contact.email,
        phone=contact.phone,
        organisation_name=contact.organisation_name,
        organisation_number=contact.organisation_number,
        language=contact.language,
        given_on=today,
        keep_until=today + KEPT,
    )
    if contact.tell:
        SavedSearch.objects.create(
            programme=locked.programme, need=locked, email=contact.email, language=contact.language,
            made_at=clock.now(), stopped_at=None,
        )  # fmt: skip
    audit.write(actor, "need.sent", locked, changes={"number": locked.number, "tell": contact.tell})
    if actor is not None:
        return need_confirm(need=locked, actor=actor)
    needs_notifications.mail_confirmation(locked, confirmation_token(locked))
    return locked


@transaction.atomic
def need_confirm(*, need: Need, actor: Any = None) -> Need:
    """Open a need, whose asker is now known to have the address, and send it to those picked. Once only."""
    locked = Need.objects.select_for_update().get(pk=need.pk)
    if locked.state != "sent":
        return locked
    locked.state, locked.confirmed_at, locked.occurred_on = "open", clock.now(), clock.today()
    locked.save()
    audit.write(actor, "need.confirmed", locked, changes={"number": locked.number})
    index_change_note(kind="need", records=[locked.pk])
    offers = [pick.offer for pick in locked.picks.select_related("offer__organisation") if is_given(pick.offer)]
    referrals.referrals_request(need=locked, offers=offers, talk_to_person=locked.wants_person or not offers)
    needs_notifications.mail_need_opened(locked)
    return locked


@transaction.atomic
def need_withdraw(*, need: Need) -> Need:
    """Close a need because its asker says so, with all requests that are on their way."""
    locked = Need.objects.select_for_update().get(pk=need.pk)
    if locked.state not in {"sent", "open"}:
        raise FrontdoorError(_("The need is already closed."))
    for referral in locked.referrals.filter(state__in=("suggested", "requested", "accepted")):
        referrals.referral_withdraw(referral=referral, link=locked.link)
    if locked.state == "sent":
        asker_erase(need=locked)
        audit.write(None, "need.withdrawn", locked, changes={"number": locked.number})
        _take_away(locked)
        return locked
    locked.state, locked.closed_at = "closed", clock.now()
    locked.save()
    need_alerts_stop(need=locked)
    audit.write(None, "need.withdrawn", locked, changes={"number": locked.number})
    index_change_note(kind="need", records=[locked.pk])
    return locked


@transaction.atomic
def needs_tidy() -> dict[str, int]:
    """Erase askers whose time is over, and take away drafts and needs that nobody confirmed; returns how many."""
    now, today, erased, gone = clock.now(), clock.today(), 0, 0
    for need in Need.objects.filter(asker__keep_until__lt=today).select_related("programme"):
        asker_erase(need=need)
        erased += 1
    old = Need.objects.filter(state="draft", made_at__lt=now - DRAFTS_KEPT) | Need.objects.filter(
        state="sent", sent_at__lt=now - UNCONFIRMED_KEPT
    )
    for need in old.filter(example=False).select_related("programme"):
        audit.write(None, "need.expired", need, changes={"state": need.state})
        _take_away(need)
        gone += 1
    return {"askers": erased, "needs": gone}


def _draft(need: Need) -> Need:
    locked = Need.objects.select_for_update().select_related("programme").get(pk=need.pk)
    if locked.state != "draft":
        raise FrontdoorError(_("The need is already sent. Write a new one to ask for something else."))
    return locked


def _take_away(need: Need) -> None:
    """For good: nothing has come of it."""
    Need.objects.filter(pk=need.pk, state__in=("draft", "sent")).delete()
