"""Where the system map shows in the rest of the house: tabs beside the actors, and its figures."""

from django.utils.translation import gettext_lazy as _

from samspel.frontdoor.figures import system as figures  # noqa: F401  registers the measures
from samspel.programme.rooms import Door, open_beside

PLACE = "network"


def open_rooms() -> None:
    """Open the doors; called once, when the room is loaded."""
    open_beside(PLACE, Door(30, "ties", _("Who works with whom"), "frontdoor:network"))
    open_beside(PLACE, Door(40, "coverage", _("Coverage"), "frontdoor:coverage"))
    open_beside(PLACE, Door(50, "overlaps", _("Similar offers"), "frontdoor:overlaps"))
    open_beside(PLACE, Door(60, "gaps", _("Unmet needs"), "frontdoor:gaps"))
