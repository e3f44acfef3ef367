"""Changing the money plan: a new version of budget and financing, with reason and decision; the earlier ones stay."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from samspel.core import access, audit, clock
from samspel.core.programmes.models import BudgetLine, FinancingLine, PlanVersion, Programme
from samspel.money.plan.policy import BudgetAction
from samspel.ui.templatetags.formats import money

ZERO = Decimal(0)
Lines = Mapping[tuple[Any, int], Decimal]


class PlanError(Exception):
    """The plan cannot be changed that way; the message is for the user."""


@dataclass(frozen=True)
class NewPlan:
    """A changed plan. `budget` maps ((category id, partner id or None), year) to an amount, `financing`
    (financier id, year)."""

    valid_from: date
    decision: str
    reason_sv: str
    reason_en: str
    budget: Lines
    financing: Lines


@dataclass(frozen=True)
class Difference:
    """A line that a version has otherwise than the one before."""

    name: str
    year: int
    before: Decimal
    after: Decimal


def current(programme: Programme) -> PlanVersion | None:
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


def unequal(budget: Lines, financing: Lines) -> list[tuple[int, Decimal, Decimal]]:
    """The years where costs and financing differ, with both. Pure."""
    years = sorted({year for _key, year in (*budget, *financing)})
    sums = [
        (
            year,
            sum((amount for (_key, of), amount in budget.items() if of == year), ZERO),
            sum((amount for (_key, of), amount in financing.items() if of == year), ZERO),
        )
        for year in years
    ]
    return [row for row in sums if row[1] != row[2]]


@transaction.atomic
def change_plan(actor: Any, programme: Programme, new: NewPlan) -> PlanVersion:
    """Make the next version. PlanError where it does not add up, changes nothing, or is dated before the latest one."""
    access.require(actor, BudgetAction.CHANGE, programme)
    Programme.objects.select_for_update().get(pk=programme.pk)
    before = current(programme)
    _check(programme, before, new)
    number = (programme.plan_versions.aggregate(last=Max("number"))["last"] or 0) + 1
    made = PlanVersion.objects.create(
        programme=programme, number=number, valid_from=new.valid_from, decision=new.decision.strip()[:200],
        reason_sv=new.reason_sv.strip()[:500], reason_en=new.reason_en.strip()[:500], made_by=actor,
        made_at=clock.now(),
    )  # fmt: skip
    BudgetLine.objects.bulk_create(
        BudgetLine(version=made, category_id=category, partner_id=partner, year=year, amount=amount)
        for ((category, partner), year), amount in new.budget.items()
    )
    FinancingLine.objects.bulk_create(
        FinancingLine(version=made, financier_id=financier, year=year, amount=amount)
        for (financier, year), amount in new.financing.items()
    )
    made.sealed = True
    made.save(update_fields=["sealed"])
    Programme.objects.filter(pk=programme.pk).update(plan_changes=F("plan_changes") + 1)
    audit.write(actor, "plan.changed", made, changes={
        "number": number, "decision": made.decision, "valid_from": made.valid_from,
        "total": str(sum(new.budget.values(), ZERO)),
    })  # fmt: skip
    return made


def differences(programme: Programme) -> dict[int, list[Difference]]:
    """Version number → what it has otherwise than the version before."""
    names: dict[Any, str] = {("c", c.pk): c.name for c in programme.cost_categories.all()}
    names |= {("f", f.pk): f.name for f in programme.financiers.all()}
    partners = {p.pk: p.short for p in programme.partners.all()}
    found: dict[int, list[Difference]] = {}
    earlier: dict[tuple[str, Any, int], Decimal] | None = None
    for version in programme.plan_versions.filter(sealed=True).prefetch_related("budget_lines", "financing_lines"):
        now = _flat(version)
        if earlier is not None:
            found[version.number] = [
                Difference(_named(key, names, partners), key[2], earlier.get(key, ZERO), now.get(key, ZERO))
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


def _check(programme: Programme, before: PlanVersion | None, new: NewPlan) -> None:
    if not new.decision.strip() or not (new.reason_sv.strip() and new.reason_en.strip()):
        raise PlanError(_("Give the decision and the reason."))
    if before and new.valid_from < before.valid_from:
        raise PlanError(_("The day is before the version that holds now."))
    for year, cost, paid in unequal(new.budget, new.financing):
        told = {
            "year": year,
            "cost": money(cost, programme.currency),
            "paid": money(paid, programme.currency),
        }
        raise PlanError(_("%(year)s: the costs are %(cost)s and the financing %(paid)s. They must be equal.") % told)
    if any(amount < 0 for amount in (*new.budget.values(), *new.financing.values())):
        raise PlanError(_("Give an amount of zero or more."))
    if before and lines_of(before) == (dict(new.budget), dict(new.financing)):
        raise PlanError(_("Nothing is changed."))
