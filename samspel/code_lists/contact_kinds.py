"""Kinds of contacts abroad."""

from django.utils.translation import gettext_lazy as _

CONTACT_KINDS = {
    "visit": _("visit"),
    "network": _("network"),
    "agreement": _("agreement"),
    "joint_application": _("joint application"),
    "joint_project": _("joint project"),
}
