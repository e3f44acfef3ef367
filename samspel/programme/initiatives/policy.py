"""The actions of initiatives, and which role may do them, how far."""

from collections.abc import Mapping
from enum import StrEnum

from samspel.core.access import RECORDERS, Reach, Role


class InitiativeAction(StrEnum):
    """What can be done with initiative: see docs/access.md."""

    RECORD = "initiative.record"
    VOID = "initiative.void"


class MilestoneAction(StrEnum):
    """What can be done with milestone: see docs/access.md."""

    RECORD = "milestone.record"
    VOID = "milestone.void"


POLICY: Mapping[StrEnum, Mapping[Role, Reach]] = {
    InitiativeAction.RECORD: RECORDERS,
    InitiativeAction.VOID: RECORDERS,
    MilestoneAction.RECORD: {Role.MANAGER: Reach.PROGRAMME},
    MilestoneAction.VOID: {Role.MANAGER: Reach.PROGRAMME},
}
