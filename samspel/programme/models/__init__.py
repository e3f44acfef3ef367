"""What we set out to do, as tables; all but memberships and facts come from the programme folder."""

from samspel.programme.models.areas import (
    Activity,
    Area,
    AreaEvidence,
    AreaLink,
    AreaWords,
    ComparedIndicator,
    Track,
    WorkPackageVersion,
)
from samspel.programme.models.doing import Initiative, MilestoneReached, ProgrammeFact
from samspel.programme.models.goals import Milestone, Objective, Target, TargetYear
from samspel.programme.models.membership import Membership
from samspel.programme.models.money_plan import (
    BudgetLine,
    CostCategory,
    Financier,
    FinancingLine,
    FundingApplication,
    PlanVersion,
)
from samspel.programme.models.organisation import Body, Provision
from samspel.programme.models.programme import Partner, Programme

__all__ = [
    "Activity",
    "Area",
    "AreaEvidence",
    "AreaLink",
    "AreaWords",
    "Body",
    "BudgetLine",
    "ComparedIndicator",
    "CostCategory",
    "Financier",
    "FinancingLine",
    "FundingApplication",
    "Initiative",
    "Membership",
    "Milestone",
    "MilestoneReached",
    "Objective",
    "Partner",
    "PlanVersion",
    "Programme",
    "ProgrammeFact",
    "Provision",
    "Target",
    "TargetYear",
    "Track",
    "WorkPackageVersion",
]
