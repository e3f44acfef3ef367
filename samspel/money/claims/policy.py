"""The actions of claims, and which role may do them, how far."""

from collections.abc import Mapping
from enum import StrEnum

from samspel.core.access import Reach, Role


class ClaimAction(StrEnum):
    """What can be done with claim: see docs/access.md."""

    VIEW = "claim.view"
    MANAGE = "claim.manage"
    PREPARE = "claim.prepare"
    CHECK = "claim.check"


POLICY: Mapping[StrEnum, Mapping[Role, Reach]] = {
    ClaimAction.VIEW: {
        Role.MANAGER: Reach.PROGRAMME,
        Role.CONTROLLER: Reach.PROGRAMME,
        Role.STEERING: Reach.PROGRAMME,
        Role.EVALUATOR: Reach.PROGRAMME,
        Role.ADMINISTRATOR: Reach.PROGRAMME,
    },
    ClaimAction.MANAGE: {Role.MANAGER: Reach.PROGRAMME},
    ClaimAction.PREPARE: {Role.MANAGER: Reach.PROGRAMME, Role.CONTROLLER: Reach.PARTNER},
    ClaimAction.CHECK: {Role.MANAGER: Reach.PROGRAMME},
}
