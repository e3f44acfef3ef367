"""The actions of weak spots, and which role may do them, how far."""

from collections.abc import Mapping
from enum import StrEnum

from samspel.core.access import READERS, Reach, Role


class WeakSpotAction(StrEnum):
    """What can be done with weak spot: see docs/access.md."""

    VIEW = "weak_spot.view"
    NOTE = "weak_spot.note"


POLICY: Mapping[StrEnum, Mapping[Role, Reach]] = {
    WeakSpotAction.VIEW: READERS,
    WeakSpotAction.NOTE: {
        Role.MANAGER: Reach.PROGRAMME,
        Role.AREA_LEAD: Reach.PROGRAMME,
        Role.EVALUATOR: Reach.PROGRAMME,
    },
}
