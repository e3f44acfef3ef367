"""Where referrals show in the rest of the house: doors, work list, organisations' pages, figures, and what is kept."""

from django.utils.translation import gettext_lazy as _

from samspel.frontdoor.figures import referrals as figures  # noqa: F401  registers the measures
from samspel.frontdoor.referrals.keeping import KEPT_STEPS
from samspel.frontdoor.referrals.waiting import from_organisation, waiting
from samspel.kernel import triggers
from samspel.programme.rooms import Door, leads_from_organisation, open_personal, waits


def open_rooms() -> None:
    """Open the doors; called once, when the room is loaded."""
    for refusal in KEPT_STEPS:
        triggers.refuse(refusal)
    open_personal(Door(30, "desk", _("Your desk"), "frontdoor:desk", "desk.view"))
    open_personal(Door(40, "referrals", _("Requests"), "frontdoor:referrals", "need.handle"))
    waits(waiting)
    leads_from_organisation(from_organisation)
