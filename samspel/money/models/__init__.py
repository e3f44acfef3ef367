"""The money room's tables."""

from samspel.money.models.aid import (
    AidDeclaration,
    AidEntry,
    AidRequest,
    DeclarationApproval,
    DeclaredAid,
    ExchangeRate,
)
from samspel.money.models.books import AccountRange, BookImport, EvidenceFile, Expenditure, Income
from samspel.money.models.claims import (
    Claim,
    ClaimPayment,
    ClaimRow,
    FinancierPart,
    GrantTerms,
    PartnerClaim,
    PaymentShare,
)

__all__ = [
    "AccountRange",
    "AidDeclaration",
    "AidEntry",
    "AidRequest",
    "BookImport",
    "Claim",
    "ClaimPayment",
    "ClaimRow",
    "DeclarationApproval",
    "DeclaredAid",
    "EvidenceFile",
    "ExchangeRate",
    "Expenditure",
    "FinancierPart",
    "GrantTerms",
    "Income",
    "PartnerClaim",
    "PaymentShare",
]
