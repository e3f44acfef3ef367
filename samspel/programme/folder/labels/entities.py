"""What the things of a programme are called, for messages."""

from django.utils.translation import gettext_lazy

NAMES = {
    "county": gettext_lazy("county"),
    "municipality": gettext_lazy("municipality"),
    "programme": gettext_lazy("programme"),
    "partner": gettext_lazy("partner"),
    "area": gettext_lazy("area"),
    "area link": gettext_lazy("area link"),
    "area evidence": gettext_lazy("area's activities"),
    "area words": gettext_lazy("area's words"),
    "indicator": gettext_lazy("indicator"),
    "track": gettext_lazy("track"),
    "work package": gettext_lazy("work package version"),
    "activity": gettext_lazy("activity"),
    "objective": gettext_lazy("objective"),
    "target": gettext_lazy("target"),
    "target year": gettext_lazy("target year"),
    "milestone": gettext_lazy("milestone"),
    "body": gettext_lazy("body"),
    "provision": gettext_lazy("provision"),
    "category": gettext_lazy("cost category"),
    "financier": gettext_lazy("financier"),
    "plan version": gettext_lazy("plan version"),
    "budget line": gettext_lazy("budget line"),
    "financing line": gettext_lazy("financing line"),
    "application": gettext_lazy("funding application"),
}
