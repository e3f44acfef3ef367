"""On what basis a support is state aid, or is none."""

from django.utils.translation import gettext_lazy as _

AID_BASES = {
    "none": _("not state aid"),
    "de_minimis": _("de minimis"),
    "gber": _("block exemption (GBER)"),
}
