"""The actions of plan, and which role may do them, how far."""

from collections.abc import Mapping
from enum import StrEnum

from samspel.core.access import Reach, Role


class WorkPackageAction(StrEnum):
    """What can be done with work package: see docs/access.md."""

    REVISE = "work_package.revise"


POLICY: Mapping[StrEnum, Mapping[Role, Reach]] = {
    WorkPackageAction.REVISE: {Role.MANAGER: Reach.PROGRAMME, Role.AREA_LEAD: Reach.AREA},
}
