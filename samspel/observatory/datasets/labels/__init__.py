"""The words that describe a data set: level of regions, classification of activities, kind of value."""

from django.utils.translation import gettext_lazy as _

REGION_LEVELS = {
    "nuts3": _("Counties (NUTS 3)"),
    "nuts2": _("NUTS 2 regions"),
    "lau": _("Municipalities (LAU)"),
    "partner": _("Partners of the programme"),
    "other": _("Own regions"),
}
CLASSIFICATIONS = {
    "none": _("None: one value for each region and year"),
    "nace2_section": _("NACE Rev. 2 / SNI 2007, sections"),
    "nace2_division": _("NACE Rev. 2 / SNI 2007, divisions"),
    "nace2_group": _("NACE Rev. 2 / SNI 2007, groups"),
    "nace2_class": _("NACE Rev. 2 / SNI 2007, classes"),
    "sni2007": _("SNI 2007, five digits"),
    "cpc": _("CPC, patent classes"),
    "own": _("Own codes or variables"),
}
VALUE_KINDS = {
    "count": _("A count, such as employees"),
    "amount": _("An amount, such as euro"),
    "share": _("A share or rate"),
    "index": _("An index or average"),
    "balance": _("A change or balance, which may be negative"),
}
ADDS_UP = frozenset(("count", "amount", "balance"))
"""Kinds of values whose sums over regions and activities mean something."""
