"""The actions of organisations, and which role may do them, how far."""

from collections.abc import Mapping
from enum import StrEnum

from samspel.core.access import READERS, Reach, Role


class OrganisationAction(StrEnum):
    """What can be done with organisation: see docs/access.md."""

    VIEW = "organisation.view"
    RECORD = "organisation.record"


class ActorAction(StrEnum):
    """What can be done with actor: see docs/access.md."""

    DESCRIBE = "actor.describe"


POLICY: Mapping[StrEnum, Mapping[Role, Reach]] = {
    OrganisationAction.VIEW: READERS | {Role.ACTOR: Reach.ORGANISATION, Role.COMPANY: Reach.ORGANISATION},
    OrganisationAction.RECORD: {
        Role.MANAGER: Reach.PROGRAMME,
        Role.AREA_LEAD: Reach.AREA,
        Role.OFFICER: Reach.PARTNER,
        Role.ACTOR: Reach.ORGANISATION,
    },
    ActorAction.DESCRIBE: {
        Role.MANAGER: Reach.PROGRAMME,
        Role.AREA_LEAD: Reach.AREA,
        Role.OFFICER: Reach.PROGRAMME,
        Role.ACTOR: Reach.ORGANISATION,
    },
}
