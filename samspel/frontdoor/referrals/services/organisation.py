"""Which organisation asked: linked to the need, or registered first."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from samspel.actors.models import Organisation
from samspel.actors.organisations.services.organisation import OrganisationData
from samspel.actors.organisations.services.organisation import organisation_register as register_in_actors
from samspel.core import audit
from samspel.frontdoor.models import Referral, ReferralStep
from samspel.frontdoor.needs.policy import NeedAction
from samspel.frontdoor.offers.rules.errors import FrontdoorError
from samspel.frontdoor.referrals.policy import may_link_organisation
from samspel.frontdoor.referrals.services.step import referral_lock


@transaction.atomic
def organisation_link(*, actor: Any, referral: Referral, organisation: Organisation) -> None:
    """Say which organisation asked. FrontdoorError where it is said already and supports stand on it."""
    found = referral_lock(referral=referral)
    if not may_link_organisation(actor, found):
        raise PermissionDenied(NeedAction.HANDLE)
    need = found.need
    if need.organisation_id == organisation.pk:
        return
    if ReferralStep.objects.filter(referral__need=need, support__isnull=False).exists():
        raise FrontdoorError(_("Support is already recorded for the organisation. Take the support back first."))
    before, need.organisation = need.organisation_id, organisation
    need.save(update_fields=["organisation"])
    audit.write(actor, "need.organisation_linked", need, changes={"organisation": [before, organisation.pk]})


@transaction.atomic
def organisation_register(*, actor: Any, referral: Referral, data: OrganisationData) -> Organisation:
    """Register the organisation that asked, and link it. ActorError where another has its number."""
    made = register_in_actors(actor=actor, data=data)
    organisation_link(actor=actor, referral=referral, organisation=made)
    return made
