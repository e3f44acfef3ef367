"""What the programme's own pages add to the product."""

from django.utils.translation import gettext_lazy as _

from samspel.core.programmes.policy import AccessAction, ProgrammeAction, WorklistAction
from samspel.programme.initiatives.policy import POLICY as INITIATIVES
from samspel.programme.plan.policy import POLICY as PLAN
from samspel.web.extension import AppExtension, NavigationLink

EXTENSION = AppExtension(
    view_actions={
        "programme.Programme": ProgrammeAction.VIEW,
        "programme.Partner": ProgrammeAction.VIEW,
        "programme.Area": ProgrammeAction.VIEW,
        "programme.Track": ProgrammeAction.VIEW,
        "programme.WorkPackageVersion": ProgrammeAction.VIEW,
        "programme.Activity": ProgrammeAction.VIEW,
        "programme.Objective": ProgrammeAction.VIEW,
        "programme.Target": ProgrammeAction.VIEW,
        "programme.Milestone": ProgrammeAction.VIEW,
        "programme.PlanVersion": ProgrammeAction.VIEW,
        "programme.BudgetLine": ProgrammeAction.VIEW,
        "programme.FinancingLine": ProgrammeAction.VIEW,
        "programme.FundingApplication": ProgrammeAction.VIEW,
        "programme.Body": ProgrammeAction.VIEW,
        "programme.Provision": ProgrammeAction.VIEW,
        "programme.Initiative": ProgrammeAction.VIEW,
        "programme.MilestoneReached": ProgrammeAction.VIEW,
        "programme.Membership": AccessAction.MANAGE,
    },
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
