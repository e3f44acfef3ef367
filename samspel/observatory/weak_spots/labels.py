"""How strong the sign of a weak spot is, and how it goes with a note, in words."""

from django.utils.translation import gettext_lazy

STRONG, CLEAR, FAINT = 3, 2, 1
STRENGTHS = {
    STRONG: gettext_lazy("strong sign"),
    CLEAR: gettext_lazy("clear sign"),
    FAINT: gettext_lazy("faint sign"),
}
STATES = {
    "open": gettext_lazy("Not begun"),
    "begun": gettext_lazy("Begun"),
    "done": gettext_lazy("Done"),
    "dropped": gettext_lazy("Dropped"),
}
