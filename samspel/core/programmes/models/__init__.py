"""What we set out to do, as tables; all but memberships and facts come from the programme folder."""

from samspel.core.programmes.models.areas import (
    Activity,
    Area,
    AreaEvidence,
    AreaLink,
    AreaWords,
    ComparedIndicator,
    Track,
    WorkPackageVersion,
)
from samspel.core.programmes.models.goals import Milestone, Objective, Target, TargetYear
from samspel.core.programmes.models.membership import Membership
from samspel.core.programmes.models.money_plan import (
    BudgetLine,
    CostCategory,
    Financier,
    FinancingLine,
    FundingApplication,
    PlanVersion,
)
from samspel.core.programmes.models.organisation import Body, Provision
from samspel.core.programmes.models.programme import Partner, Programme
from samspel.core.programmes.models.programme_fact import ProgrammeFact

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
    "Membership",
    "Milestone",
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
