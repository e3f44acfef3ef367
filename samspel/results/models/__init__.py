"""What happened: facts about enterprises, reporting periods, horizontal criteria, imports."""

from samspel.results.models.base import OrganisationFact, ResultFact
from samspel.results.models.horizontal import CriterionWork
from samspel.results.models.imports import Import
from samspel.results.models.periods import FrozenFigure, PartnerReport, ReportingPeriod
from samspel.results.models.support import Innovation, PrivateInvestment, Support
from samspel.results.models.together import (
    Collaboration,
    CollaborationMember,
    InternationalContact,
    Leadership,
    Participation,
)

__all__ = [
    "Collaboration",
    "CollaborationMember",
    "CriterionWork",
    "FrozenFigure",
    "Import",
    "Innovation",
    "InternationalContact",
    "Leadership",
    "OrganisationFact",
    "Participation",
    "PartnerReport",
    "PrivateInvestment",
    "ReportingPeriod",
    "ResultFact",
    "Support",
]
