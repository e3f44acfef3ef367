"""The actions of state aid, and which role may do them, how far."""

from collections.abc import Mapping
from enum import StrEnum

from samspel.core.access import WORKERS, Reach, Role


class AidAction(StrEnum):
    """What can be done with aid: see docs/access.md."""

    VIEW = "aid.view"
    DECIDE = "aid.decide"
    REGISTER = "aid.register"


class DeclarationAction(StrEnum):
    """What can be done with declaration: see docs/access.md."""

    VIEW = "declaration.view"
    RECORD = "declaration.record"
    VOID = "declaration.void"
    APPROVE = "declaration.approve"


POLICY: Mapping[StrEnum, Mapping[Role, Reach]] = {
    AidAction.VIEW: WORKERS | {Role.EVALUATOR: Reach.PROGRAMME},
    AidAction.DECIDE: {Role.MANAGER: Reach.PROGRAMME},
    AidAction.REGISTER: {Role.MANAGER: Reach.PROGRAMME, Role.OFFICER: Reach.PROGRAMME},
    DeclarationAction.VIEW: WORKERS | {Role.EVALUATOR: Reach.PROGRAMME, Role.COMPANY: Reach.ORGANISATION},
    DeclarationAction.RECORD: {
        Role.MANAGER: Reach.PROGRAMME,
        Role.OFFICER: Reach.PROGRAMME,
        Role.COMPANY: Reach.ORGANISATION,
    },
    DeclarationAction.VOID: {
        Role.MANAGER: Reach.PROGRAMME,
        Role.OFFICER: Reach.PROGRAMME,
        Role.COMPANY: Reach.ORGANISATION,
    },
    DeclarationAction.APPROVE: {Role.MANAGER: Reach.PROGRAMME, Role.OFFICER: Reach.PROGRAMME},
}
