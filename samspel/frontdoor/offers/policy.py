"""The actions of offers, and which role may do them, how far."""

from collections.abc import Mapping
from enum import StrEnum

from samspel.core import access
from samspel.core.access import EVERYBODY, Reach, Role
from samspel.core.programmes.context import ReadContext


class OfferAction(StrEnum):
    """What can be done with offer: see docs/access.md."""

    VIEW = "offer.view"
    RECORD = "offer.record"
    KEEP_TRUE = "offer.keep_true"  # is asked once a year whether it is still given


POLICY: Mapping[StrEnum, Mapping[Role, Reach]] = {
    OfferAction.VIEW: EVERYBODY,
    OfferAction.RECORD: {
        Role.MANAGER: Reach.PROGRAMME,
        Role.AREA_LEAD: Reach.PROGRAMME,
        Role.OFFICER: Reach.PROGRAMME,
        Role.ACTOR: Reach.ORGANISATION,
    },
    OfferAction.KEEP_TRUE: {Role.ACTOR: Reach.ORGANISATION},
}


def may_record_offers(context: ReadContext) -> bool:
    """Whether the reader may record offers of somebody."""
    return any(g.programme_id == context.programme.pk for g in access.grants(context.reader, OfferAction.RECORD))
