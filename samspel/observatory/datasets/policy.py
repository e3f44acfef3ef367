"""The actions of datasets, and which role may do them, how far."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from samspel.core import access
from samspel.core.access import EVERYBODY, Reach, Role

if TYPE_CHECKING:
    from samspel.core.programmes.models import Programme
    from samspel.observatory.models import DataSet


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


def may_record(user: Any, programme: "Programme", dataset: "DataSet | None" = None) -> bool:
    """Whether the user may bring in data in the programme, and to the data set: the programme's own or a shared one."""
    own = dataset is None or dataset.programme_id in {None, programme.pk}
    return own and access.can(user, DatasetAction.RECORD, programme)
