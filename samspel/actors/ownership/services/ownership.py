"""Who owns whom, recorded and ended."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samspel.actors.models import Organisation, Ownership
from samspel.actors.organisations.policy import OrganisationAction
from samspel.actors.organisations.services.organisation import ActorError
from samspel.actors.ownership.services.size_class import size_classes_store_around
from samspel.core import access, audit


@dataclass(frozen=True)
class HoldingData:
    """A holding of `owner` in `owned`: `share` in per cent for shares and votes, on the days from `since` up to, not
    including, `until`."""

    owner: Organisation
    owned: Organisation
    kind: str
    share: Decimal | None
    since: date
    until: date | None = None
    source: str = ""


@transaction.atomic
def ownership_record(*, actor: Any, holding: HoldingData) -> Ownership:
    """Write who has a holding in whom, and work out anew the size classes of both sides and of those around them."""
    access.require(actor, OrganisationAction.RECORD, holding.owned)
    made = Ownership(
        owner=holding.owner,
        owned=holding.owned,
        kind=holding.kind,
        share=holding.share,
        since=holding.since,
        until=holding.until,
        source=holding.source,
    )
    made.full_clean(validate_unique=False)
    made.save()
    size_classes_store_around(organisations=[made.owner, made.owned])
    changes = {"owner": made.owner_id, "kind": made.kind, "share": made.share, "since": made.since, "until": made.until}
    audit.write(actor, "organisation.ownership_recorded", made.owned, changes=changes)
    return made


@transaction.atomic
def ownership_end(*, actor: Any, ownership: Ownership, until: date) -> None:
    """Say from which day a holding is no longer there. ActorError where that is not after its first day."""
    access.require(actor, OrganisationAction.RECORD, ownership.owned)
    if until <= ownership.since:
        raise ActorError(_("The last day must be after the first."))
    ownership.until = until
    ownership.save(update_fields=["until"])
    size_classes_store_around(organisations=[ownership.owner, ownership.owned])
    changes = {"owner": ownership.owner_id, "until": until}
    audit.write(actor, "organisation.ownership_ended", ownership.owned, changes=changes)
