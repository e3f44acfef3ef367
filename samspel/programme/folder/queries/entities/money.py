"""The money as planned."""

from collections.abc import Callable, Iterable

from samspel.core.programmes.models import (
    BudgetLine,
    CostCategory,
    Financier,
    FinancingLine,
    FundingApplication,
    PlanVersion,
)
from samspel.programme.folder.formats import ProgrammeFolder
from samspel.programme.folder.queries.entities.entity import Entity, Given, both, plain


def _lines(attribute: str) -> Callable[[ProgrammeFolder], Iterable[Given]]:
    return lambda folder: [
        (line, {"version": version.number}) for version in folder.versions for line in getattr(version, attribute)
    ]


CATEGORY = Entity(
    "category", CostCategory, ("code",), ("order", "role", *both("name")), "programme", plain("categories")
)
FINANCIER = Entity(
    "financier",
    Financier,
    ("code",),
    ("partner", "order", "kind", "letter", *both("name")),
    "programme",
    plain("financiers"),
)
PLAN_VERSION = Entity(
    "plan version",
    PlanVersion,
    ("number",),
    ("valid_from", "decision", *both("reason")),
    "programme",
    plain("versions"),
    author="made_by",
)
BUDGET_LINE = Entity(
    "budget line",
    BudgetLine,
    ("version", "category", "partner", "year"),
    ("amount",),
    "version__programme",
    _lines("budget_lines"),
    author="version__made_by",
)
FINANCING_LINE = Entity(
    "financing line",
    FinancingLine,
    ("version", "financier", "year"),
    ("amount",),
    "version__programme",
    _lines("financing_lines"),
    author="version__made_by",
)
APPLICATION = Entity(
    "application",
    FundingApplication,
    ("code",),
    (
        "applicant",
        "financier",
        "amount",
        "starts_on",
        "ends_on",
        "appropriation",
        "ranking_decided_on",
        "ranking_reference",
        *both("ranking", "reasons"),
    ),
    "programme",
    plain("applications"),
)
