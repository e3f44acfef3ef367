"""Who is told of what by mail. Mail names no asker: whoever may know reads it on the page."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from samspel.core.programmes.holders import holders
from samspel.core.programmes.models import Partner
from samspel.frontdoor.models import Asker, Referral, ReferralStep
from samspel.frontdoor.offers.notifications.mail import absolute, mail
from samspel.frontdoor.referrals.labels import REASONS
from samspel.frontdoor.referrals.policy import DeskAction, RegionAction


def mail_requested(referral: Referral, note: str = "") -> None:
    """Ask the owner of the offer, or the region's officer; the need's own region is told where it is another."""
    mail(
        "referrals/mail/request",
        answering_addresses(referral),
        settings.LANGUAGE_CODE,
        _context(referral) | {"note": note},
    )
    if referral.home and referral.home_id != referral.partner_id:
        mail(
            "referrals/mail/elsewhere",
            officer_addresses(referral, referral.home),
            settings.LANGUAGE_CODE,
            _context(referral),
        )


def mail_suggested(referral: Referral, note: str) -> None:
    """Tell the asker of an offer that fits."""
    _to_asker("referrals/mail/suggested", referral, note=note)


def mail_accepted(referral: Referral, note: str) -> None:
    """Tell the asker that somebody will help."""
    _to_asker("referrals/mail/accepted", referral, note=note)


def mail_declined(referral: Referral, step: ReferralStep) -> None:
    """Tell the asker that somebody cannot help, and the officer of its region, who finds another."""
    _to_asker("referrals/mail/declined", referral, note=step.note, reason=REASONS[step.reason])
    told = _context(referral) | {"note": step.note, "reason": REASONS[step.reason]}
    partner = referral.home or referral.partner
    if partner is not None:
        mail("referrals/mail/declined_officer", officer_addresses(referral, partner), settings.LANGUAGE_CODE, told)


def mail_forwarded(referral: Referral, made: Referral) -> None:
    """Tell the asker where the request was sent on to."""
    _to_asker("referrals/mail/forwarded", made)


def mail_withdrawn(referral: Referral) -> None:
    """Tell whoever was asked that it is no longer needed."""
    mail("referrals/mail/withdrawn", answering_addresses(referral), settings.LANGUAGE_CODE, _context(referral))


def mail_soon_due(referral: Referral) -> None:
    """Remind whoever is to act: of a suggestion the asker."""
    if referral.state == "suggested":
        _to_asker("referrals/mail/reminder", referral)
        return
    mail("referrals/mail/reminder", answering_addresses(referral), settings.LANGUAGE_CODE, _context(referral))


def mail_overdue(referral: Referral) -> None:
    """Tell the officer of the region it is in, and of the need's own, that the time has run out."""
    partners = {partner for partner in (referral.partner, referral.home) if partner is not None}
    to = {address for partner in partners for address in officer_addresses(referral, partner)}
    mail("referrals/mail/overdue", to, settings.LANGUAGE_CODE, _context(referral))


def answering_addresses(referral: Referral) -> list[str]:
    """Addresses of whoever is to answer: the offer's own, else the actor's members, else the region's officers."""
    if referral.offer is not None and referral.offer.contact_email:
        return [referral.offer.contact_email]
    if referral.organisation_id is not None:
        members = _addresses(referral, DeskAction.VIEW, organisation_id=referral.organisation_id)
        if members:
            return members
    return officer_addresses(referral, referral.partner)


def officer_addresses(referral: Referral, partner: Partner | None) -> list[str]:
    """Addresses of a region's officers; of the programme's managers where it has none."""
    found = _addresses(referral, RegionAction.ATTEND, partner=partner) if partner is not None else []
    return found or _addresses(referral, RegionAction.STAND_IN)


def _addresses(referral: Referral, action: str, **of: Any) -> list[str]:
    return list(holders(referral.programme_id, action, **of).values_list("user__email", flat=True))


def _to_asker(template: str, referral: Referral, **more: Any) -> None:
    """Nobody is told where the asker's address has been erased."""
    asker = Asker.objects.filter(need=referral.need_id).first()
    if asker is None:
        return
    path = reverse("frontdoor:need", args=[referral.programme.code, referral.need.link])
    told = _context(referral) | {"url": absolute(path), **more}
    mail(template, [asker.email], asker.language, told)


def _context(referral: Referral) -> dict[str, Any]:
    return {
        "referral": referral,
        "need": referral.need,
        "programme": referral.programme,
        "url": absolute(reverse("frontdoor:referral", args=[referral.programme.code, referral.pk])),
    }
