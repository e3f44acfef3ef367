"""Grants noted as entered in the register of de minimis aid."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samspel.core import access, audit
from samspel.money.models import AidEntry
from samspel.money.state_aid.policy import AidAction
from samspel.money.state_aid.services.declaration import AidError
from samspel.results.models import Support


@transaction.atomic
def aid_entry_record(*, actor: Any, support: Support, on: date, reference: str) -> AidEntry:
    """Note that a grant is entered in the register. AidError where it is noted already."""
    access.require(actor, AidAction.REGISTER, support)
    made, new = AidEntry.objects.get_or_create(
        support=support, defaults={"entered_on": on, "reference": reference.strip()[:120], "entered_by": actor}
    )
    if not new:
        raise AidError(_("The grant is in the register already."))
    audit.write(actor, "aid.registered", support, changes={"on": on, "reference": reference})
    return made
