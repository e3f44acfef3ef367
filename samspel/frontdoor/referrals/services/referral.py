"""What people do with referrals. Each checks access, writes in one transaction, leaves a step and an audit event."""

import hmac
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from samspel.core import access, clock
from samspel.frontdoor.models import Need, Offer, Referral, ReferralStep
from samspel.frontdoor.needs.policy import NeedAction
from samspel.frontdoor.offers.rules.errors import FrontdoorError
from samspel.frontdoor.referrals.notifications import mail
from samspel.frontdoor.referrals.policy import ReferralAction, may_forward
from samspel.frontdoor.referrals.queries.target import ReferralTarget, live_referral, receiving_region
from samspel.frontdoor.referrals.services.step import (
    StepData,
    need_lock,
    referral_begin,
    referral_lock,
    referral_move,
)
from samspel.frontdoor.referrals.states import ReferralStepKind


@transaction.atomic
def referrals_request(
    *, need: Need, offers: Sequence[Offer], talk_to_person: bool, actor: Any = None
) -> list[Referral]:
    """Send an open need to the owners of the offers, and to the officer of its region where a person is asked for.

    Called when the asker has confirmed. What is already sent is not sent again. Gives the referrals made or taken up;
    FrontdoorError where the need is not open or nothing is chosen."""
    found = need_lock(need=need)
    if actor is not None:
        access.require(actor, NeedAction.HANDLE, found)
    if not offers and not talk_to_person:
        raise FrontdoorError(_("Choose at least one offer, or ask to talk to a person."))
    made = [referral for offer in offers if (referral := _request(found, offer, actor)) is not None]
    person = ReferralTarget(partner=receiving_region(found, None))
    if talk_to_person and live_referral(found, person) is None:
        made.append(referral_begin(need=found, to=person, step=ReferralStepKind.REQUEST, actor=actor))
    for referral in made:
        mail.mail_requested(referral)
    return made


@transaction.atomic
def referral_suggest(*, actor: Any, need: Need, offer: Offer, note: str = "") -> Referral:
    """Suggest an offer to the asker, who decides by their link. FrontdoorError where it is sent there already."""
    found = need_lock(need=need)
    access.require(actor, NeedAction.HANDLE, found)
    if offer.programme_id != found.programme_id:
        raise FrontdoorError(_("The offer is another programme's."))
    made = referral_begin(
        need=found, to=ReferralTarget(offer=offer), step=ReferralStepKind.SUGGEST, actor=actor, note=note
    )
    mail.mail_suggested(made, note)
    return made


@transaction.atomic
def referral_take_up(*, referral: Referral, link: str = "", actor: Any = None) -> Referral:
    """Send a suggestion on: the asker by the need's link, or an officer who has asked them."""
    found = _by_asker_or_officer(referral, link, actor)
    referral_move(referral=found, step=ReferralStepKind.REQUEST, actor=actor)
    mail.mail_requested(found)
    return found


@transaction.atomic
def referral_withdraw(*, referral: Referral, link: str = "", actor: Any = None, note: str = "") -> Referral:
    """Take a request back: the asker by the need's link, or an officer for them."""
    found = _by_asker_or_officer(referral, link, actor)
    was = found.state
    referral_move(referral=found, step=ReferralStepKind.WITHDRAW, actor=actor, details=StepData(note=note))
    if was != "suggested":
        mail.mail_withdrawn(found)
    return found


@transaction.atomic
def referral_accept(*, actor: Any, referral: Referral, note: str = "") -> ReferralStep:
    """Say that one will help. From now on the actor sees who asked."""
    found = _answered(actor, referral)
    step = referral_move(referral=found, step=ReferralStepKind.ACCEPT, actor=actor, details=StepData(note=note))
    mail.mail_accepted(found, note)
    return step


@transaction.atomic
def referral_decline(*, actor: Any, referral: Referral, reason: str, note: str = "") -> ReferralStep:
    """Say that one cannot help, and why. FrontdoorError for an unknown reason, or 'other' without a note."""
    if reason not in dict(ReferralStep.REASONS):
        raise FrontdoorError(_("Choose a reason."))
    if reason == "other" and not note.strip():
        raise FrontdoorError(_("Say in the note what the reason is."))
    found = _answered(actor, referral)
    step = referral_move(
        referral=found, step=ReferralStepKind.DECLINE, actor=actor, details=StepData(reason=reason, note=note)
    )
    mail.mail_declined(found, step)
    return step


