"""What the computations of the analysis are called."""

from django.utils.translation import gettext_lazy as _

COMPUTATION_NAMES = {
    "area-evidence": _("Evidence for the areas"),
    "complementarity": _("Complementarity"),
    "complementarity-draws": _("Complementarity with its uncertainty"),
    "complexity": _("Economic complexity with its uncertainty"),
    "entry-model": _("Test of whether nearness leads to entry"),
    "nearness": _("Nearness and complexity"),
    "opportunity-map": _("Opportunity map with its uncertainty"),
    "peers": _("Peer regions"),
    "region-profile": _("The region's profile"),
}
