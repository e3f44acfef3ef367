"""The support that came of a referral's step: recorded once for each step."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samspel.core import audit
from samspel.frontdoor.models import ReferralStep
from samspel.frontdoor.offers.rules.errors import FrontdoorError
from samspel.frontdoor.referrals.queries.support import GIVES
from samspel.frontdoor.referrals.services.step import referral_lock
from samspel.results.facts.labels.kinds import KINDS
from samspel.results.facts.services import fact
from samspel.results.facts.services.fact import FactData
from samspel.results.models import Support


@transaction.atomic
def support_record(*, actor: Any, step: ReferralStep, data: FactData) -> Support:
    """Record a support that came of the step, and link the two. FrontdoorError where it is recorded already or is of
    another organisation than the need's; results' own refusals pass through."""
    referral = referral_lock(referral=step.referral)
    found = ReferralStep.objects.get(pk=step.pk, referral=referral)
    if found.support_id is not None:
        raise FrontdoorError(_("A support is already recorded for this step."))
    if found.kind not in GIVES:
        raise FrontdoorError(_("No support comes of this step."))
    organisation = data.columns.get("organisation")
    if (
        referral.need.organisation_id is None
        or organisation is None
        or organisation.pk != referral.need.organisation_id
    ):
        raise FrontdoorError(_("The support is to be for the organisation that asked."))
    made = fact.fact_record(actor=actor, programme=referral.programme, kind=KINDS["support"], data=data)
    ReferralStep.objects.filter(pk=found.pk).update(support=made)
    audit.write(actor, "referral.supported", referral, changes={"step": found.kind, "support": made.pk})
    return made  # type: ignore[return-value]
