"""An organisation's figures by year, recorded."""

from decimal import Decimal
from typing import Any

from django.db import transaction

from samspel.actors.models import Organisation, OrganisationYear
from samspel.actors.organisations.policy import OrganisationAction
from samspel.actors.ownership.services.size_class import size_classes_store_around
from samspel.core import access, audit


@transaction.atomic
def year_record(
    *,
    actor: Any,
    organisation: Organisation,
    year: int,
    staff: Decimal,
    turnover: Decimal | None,
    balance: Decimal | None,
) -> OrganisationYear:
    """Write or correct a year's figures (EUR), and work out anew the size classes they are counted in."""
    access.require(actor, OrganisationAction.RECORD, organisation)
    row, _made = OrganisationYear.objects.update_or_create(
        organisation=organisation, year=year, defaults={"staff": staff, "turnover": turnover, "balance": balance}
    )
    size_classes_store_around(organisations=[organisation])
    changes = {"year": year, "staff": staff, "turnover": turnover, "balance": balance}
    audit.write(actor, "organisation.year_recorded", organisation, changes=changes)
    row.refresh_from_db()
    return row