@transaction.atomic
def referral_forward(*, actor: Any, referral: Referral, to: ReferralTarget, note: str = "") -> Referral:
    """Send a request on to another offer, actor or region; its own region is told. Gives the new referral.

    FrontdoorError where it is sent to nobody, or to where it already is."""
    found = referral_lock(referral=referral)
    if not may_forward(actor, found):
        raise PermissionDenied(ReferralAction.FORWARD)
    need = need_lock(need=found.need)
    _check_forward(found, to)
    referral_move(referral=found, step=ReferralStepKind.FORWARD, actor=actor, details=StepData(note=note))
    made = referral_begin(need=need, to=to, step=ReferralStepKind.REQUEST, actor=actor, note=note, origin=found)
    mail.mail_requested(made, note)
    mail.mail_forwarded(found, made)
    return made


@transaction.atomic
def referral_meet(*, actor: Any, referral: Referral, on: date, note: str = "") -> ReferralStep:
    """Note that the parties have met, on a day that has come. FrontdoorError for a day before the answer."""
    found = _answered(actor, referral)
    _check_day(found, on)
    return referral_move(referral=found, step=ReferralStepKind.MEET, actor=actor, details=StepData(on=on, note=note))


@transaction.atomic
def referral_finish(*, actor: Any, referral: Referral, outcome: str, note: str = "") -> ReferralStep:
    """Note what came of it, which ends the referral."""
    if outcome not in dict(ReferralStep.OUTCOMES):
        raise FrontdoorError(_("Choose what came of it."))
    found = _answered(actor, referral)
    return referral_move(
        referral=found, step=ReferralStepKind.FINISH, actor=actor, details=StepData(outcome=outcome, note=note)
    )


def _request(need: Need, offer: Offer, actor: Any) -> Referral | None:
    """The need sent to the offer; a suggestion is taken up; None where it is sent already."""
    if offer.programme_id != need.programme_id:
        raise FrontdoorError(_("The offer is another programme's."))
    there = live_referral(need, ReferralTarget(offer=offer))
    if there is None:
        return referral_begin(need=need, to=ReferralTarget(offer=offer), step=ReferralStepKind.REQUEST, actor=actor)
    if there.state != "suggested":
        return None
    found = referral_lock(referral=there)
    referral_move(referral=found, step=ReferralStepKind.REQUEST, actor=actor)
    return found


def _answered(actor: Any, referral: Referral) -> Referral:
    """The referral, held, for somebody who may answer it. PermissionDenied otherwise."""
    found = referral_lock(referral=referral)
    access.require(actor, ReferralAction.ANSWER, found)
    return found


def _by_asker_or_officer(referral: Referral, link: str, actor: Any) -> Referral:
    """The referral, held, for the asker with the need's link or for an officer. PermissionDenied otherwise."""
    found = referral_lock(referral=referral)
    if actor is not None:
        access.require(actor, NeedAction.HANDLE, found.need)
    elif not link or not hmac.compare_digest(link.encode(), found.need.link.encode()):
        raise PermissionDenied("the link is another need's")
    return found


def _check_forward(found: Referral, to: ReferralTarget) -> None:
    if to.offer is None and to.organisation is None and to.partner is None:
        raise FrontdoorError(_("Choose where to send it."))
    if to.offer is not None and to.offer.programme_id != found.programme_id:
        raise FrontdoorError(_("The offer is another programme's."))
    if to.partner is not None and to.partner.programme_id != found.programme_id:
        raise FrontdoorError(_("The region is another programme's."))
    same_offer = to.offer is not None and to.offer.pk == found.offer_id
    organisation = to.organisation.pk if to.organisation is not None else None
    same_actor = to.offer is None and organisation is not None and organisation == found.organisation_id
    only_region = to.offer is None and to.organisation is None
    same_region = only_region and found.organisation_id is None and to.partner and to.partner.pk == found.partner_id
    if same_offer or (same_actor and found.offer_id is None) or same_region:
        raise FrontdoorError(_("That is where it already is. Choose another."))


def _check_day(found: Referral, on: date) -> None:
    if on > clock.today():
        raise FrontdoorError(_("The day has not come yet."))
    asked = found.steps.filter(kind="requested").values_list("occurred_on", flat=True).first()
    if asked is not None and on < asked:
        raise FrontdoorError(_("The day is before the request was sent."))
