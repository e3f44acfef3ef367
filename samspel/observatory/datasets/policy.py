"""The actions of datasets, and which role may do them, how far."""

from collections.abc import Mapping
from enum import StrEnum

from samspel.core.access import EVERYBODY, Reach, Role


class DatasetAction(StrEnum):
    """What can be done with dataset: see docs/access.md."""

    VIEW = "dataset.view"
    RECORD = "dataset.record"


POLICY: Mapping[StrEnum, Mapping[Role, Reach]] = {
    DatasetAction.VIEW: EVERYBODY,
    DatasetAction.RECORD: {
        Role.MANAGER: Reach.PROGRAMME,
        Role.AREA_LEAD: Reach.PROGRAMME,
        Role.EVALUATOR: Reach.PROGRAMME,
        Role.ADMINISTRATOR: Reach.PROGRAMME,
    },
}
