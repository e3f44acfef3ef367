"""The actions of horizontal, and which role may do them, how far."""

from collections.abc import Mapping
from enum import StrEnum

from samspel.core.access import Reach, Role


class HorizontalAction(StrEnum):
    """What can be done with horizontal: see docs/access.md."""

    RECORD = "horizontal.record"


POLICY: Mapping[StrEnum, Mapping[Role, Reach]] = {
    HorizontalAction.RECORD: {Role.MANAGER: Reach.PROGRAMME, Role.EVALUATOR: Reach.PROGRAMME},
}
