"""The parts of an application in words: those of a region's decision memorandum, in its order.

`statutory` marks what an application must hold (SFS 2003:596, 8 §): purpose, goals, timetable and implementation; the
recipient, the budget and the financing plan have fields of their own."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class ApplicationPart:
    """A heading with text under it."""

    code: str
    heading: str | Promise
    statutory: bool = False


PARTS = (
    ApplicationPart("summary", _("Summary"), statutory=True),
    ApplicationPart("background", _("Background")),
    ApplicationPart("goals", _("Overall goals"), statutory=True),
    ApplicationPart("project_goals", _("Project goals"), statutory=True),
    ApplicationPart("sub_goals", _("Sub-goals and timetable"), statutory=True),
    ApplicationPart("activities", _("Activities"), statutory=True),
    ApplicationPart("geography", _("Municipalities included")),
    ApplicationPart("horizontal", _("Perspectives throughout")),
    ApplicationPart("long_term", _("Long-term effect")),
    ApplicationPart("follow_up", _("Follow-up")),
    ApplicationPart("dissemination", _("Dissemination of results")),
    ApplicationPart("organisation", _("Project organisation")),
    ApplicationPart("demarcation", _("Demarcation from regular work")),
)
NEEDED = tuple(part.code for part in PARTS if part.statutory)


APPLICATION_STATES = {
    "draft": gettext_lazy("draft"),
    "submitted": gettext_lazy("handed in"),
    "returned": gettext_lazy("to be completed"),
    "assessing": gettext_lazy("being assessed"),
    "proposed": gettext_lazy("proposed to the committee"),
    "decided": gettext_lazy("decided"),
    "withdrawn": gettext_lazy("withdrawn"),
}
