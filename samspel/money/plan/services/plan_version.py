"""Changing the money plan: a new version of budget and financing, with reason and decision; the earlier ones stay."""

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
from samspel.money.plan.queries.plan_version import current_version, lines_of
from samspel.money.plan.rules.balance import Lines, unequal
from samspel.ui.templatetags.formats import money

ZERO = Decimal(0)


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


@transaction.atomic
def plan_version_make(*, actor: Any, programme: Programme, new: NewPlan) -> PlanVersion:
    """Make the next version. PlanError where it does not add up, changes nothing, or is dated before the latest one."""
    access.require(actor, BudgetAction.CHANGE, programme)
    Programme.objects.select_for_update().get(pk=programme.pk)
    before = current_version(programme)
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
