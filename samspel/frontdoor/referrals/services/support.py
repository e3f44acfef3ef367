"""From a referral to a fact of support: whom it was for, filled in from the referral, recorded once for each step."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from samspel.actors.models import Organisation
from samspel.actors.organisations.services.organisation import OrganisationData, organisation_register
from samspel.core import access, audit, clock
from samspel.core.programmes.models import Area, Partner
from samspel.frontdoor.models import Referral, ReferralStep
from samspel.frontdoor.needs.policy import NeedAction
from samspel.frontdoor.offers.rules.errors import FrontdoorError
from samspel.frontdoor.referrals.services.referral import may_forward
from samspel.frontdoor.referrals.services.step import locked
from samspel.results.facts.labels.kinds import KINDS
from samspel.results.facts.policy import SupportAction
from samspel.results.facts.services import fact
from samspel.results.facts.services.fact import FactData
from samspel.results.models import Support

GIVES = ("accepted", "met", "done")
SUPPORT_OF = {
    "test_bed": "test_bed",
    "advice": "advice",
    "incubation": "coaching",
    "funding": "grant",
    "research_group": "matching",
    "training": "training",
    "network": "matching",
}
"""The kind of support that an offer's kind is; a talk with a person is advice."""


@dataclass(frozen=True)
class Filled:
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


def filled(person: Any, step: ReferralStep) -> Filled | None:
    """The support of a step, of the region that the person may record for: the actor's, else the need's own. None
    where the organisation is not known, a support is recorded already, or the step gives none."""
    referral = step.referral
    if step.kind not in GIVES or step.support_id is not None or referral.need.organisation is None:
        return None
    kind = SUPPORT_OF[referral.offer.kind] if referral.offer else "advice"
    partner = next((p for p in (referral.partner, referral.home) if p and _may(person, referral, p)), None)
    number = f"{referral.need.number}.{referral.number}"
    return Filled(referral.need.organisation, kind, step.occurred_on, referral.area, partner, number)


def may_record(person: Any, step: ReferralStep) -> bool:
    """Whether the person may record a support for the step, in the actor's region or the need's own."""
    referral = step.referral
    return any(p is not None and _may(person, referral, p) for p in (referral.partner, referral.home))


@transaction.atomic
def record_support(actor: Any, step: ReferralStep, data: FactData) -> Support:
    """Record a support that came of the step, and link the two. FrontdoorError where it is recorded already or is of
    another organisation than the need's; results' own refusals pass through."""
    referral = locked(step.referral)
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
    made = fact.record_fact(actor, referral.programme, KINDS["support"], data)
    ReferralStep.objects.filter(pk=found.pk).update(support=made)
    audit.write(actor, "referral.supported", referral, changes={"step": found.kind, "support": made.pk})
    return made  # type: ignore[return-value]


@transaction.atomic
def link_organisation(actor: Any, referral: Referral, organisation: Organisation) -> None:
    """Say which organisation asked. FrontdoorError where it is said already and supports stand on it."""
    found = locked(referral)
    if not may_link(actor, found):
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
def register_organisation(actor: Any, referral: Referral, data: OrganisationData) -> Organisation:
    """Register the organisation that asked, and link it. ActorError where another has its number."""
    made = organisation_register(actor=actor, data=data)
    link_organisation(actor, referral, made)
    return made


def may_link(person: Any, referral: Referral) -> bool:
    """Whether the person may say which organisation asked."""
    return access.can(person, NeedAction.HANDLE, referral.need) or may_forward(person, referral)


def _may(person: Any, referral: Referral, partner: Partner) -> bool:
    draft = Support(programme=referral.programme, partner=partner, area=referral.area, occurred_on=clock.today())
    return access.can(person, SupportAction.RECORD, draft)
