"""The results' models: facts about enterprises, reporting periods, horizontal criteria; and imports, whose table is
this app's."""

from samspel.imports.models import Import
from samspel.results.facts.models.base import OrganisationFact, ResultFact
from samspel.results.facts.models.cooperation import (
    Collaboration,
    CollaborationMember,
    InternationalContact,
    Leadership,
    Participation,
)
from samspel.results.facts.models.support import Innovation, PrivateInvestment, Support
from samspel.results.horizontal.models import CriterionWork
from samspel.results.reporting_periods.models import FrozenFigure, PartnerReport, ReportingPeriod

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
