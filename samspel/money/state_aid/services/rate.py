"""Exchange rates put in."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samspel.core import access, audit
from samspel.core.programmes.models import Programme
from samspel.money.models import ExchangeRate
from samspel.money.state_aid.policy import AidAction
from samspel.money.state_aid.services.declaration import AidError


@transaction.atomic
def exchange_rate_record(*, actor: Any, programme: Programme, day: date, rate: Decimal, source: str) -> ExchangeRate:
    """Put in the rate of a day. AidError where another rate is there: grants have been converted at it."""
    access.require(actor, AidAction.REGISTER, programme)
    made, new = ExchangeRate.objects.get_or_create(
        currency=programme.currency, day=day, defaults={"rate": rate, "source": source[:120], "recorded_by": actor}
    )
    if not new and made.rate != rate:
        raise AidError(_("Another rate is put in for the day already."))
    if new:
        audit.write(actor, "rate.put_in", programme, changes={"day": day, "rate": str(rate), "source": source})
    return made
