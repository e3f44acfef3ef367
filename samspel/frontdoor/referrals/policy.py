"""The actions of referrals, and which role may do them, how far."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from samspel.core import access, clock
from samspel.core.access import READERS, Reach, Role
from samspel.core.programmes.models import Partner
from samspel.frontdoor.models import Referral, ReferralStep
from samspel.frontdoor.needs.policy import AskerAction, NeedAction
from samspel.frontdoor.referrals.states import KNOWN_TO_ACTOR
from samspel.results.facts.policy import SupportAction
from samspel.results.models import Support


class DeskAction(StrEnum):
    """What can be done with desk: see docs/access.md."""

    VIEW = "desk.view"


class RegionAction(StrEnum):
    """What can be done with region: see docs/access.md."""

    ATTEND = "region.attend"  # its needs and requests are one's own to see to
    STAND_IN = "region.stand_in"  # is told instead where nobody attends to it


class ReferralAction(StrEnum):
    """What can be done with referral: see docs/access.md."""

    VIEW = "referral.view"
    ANSWER = "referral.answer"
    FORWARD = "referral.forward"


POLICY: Mapping[StrEnum, Mapping[Role, Reach]] = {
    DeskAction.VIEW: {Role.ACTOR: Reach.ORGANISATION},
    RegionAction.ATTEND: {Role.OFFICER: Reach.PARTNER},
    RegionAction.STAND_IN: {Role.MANAGER: Reach.PROGRAMME},
    ReferralAction.VIEW: READERS | {Role.ACTOR: Reach.ORGANISATION},
    ReferralAction.ANSWER: {Role.MANAGER: Reach.PROGRAMME, Role.OFFICER: Reach.PARTNER, Role.ACTOR: Reach.ORGANISATION},
    ReferralAction.FORWARD: {Role.MANAGER: Reach.PROGRAMME, Role.OFFICER: Reach.PARTNER},
}


def may_forward(person: Any, referral: Referral) -> bool:
    """Whether somebody may send it on: the officer of the region it is in, of the need's own, or the manager."""
    if access.can(person, ReferralAction.FORWARD, referral):
        return True
    return referral.home_id is not None and access.can(person, ReferralAction.FORWARD, Referral(
        programme=referral.programme, partner=referral.home
    ))  # fmt: skip


def may_record_support(person: Any, step: ReferralStep) -> bool:
    """Whether the person may record a support for the step, in the actor's region or the need's own."""
    referral = step.referral
    return any(p is not None and may_record_support_for(person, referral, p) for p in (referral.partner, referral.home))


def may_record_support_for(person: Any, referral: Referral, partner: Partner) -> bool:
    draft = Support(programme=referral.programme, partner=partner, area=referral.area, occurred_on=clock.today())
    return access.can(person, SupportAction.RECORD, draft)


def may_link_organisation(person: Any, referral: Referral) -> bool:
    """Whether the person may say which organisation asked."""
    return access.can(person, NeedAction.HANDLE, referral.need) or may_forward(person, referral)


def may_see_asker(person: Any, referral: Referral) -> bool:
    """Whether the person may know who asked."""
    regions = [
        Referral(programme=referral.programme, partner=partner)
        for partner in (referral.partner, referral.home)
        if partner
    ]
    if any(access.can(person, AskerAction.VIEW, region) for region in regions):
        return True
    return referral.state in KNOWN_TO_ACTOR and access.can(person, AskerAction.VIEW, referral)
