"""The actions of contacts, and which role may do them, how far."""

from collections.abc import Mapping
from enum import StrEnum

from samspel.core.access import WORKERS, Reach, Role


class ContactAction(StrEnum):
    """What can be done with contact: see docs/access.md."""

    VIEW = "contact.view"
    RECORD = "contact.record"


POLICY: Mapping[StrEnum, Mapping[Role, Reach]] = {
    ContactAction.VIEW: WORKERS | {Role.ACTOR: Reach.ORGANISATION, Role.COMPANY: Reach.ORGANISATION},
    ContactAction.RECORD: {
        Role.MANAGER: Reach.PROGRAMME,
        Role.AREA_LEAD: Reach.PROGRAMME,
        Role.OFFICER: Reach.PROGRAMME,
        Role.ACTOR: Reach.ORGANISATION,
    },
}
