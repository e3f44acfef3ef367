"""The actions of duplicates, and which role may do them, how far."""

from collections.abc import Mapping
from enum import StrEnum

from samspel.core.access import Reach, Role


class MergeAction(StrEnum):
    """What can be done with merge: see docs/access.md."""

    RECORD = "merge.record"
    VOID = "merge.void"


POLICY: Mapping[StrEnum, Mapping[Role, Reach]] = {
    MergeAction.RECORD: {Role.MANAGER: Reach.PROGRAMME, Role.OFFICER: Reach.PARTNER},
    MergeAction.VOID: {Role.MANAGER: Reach.PROGRAMME, Role.OFFICER: Reach.PARTNER},
}
