"""Declarations of de minimis aid: signed by an enterprise, approved by somebody else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samspel.actors.models import Organisation
from samspel.core import access, audit, clock
from samspel.core.facts import record, void
from samspel.core.programmes.models import Programme
from samspel.money.models import (
    AidDeclaration,
    DeclarationApproval,
    DeclaredAid,
)
from samspel.money.state_aid.policy import DeclarationAction


class AidError(Exception):
    """It cannot be done; the message is for the user."""


@dataclass(frozen=True)
class DeclaredLine:
    """Aid that others have granted: who, when, and EUR."""

    giver: str
    granted_on: date
    amount: Decimal


@transaction.atomic
def declaration_record(
    *,
    actor: Any,
    programme: Programme,
    organisation: Organisation,
    signed_by: str,
    month: int,
    lines: Sequence[DeclaredLine],
) -> AidDeclaration:
    """Record a signed declaration. A new one stands in place of those before it."""
    made = AidDeclaration(
        programme=programme, organisation=organisation, occurred_on=clock.today(), signed_by=signed_by.strip()[:120],
        fiscal_year_month=month,
    )  # fmt: skip
    record(made, actor)
    DeclaredAid.objects.bulk_create(
        DeclaredAid(declaration=made, giver=line.giver[:200], granted_on=line.granted_on, amount=line.amount)
        for line in lines
    )
    return made


@transaction.atomic
def declaration_approve(*, actor: Any, declaration: AidDeclaration) -> None:
    """Approve a declaration; by somebody else than who recorded it. AidError where it is approved or taken back."""
    access.require(actor, DeclarationAction.APPROVE, declaration)
    access.require_other(actor, declaration.recorded_by)
    if declaration.voided_at is not None:
        raise AidError(_("The declaration is taken back."))
    _made, new = DeclarationApproval.objects.get_or_create(
        declaration=declaration, defaults={"approved_at": clock.now(), "approved_by": actor}
    )
    if not new:
        raise AidError(_("The declaration is approved already."))
    audit.write(actor, "declaration.approved", declaration, changes={"organisation": declaration.organisation_id})


@transaction.atomic
def declaration_void(*, actor: Any, declaration: AidDeclaration, reason: str) -> None:
    """Take a declaration back. FactError where it is changed already, or no reason is given."""
    void(declaration, actor, reason)
