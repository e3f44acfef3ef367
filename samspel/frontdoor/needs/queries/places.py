"""Where offers are, seen from where somebody asks."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samspel.core.models import Municipality
from samspel.core.territory import distance_km

KM_PER_MIL = 10


def distance(here: Municipality | None, there: Municipality | None) -> float | None:
    """Straight-line kilometres between two municipalities; None where either is not known, or not drawn."""
    if here is None or there is None:
        return None
    if here.code == there.code:
        return 0.0
    try:
        return distance_km(here.code, there.code)
    except KeyError:
        return None


def distance_words(km: float | None) -> str:
    """A distance as people say it: in Swedish mil, in English kilometres. Empty where it is not known."""
    if km is None:
        return ""
    if km < 1:
        return _("In your municipality")
    if get_language() == "en":
        return f"{round(km / 5) * 5 or 5} km"
    mil = round(km / KM_PER_MIL)
    return f"{mil} mil" if mil else "under 1 mil"
