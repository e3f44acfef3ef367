"""Closing a need when nothing more is to come of it."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samspel.core import access, audit, clock
from samspel.frontdoor.models import Need, SavedSearch
from samspel.frontdoor.needs.policy import NeedAction
from samspel.frontdoor.offers.rules.errors import FrontdoorError
from samspel.frontdoor.referrals.services.step import need_lock, referral_lock, referral_move
from samspel.frontdoor.referrals.states import ReferralStepKind
from samspel.frontdoor.search.services.outbox import index_change_note


@transaction.atomic
def need_close(*, actor: Any, need: Need) -> Need:
    """Close a need when nothing more is to happen. FrontdoorError while requests are on their way."""
    found = need_lock(need=need)
    access.require(actor, NeedAction.HANDLE, found)
    if found.referrals.filter(state__in=("requested", "accepted", "met")).exists():
        raise FrontdoorError(_("Requests are still on their way. They must be answered and ended first."))
    for referral in found.referrals.filter(state="suggested"):
        referral_move(referral=referral_lock(referral=referral), step=ReferralStepKind.WITHDRAW, actor=actor)
    found.state, found.closed_at = "closed", clock.now()
    found.save(update_fields=["state", "closed_at"])
    SavedSearch.objects.filter(need=found, stopped_at=None).update(stopped_at=clock.now())
    audit.write(actor, "need.closed", found, changes={"number": found.number})
    index_change_note(kind="need", records=[found.pk])
    return found
