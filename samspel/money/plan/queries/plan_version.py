"""Versions of the money plan, and what each has otherwise than the one before."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from samspel.core.programmes.models import PlanVersion, Programme

ZERO = Decimal(0)


@dataclass(frozen=True)
class PlanDifference:
    """A line that a version has otherwise than the one before."""

    name: str
    year: int
    before: Decimal
    after: Decimal


def current_version(programme: Programme) -> PlanVersion | None:
    """The latest decided version."""
    return programme.plan_versions.filter(sealed=True).order_by("-number").first()


def lines_of(version: PlanVersion) -> tuple[dict[tuple[Any, int], Decimal], dict[tuple[Any, int], Decimal]]:
    """The version's budget and financing."""
    budget = version.budget_lines.values_list("category", "partner", "year", "amount")
    financing = version.financing_lines.values_list("financier", "year", "amount")
    return (
        {((category, partner), year): amount for category, partner, year, amount in budget},
        {(financier, year): amount for financier, year, amount in financing},
    )


def differences(programme: Programme) -> dict[int, list[PlanDifference]]:
    """Version number → what it has otherwise than the version before."""
    names: dict[Any, str] = {("c", c.pk): c.name for c in programme.cost_categories.all()}
    names |= {("f", f.pk): f.name for f in programme.financiers.all()}
    partners = {p.pk: p.short for p in programme.partners.all()}
    found: dict[int, list[PlanDifference]] = {}
    earlier: dict[tuple[str, Any, int], Decimal] | None = None
    for version in programme.plan_versions.filter(sealed=True).prefetch_related("budget_lines", "financing_lines"):
        now = _flat(version)
        if earlier is not None:
            found[version.number] = [
                PlanDifference(_named(key, names, partners), key[2], earlier.get(key, ZERO), now.get(key, ZERO))
                for key in dict.fromkeys((*earlier, *now))
                if earlier.get(key, ZERO) != now.get(key, ZERO)
            ]
        earlier = now
    return found


def _flat(version: PlanVersion) -> dict[tuple[str, Any, int], Decimal]:
    rows = {("c", (b.category_id, b.partner_id), b.year): b.amount for b in version.budget_lines.all()}
    return rows | {("f", f.financier_id, f.year): f.amount for f in version.financing_lines.all()}


def _named(key: tuple[str, Any, int], names: Mapping[Any, str], partners: Mapping[int, str]) -> str:
    kind, of, _year = key
    if kind == "f":
        return names[kind, of]
    category, partner = of
    return f"{names[kind, category]}, {partners[partner]}" if partner else names[kind, category]


def decided_versions(programme: Programme) -> list[PlanVersion]:
    """The decided versions, the latest first."""
    return list(programme.plan_versions.filter(sealed=True).select_related("made_by").order_by("-number"))
