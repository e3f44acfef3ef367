"""Exchange rates: those of a page, and the one that holds on a day."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from samspel.core.programmes.context import ReadContext
from samspel.money.models import ExchangeRate

EURO = "EUR"
FRESH = timedelta(days=7)  # a published rate stands in for a day without one, such as a weekend


class NoRate(Exception):  # noqa: N818  named after what is the case
    """No exchange rate is known for the day; the message is for the user."""


class Rates:
    """The rates that hold on some (currency, day), read in one statement for each currency."""

    def __init__(self, wanted: Iterable[tuple[str, date]]) -> None:
        days: dict[str, set[date]] = {}
        for currency, day in wanted:
            days.setdefault(currency, set()).add(day)
        self._rates = {currency: _between(currency, min(of), max(of)) for currency, of in days.items()}

    def on(self, currency: str, day: date) -> Decimal:
        """Units of the currency for one EUR on one of the days: as published then, or on the nearest day of the week
        before. NoRate where there is none."""
        if currency == EURO:
            return Decimal(1)
        rates = self._rates.get(currency, [])
        at = bisect_right(rates, day, key=lambda published: published[0])
        if at == 0 or rates[at - 1][0] <= day - FRESH:
            told = _(
                "No exchange rate for %(currency)s is put in for %(day)s. Put it in under State aid, Exchange rates."
            )
            raise NoRate(told % {"currency": currency, "day": day.isoformat()})
        return rates[at - 1][1]


def rate_on(currency: str, day: date) -> Decimal:
    """The rate that holds on the day. NoRate where there is none."""
    return Rates([(currency, day)]).on(currency, day)


def exchange_rates(context: ReadContext) -> Any:
    """The rates of the programme's currency, the latest first."""
    return ExchangeRate.objects.filter(currency=context.programme.currency).select_related("recorded_by")


def _between(currency: str, first: date, last: date) -> list[tuple[date, Decimal]]:
    """The published rates that can hold on the days, by day."""
    if currency == EURO:
        return []
    rows = ExchangeRate.objects.filter(currency=currency, day__lte=last, day__gt=first - FRESH)
    return list(rows.order_by("day").values_list("day", "rate"))
