"""Exchange rates as their page shows them."""

from typing import Any

from samspel.core.programmes.context import ReadContext
from samspel.money.models import ExchangeRate


def exchange_rates(context: ReadContext) -> Any:
    """The rates of the programme's currency, the latest first."""
    return ExchangeRate.objects.filter(currency=context.programme.currency).select_related("recorded_by")
