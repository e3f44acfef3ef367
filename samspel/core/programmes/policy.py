"""The actions of programmes, and which role may do them, how far."""

from collections.abc import Mapping
from enum import StrEnum

from samspel.core.access import EVERYBODY, READERS, Reach, Role


class ProgrammeAction(StrEnum):
    """What can be done with programme: see docs/access.md."""

    VIEW = "programme.view"
    LOAD = "programme.load"


class FigureAction(StrEnum):
    """What can be done with figure: see docs/access.md."""

    OPEN = "figure.open"
    IDENTITIES = "figure.identities"


class WorklistAction(StrEnum):
    """What can be done with worklist: see docs/access.md."""

    VIEW = "worklist.view"


class AuditAction(StrEnum):
    """What can be done with audit: see docs/access.md."""

    VIEW = "audit.view"


class AccessAction(StrEnum):
    """What can be done with access: see docs/access.md."""

    MANAGE = "access.manage"


POLICY: Mapping[StrEnum, Mapping[Role, Reach]] = {
    ProgrammeAction.VIEW: EVERYBODY,
    ProgrammeAction.LOAD: {Role.MANAGER: Reach.PROGRAMME, Role.ADMINISTRATOR: Reach.PROGRAMME},
    FigureAction.OPEN: EVERYBODY,
    FigureAction.IDENTITIES: READERS,
    WorklistAction.VIEW: READERS | {Role.ACTOR: Reach.PROGRAMME, Role.COMPANY: Reach.PROGRAMME},
    AuditAction.VIEW: {
        Role.MANAGER: Reach.PROGRAMME,
        Role.AREA_LEAD: Reach.AREA,
        Role.OFFICER: Reach.PARTNER,
        Role.CONTROLLER: Reach.PARTNER,
        Role.EVALUATOR: Reach.PROGRAMME,
        Role.ADMINISTRATOR: Reach.PROGRAMME,
    },
    AccessAction.MANAGE: {Role.ADMINISTRATOR: Reach.PROGRAMME},
}
