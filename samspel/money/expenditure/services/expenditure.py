"""Costs, hours and income: recorded by hand, corrected and taken back."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samspel.core.facts import record, replace, void
from samspel.core.programmes.models import CostCategory, Partner, Programme
from samspel.money.models import Expenditure, Income
from samspel.money.plan.rules.allocation import to_ore

BOOKED = ("occurred_on", "amount", "text", "voucher")
"""What the books say of a cost: once one of these is corrected it no longer says what they say."""


@transaction.atomic
def expenditure_record(
    *, actor: Any, programme: Programme, content: Mapping[str, Any], in_kind: bool = False
) -> Expenditure:
    """Record a cost by hand. `content` is the cost's columns. PermissionDenied where the actor may not."""
    made = Expenditure(programme=programme, origin="in_kind" if in_kind else "hand", **content)
    record(made, actor)
    return made


@transaction.atomic
def hours_record(
    *, actor: Any, programme: Programme, partner: Partner, category: CostCategory, month: date, person: str,
    hours: Decimal, rate: Decimal,
) -> Expenditure:  # fmt: skip
    """Record a month's hours of one person as a unit cost: hours × rate, to the öre."""
    made = Expenditure(
        programme=programme, partner=partner, category=category, occurred_on=month, origin="hours", person=person,
        hours=hours, voucher=f"T{month:%Y%m}-{person}"[:40],
        text=_("Hours %(month)s, %(person)s") % {"month": f"{month:%Y-%m}", "person": person},
        amount=to_ore(hours * rate), paid_on=month,
    )  # fmt: skip
    record(made, actor)
    return made


@transaction.atomic
def income_record(*, actor: Any, programme: Programme, content: Mapping[str, Any]) -> Income:
    """Record money the project earned; the claim of its day is lowered by it."""
    made = Income(programme=programme, **content)
    record(made, actor)
    return made


@transaction.atomic
def expenditure_correct(
    *, actor: Any, expenditure: Expenditure, content: Mapping[str, Any], reason: str
) -> Expenditure:
    """Correct a cost; in a claim that is sent the change becomes an adjustment in the next one. FactError where it is
    changed already, or no reason is given."""
    changes = dict(content)
    if any(changes[name] != getattr(expenditure, name) for name in BOOKED):
        changes["fingerprint"] = ""
    made: Expenditure = replace(expenditure, actor, reason, changes)
    return made


@transaction.atomic
def expenditure_void(*, actor: Any, expenditure: Expenditure, reason: str) -> None:
    """Take a cost back. FactError where it is changed already, or no reason is given."""
    void(expenditure, actor, reason)
