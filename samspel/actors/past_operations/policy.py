"""The actions of past operations, and which role may do them, how far."""

from collections.abc import Mapping
from enum import StrEnum

from samspel.core.access import Reach, Role


class OperationAction(StrEnum):
    """What can be done with operation: see docs/access.md."""

    RECORD = "operation.record"


POLICY: Mapping[StrEnum, Mapping[Role, Reach]] = {
    OperationAction.RECORD: {Role.MANAGER: Reach.PROGRAMME, Role.ADMINISTRATOR: Reach.PROGRAMME},
}
