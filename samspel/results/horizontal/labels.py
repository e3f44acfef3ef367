"""Words for the ratings of the horizontal criteria (with the mood a page shows them in) and for their conditions."""

from django.utils.translation import gettext_lazy

RATINGS = {
    "active": ("good", gettext_lazy("Active: all three conditions are met")),
    "partly": ("up", gettext_lazy("Partly: two of three conditions are met")),
    "ask": ("neutral", gettext_lazy("One condition is met: the rules do not say what that is, ask the fund")),
    "not": ("bad", gettext_lazy("Not: no condition is met")),
}
CONDITION_NAMES = {
    "target_group_analysis": gettext_lazy("Target-group analysis"),
    "baseline": gettext_lazy("Baseline"),
    "goals": gettext_lazy("Goals"),
}
