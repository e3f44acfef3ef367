"""Somebody who asked is erased with their own data."""

from typing import Any

from samspel.frontdoor.models import Asker, SavedSearch
from samspel.frontdoor.needs.services.asker import asker_erase


def personal_data_erase(*, user: Any) -> None:
    """Erase them as somebody who asked; the needs stay without a name."""
    for asker in Asker.objects.filter(email__iexact=user.email).select_related("need__programme"):
        asker_erase(need=asker.need)
    SavedSearch.objects.filter(email__iexact=user.email).delete()
