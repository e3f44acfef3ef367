"""Size classes of enterprises (Regulation (EU) 651/2014, annex I)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SIZES = {
    "micro": _("micro enterprise"),
    "small": _("small enterprise"),
    "medium": _("medium-sized enterprise"),
    "large": _("large enterprise"),
    "": _("size not known"),
}
"""A size class beside an enterprise's name."""

COLUMN_SIZES = {
    "micro": pgettext_lazy("size of an enterprise", "micro"),
    "small": pgettext_lazy("size of an enterprise", "small"),
    "medium": pgettext_lazy("size of an enterprise", "medium-sized"),
    "large": pgettext_lazy("size of an enterprise", "large"),
    "": _("size not known"),
}
"""A size class as the head or cell of a table of enterprises."""

STAFF_OF_SIZES = {
    "micro": _("0–9 staff"),
    "small": _("10–49 staff"),
    "medium": _("50–249 staff"),
    "large": _("250 staff or more"),
}
"""How many work in an enterprise of a size class, as who asks for help is asked."""

SIZES_FOR = {
    "micro": _("micro enterprises, 0–9 staff"),
    "small": _("small enterprises, 10–49 staff"),
    "medium": _("medium-sized enterprises, 50–249 staff"),
    "large": _("large enterprises, 250 staff or more"),
}
"""Enterprises of a size class, as those an offer is for, with the staff they have."""

LISTED_SIZES = {
    "micro": pgettext_lazy("sizes of enterprises", "micro"),
    "small": pgettext_lazy("sizes of enterprises", "small"),
    "medium": pgettext_lazy("sizes of enterprises", "medium-sized"),
    "large": pgettext_lazy("sizes of enterprises", "large"),
}
"""Size classes in a list of enterprises that an offer is for, in a table of offers."""
