"""The money plan, and applications for co-financing."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class CategorySpec:
    """A row of the budget. `role` is what it is to a cost model: staff, external, other or overhead."""

    order: int
    code: str
    name_sv: str
    name_en: str
    role: str = "other"


@dataclass(frozen=True)
class FinancierSpec:
    """Who pays."""

    order: int
    code: str
    kind: str
    letter: str
    name_sv: str
    name_en: str
    partner: str | None


@dataclass(frozen=True)
class BudgetLineSpec:
    """Planned cost of a category in a year."""

    category: str
    partner: str | None
    year: int
    amount: Decimal


@dataclass(frozen=True)
class FinancingLineSpec:
    """Planned payment of a financier in a year."""

    financier: str
    year: int
    amount: Decimal


@dataclass(frozen=True)
class VersionSpec:
    """A version of the money plan. `budget` and `financing` are file names; `total` is what both sum to."""

    number: int
    valid_from: date
    decision: str
    reason_sv: str
    reason_en: str
    budget: str
    financing: str
    total: Decimal
    budget_lines: tuple[BudgetLineSpec, ...] = ()
    financing_lines: tuple[FinancingLineSpec, ...] = ()


@dataclass(frozen=True)
class ApplicationSpec:
    """An application for co-financing."""

    code: str
    applicant: str
    financier: str
    amount: Decimal
    starts_on: date
    ends_on: date
    appropriation: str
    ranking_decided_on: date | None
    ranking_reference: str
    ranking_sv: str
    ranking_en: str
    reasons_sv: str
    reasons_en: str
