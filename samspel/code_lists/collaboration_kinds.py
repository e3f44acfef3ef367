"""Kinds of collaboration between organisations."""

from django.utils.translation import gettext_lazy as _

COLLABORATION_KINDS = {
    "joint_development": _("joint development"),
    "joint_research": _("joint research"),
    "network": _("network or cluster"),
    "shared_use": _("shared equipment"),
    "purchase_of_services": _("purchase of services"),
}
