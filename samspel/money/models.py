"""The money room's tables."""

from samspel.money.claims.models import (
    Claim,
    ClaimPayment,
    ClaimRow,
    FinancierPart,
    PartnerClaim,
    PaymentShare,
)
from samspel.money.expenditure.models import AccountRange, BookImport, EvidenceFile, Expenditure, Income
from samspel.money.funding.models.application import Application, ApplicationCost, ApplicationMoney
from samspel.money.funding.models.assessment import Assessment, Impartiality, Score
from samspel.money.funding.models.decision import (
    ConditionMet,
    DecidedAmount,
    FundingCondition,
    FundingDecision,
    Proposal,
)
from samspel.money.funding.models.intake import Criterion, Intake, Rank, RankingRule
from samspel.money.funding.models.payment import CofinancingPayment, Requisition
from samspel.money.plan.models import GrantTerms
from samspel.money.state_aid.models import (
    AidDeclaration,
    AidEntry,
    AidRequest,
    DeclarationApproval,
    DeclaredAid,
    ExchangeRate,
)

__all__ = [
    "AccountRange",
    "AidDeclaration",
    "AidEntry",
    "AidRequest",
    "Application",
    "ApplicationCost",
    "ApplicationMoney",
    "Assessment",
    "BookImport",
    "Claim",
    "ClaimPayment",
    "ClaimRow",
    "CofinancingPayment",
    "ConditionMet",
    "Criterion",
    "DecidedAmount",
    "DeclarationApproval",
    "DeclaredAid",
    "EvidenceFile",
    "ExchangeRate",
    "Expenditure",
    "FinancierPart",
    "FundingCondition",
    "FundingDecision",
    "GrantTerms",
    "Impartiality",
    "Income",
    "Intake",
    "PartnerClaim",
    "PaymentShare",
    "Proposal",
    "Rank",
    "RankingRule",
    "Requisition",
    "Score",
]
