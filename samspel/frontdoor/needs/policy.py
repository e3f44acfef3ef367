"""The actions of needs, and which role may do them, how far."""

from collections.abc import Mapping
from enum import StrEnum

from samspel.core.access import READERS, Reach, Role


class NeedAction(StrEnum):
    """What can be done with need: see docs/access.md."""

    ASK = "need.ask"  # for the own organisation, which the form is filled in with
    VIEW = "need.view"
    HANDLE = "need.handle"


class AskerAction(StrEnum):
    """What can be done with asker: see docs/access.md."""

    VIEW = "asker.view"


POLICY: Mapping[StrEnum, Mapping[Role, Reach]] = {
    NeedAction.ASK: {Role.ACTOR: Reach.ORGANISATION, Role.COMPANY: Reach.ORGANISATION},
    NeedAction.VIEW: READERS | {Role.ACTOR: Reach.ORGANISATION, Role.COMPANY: Reach.ORGANISATION},
    NeedAction.HANDLE: {Role.MANAGER: Reach.PROGRAMME, Role.AREA_LEAD: Reach.PROGRAMME, Role.OFFICER: Reach.PARTNER},
    AskerAction.VIEW: {Role.MANAGER: Reach.PROGRAMME, Role.OFFICER: Reach.PARTNER, Role.ACTOR: Reach.ORGANISATION},
}
