"""The words for the choices of challenges."""

from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _

from samspel.frontdoor.challenges.states import Phase

KINDS = {
    "contest": _("Innovation contest"),
    "precommercial": _("Pre-commercial procurement"),
    "partnership": _("Innovation partnership"),
    "dialogue": _("Market dialogue before procurement"),
}
PHASES = {
    Phase.DRAFT: _("Not published"),
    Phase.DIALOGUE: _("Market dialogue"),
    Phase.SUBMITTING: _("Open for proposals"),
    Phase.JUDGING: _("With the jury"),
    Phase.DECIDED: _("Decided"),
    Phase.PILOTING: _("On trial"),
    Phase.CLOSED: _("Closed"),
    Phase.CANCELLED: _("Called off"),
}
OUTCOMES = {
    "adopted": _("Taken into use"),
    "extended": _("The trial goes on"),
    "not_adopted": _("Not taken into use"),
}

SCORING_OBSTACLES = {
    "undeclared": gettext_lazy("Declare first whether you have an interest in the company."),
    "conflict": gettext_lazy("You have declared an interest in the company behind the proposal, and cannot judge it."),
}
