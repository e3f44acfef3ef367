"""What the programme's own pages add to the product."""

from django.utils.translation import gettext_lazy as _

from samspel.core.programmes.policy import AccessAction, WorklistAction
from samspel.programme.initiatives.policy import POLICY as INITIATIVES
from samspel.programme.plan.policy import POLICY as PLAN
from samspel.web.extension import AppExtension, NavigationLink

EXTENSION = AppExtension(
    policy=[INITIATIVES, PLAN],
    measures=["samspel.programme.initiatives.figures", "samspel.programme.plan.figures"],
    navigation=[
        NavigationLink(10, "overview", _("Overview"), "overview"),
        NavigationLink(20, "initiatives", _("Initiatives"), "initiatives"),
        NavigationLink(30, "objectives", _("Targets"), "objectives"),
    ],
    personal_navigation=[
        NavigationLink(10, "worklist", _("Work list"), "worklist", WorklistAction.VIEW),
        NavigationLink(90, "people", _("People"), "people", AccessAction.MANAGE),
    ],
)
