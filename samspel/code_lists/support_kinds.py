"""Kinds of support to enterprises."""

from django.utils.translation import gettext_lazy as _

SUPPORT_KINDS = {
    "advice": _("advice"),
    "test_bed": _("test-bed access"),
    "coaching": _("coaching"),
    "workshop": _("workshop"),
    "matching": _("matchmaking"),
    "training": _("training"),
    "digitalisation": _("support to digitalise"),
    "grant": _("grant"),
    "other": _("other support"),
}
TALK = "advice"
"""What a talk with somebody who has no offer of their own is recorded as."""
