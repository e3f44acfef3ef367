"""The actions of referrals, and which role may do them, how far."""

from collections.abc import Mapping
from enum import StrEnum

from samspel.core.access import READERS, Reach, Role


class DeskAction(StrEnum):
    """What can be done with desk: see docs/access.md."""

    VIEW = "desk.view"


class ReferralAction(StrEnum):
    """What can be done with referral: see docs/access.md."""

    VIEW = "referral.view"
    ANSWER = "referral.answer"
    FORWARD = "referral.forward"


POLICY: Mapping[StrEnum, Mapping[Role, Reach]] = {
    DeskAction.VIEW: {Role.ACTOR: Reach.ORGANISATION},
    ReferralAction.VIEW: READERS | {Role.ACTOR: Reach.ORGANISATION},
    ReferralAction.ANSWER: {Role.MANAGER: Reach.PROGRAMME, Role.OFFICER: Reach.PARTNER, Role.ACTOR: Reach.ORGANISATION},
    ReferralAction.FORWARD: {Role.MANAGER: Reach.PROGRAMME, Role.OFFICER: Reach.PARTNER},
}
