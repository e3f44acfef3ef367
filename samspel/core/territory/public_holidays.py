"""Public holidays of a country."""

from collections.abc import Container
from datetime import date
from functools import lru_cache

import holidays


@lru_cache(maxsize=8)
def public_holidays(country: str) -> Container[date]:
    """The public holidays of the country with the code (ISO 3166, two letters), of any year; Sundays are days of the
    week and not among them where the country's law counts them so. NotImplementedError for a country not known."""
    if country == "SE":  # its law counts every Sunday as one
        return holidays.Sweden(include_sundays=False)
    return holidays.country_holidays(country)
