"""What public support a private investment matches."""

from django.utils.translation import gettext_lazy as _

INVESTMENT_MATCHES = {
    "grant": _("a grant to the enterprise"),
    "innovation": _("an innovation project"),
    "research": _("an R&D project"),
}
