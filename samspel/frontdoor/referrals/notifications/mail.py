"""Who is told of what by mail. Mail names no asker: whoever may know reads it on the page."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse

from samspel.core.access import Role
from samspel.core.programmes.models import Membership, Partner
from samspel.frontdoor.models import Asker, Referral, ReferralStep
from samspel.frontdoor.offers.notifications.mail import absolute, mail
from samspel.frontdoor.referrals.labels import REASONS


def requested(referral: Referral, note: str = "") -> None:
    """Ask the owner of the offer, or the region's officer; the need's own region is told where it is another."""
    mail("request", owners(referral), settings.LANGUAGE_CODE, _context(referral) | {"note": note})
    if referral.home and referral.home_id != referral.partner_id:
        mail("elsewhere", officers(referral, referral.home), settings.LANGUAGE_CODE, _context(referral))


def suggested(referral: Referral, note: str) -> None:
    """Tell the asker of an offer that fits."""
    _to_asker("suggested", referral, note=note)


def accepted(referral: Referral, note: str) -> None:
    """Tell the asker that somebody will help."""
    _to_asker("accepted", referral, note=note)


def declined(referral: Referral, step: ReferralStep) -> None:
    """Tell the asker that somebody cannot help, and the officer of its region, who finds another."""
    _to_asker("declined", referral, note=step.note, reason=REASONS[step.reason])
    told = _context(referral) | {"note": step.note, "reason": REASONS[step.reason]}
    partner = referral.home or referral.partner
    if partner is not None:
        mail("declined_officer", officers(referral, partner), settings.LANGUAGE_CODE, told)


def forwarded(referral: Referral, made: Referral) -> None:
    """Tell the asker where the request was sent on to."""
    _to_asker("forwarded", made)


def withdrawn(referral: Referral) -> None:
    """Tell whoever was asked that it is no longer needed."""
    mail("withdrawn", owners(referral), settings.LANGUAGE_CODE, _context(referral))


def soon_due(referral: Referral) -> None:
    """Remind whoever is to act: of a suggestion the asker."""
    if referral.state == "suggested":
        _to_asker("reminder", referral)
        return
    mail("reminder", owners(referral), settings.LANGUAGE_CODE, _context(referral))


def overdue(referral: Referral) -> None:
    """Tell the officer of the region it is in, and of the need's own, that the time has run out."""
    partners = {partner for partner in (referral.partner, referral.home) if partner is not None}
    to = {address for partner in partners for address in officers(referral, partner)}
    mail("overdue", to, settings.LANGUAGE_CODE, _context(referral))


def owners(referral: Referral) -> list[str]:
    """Addresses of whoever is to answer: the offer's own, else the actor's members, else the region's officers."""
    if referral.offer is not None and referral.offer.contact_email:
        return [referral.offer.contact_email]
    if referral.organisation_id is not None:
        members = _members(referral, role=Role.ACTOR, organisation_id=referral.organisation_id)
        if members:
            return members
    return officers(referral, referral.partner)


def officers(referral: Referral, partner: Partner | None) -> list[str]:
    """Addresses of a region's officers; of the programme's managers where it has none."""
    found = _members(referral, role=Role.OFFICER, partner=partner) if partner is not None else []
    return found or _members(referral, role=Role.MANAGER)


def _members(referral: Referral, **of: Any) -> list[str]:
    rows: Iterable[str] = Membership.objects.filter(
        programme_id=referral.programme_id, user__is_active=True, **of
    ).values_list("user__email", flat=True)
    return list(rows)


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
