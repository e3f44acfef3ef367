"""Kinds of help that actors offer, and what support each gives."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "test_bed": _("Test bed"),
    "advice": _("Advice"),
    "incubation": _("Incubation"),
    "funding": _("Funding"),
    "research_group": _("Research group"),
    "training": _("Training"),
    "network": _("Network"),
}
TRIED_AT = frozenset({"test_bed"})
"""The kinds at which something new can be tried."""

SUPPORT_GIVEN = {
    "test_bed": "test_bed",
    "advice": "advice",
    "incubation": "coaching",
    "funding": "grant",
    "research_group": "matching",
    "training": "training",
    "network": "matching",
}
"""The kind of support that a kind of help is recorded as (support_kinds)."""
