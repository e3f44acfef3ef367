"""What an actor does in the innovation system."""

from django.utils.translation import gettext_lazy as _

FUNCTIONS = {
    "research": _("Research"),
    "test_demo": _("Test and demo"),
    "incubation": _("Incubation"),
    "advice": _("Advice"),
    "financing": _("Financing"),
    "training": _("Training"),
    "network": _("Network"),
}
