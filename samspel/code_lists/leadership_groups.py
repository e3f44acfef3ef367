"""Groups that lead an organisation."""

from django.utils.translation import gettext_lazy as _

LEADERSHIP_GROUPS = {"board": _("board"), "management": _("management")}
