"""The actions of offers, and which role may do them, how far."""

from collections.abc import Mapping
from enum import StrEnum

from samspel.core.access import EVERYBODY, Reach, Role


class OfferAction(StrEnum):
    """What can be done with offer: see docs/access.md."""

    VIEW = "offer.view"
    RECORD = "offer.record"


POLICY: Mapping[StrEnum, Mapping[Role, Reach]] = {
    OfferAction.VIEW: EVERYBODY,
    OfferAction.RECORD: {
        Role.MANAGER: Reach.PROGRAMME,
        Role.AREA_LEAD: Reach.PROGRAMME,
        Role.OFFICER: Reach.PROGRAMME,
        Role.ACTOR: Reach.ORGANISATION,
    },
}
