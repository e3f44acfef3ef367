"""The support that came of a step, filled in from its referral."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from samspel.actors.models import Organisation
from samspel.code_lists.offer_kinds import SUPPORT_GIVEN
from samspel.code_lists.support_kinds import TALK
from samspel.core.programmes.models import Area, Partner
from samspel.frontdoor.models import ReferralStep
from samspel.frontdoor.referrals.policy import may_record_support_for


@dataclass(frozen=True)
class SupportDraft:
    """A support as the referral lets it be filled in; the hours, and the amount of a grant, are for the recorder. The
    request's number tells supports of several requests apart, which may be of the same day and hours."""

    organisation: Organisation
    kind: str
    occurred_on: date
    area: Area | None
    partner: Partner | None
    reference: str

    def columns(self, hours: Decimal) -> dict[str, Any]:
        """As columns of the fact."""
        return {
            "organisation": self.organisation, "kind": self.kind, "occurred_on": self.occurred_on, "hours": hours,
            "amount": Decimal(0), "aid_basis": "none", "area": self.area, "partner": self.partner, "activity": None,
            "reference": self.reference,
        }  # fmt: skip


def support_draft(person: Any, step: ReferralStep) -> SupportDraft | None:
    """The support of a step, of the region that the person may record for: the actor's, else the need's own. None
    where the organisation is not known, a support is recorded already, or the step gives none."""
    referral = step.referral
    if step.kind not in GIVES or step.support_id is not None or referral.need.organisation is None:
        return None
    kind = SUPPORT_GIVEN[referral.offer.kind] if referral.offer else TALK
    partner = next(
        (p for p in (referral.partner, referral.home) if p and may_record_support_for(person, referral, p)), None
    )
    number = f"{referral.need.number}.{referral.number}"
    return SupportDraft(referral.need.organisation, kind, step.occurred_on, referral.area, partner, number)


GIVES = ("accepted", "met", "done")
