"""Kinds of innovation, and to whom one is new."""

from django.utils.translation import gettext_lazy as _

INNOVATION_KINDS = {"product": _("product"), "process": _("process")}
NOVELTIES = {
    "market": _("new to the market"),
    "firm": _("new to the firm"),
}
