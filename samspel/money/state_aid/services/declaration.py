"""What people do with state aid: declare, approve, decide at the ceiling, register, and put in exchange rates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samspel.actors.models import Organisation
from samspel.core import access, audit, clock
from samspel.core.facts import FactError, record
from samspel.core.programmes.models import Programme
from samspel.money.models import (
    AidDeclaration,
    AidEntry,
    AidRequest,
    DeclarationApproval,
    DeclaredAid,
    ExchangeRate,
)
from samspel.money.state_aid.policy import AidAction, DeclarationAction
from samspel.results.facts.labels.kinds import KINDS
from samspel.results.facts.services.fact import FactData, record_fact
from samspel.results.facts.services.fact_checks import FactStopped
from samspel.results.models import Support


class AidError(Exception):
    """It cannot be done; the message is for the user."""


@dataclass(frozen=True)
class Line:
    """Aid that others have granted: who, when, and EUR."""

    giver: str
    granted_on: date
    amount: Decimal


@transaction.atomic
def declare(
    actor: Any, programme: Programme, organisation: Organisation, signed_by: str, month: int, lines: Sequence[Line]
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
def approve(actor: Any, declaration: AidDeclaration) -> None:
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
def decide(actor: Any, request: AidRequest, basis: str, amount: Decimal | None, reason: str) -> AidRequest:
    """Decide on a support held at the ceiling: 'refuse', 'de_minimis' with an amount that fits, or another basis.

    By somebody else than who asked. AidError where it still does not fit, or is decided already."""
    access.require(actor, AidAction.DECIDE, request)
    access.require_other(actor, request.asked_by)
    if not reason.strip():
        raise AidError(_("Give the reason for the decision."))
    state = "refused" if basis == "refuse" else "granted"
    changed = AidRequest.objects.filter(pk=request.pk, state="pending").update(
        state=state, decided_by=actor, decided_at=clock.now(), reason=reason.strip()[:500]
    )
    if not changed:
        raise AidError(_("Somebody else has already decided."))
    request.refresh_from_db()
    if state == "granted":
        request.support = _granted(actor, request, basis, request.amount if amount is None else amount)
        request.save(update_fields=["support"])
    audit.write(actor, "aid.decided", request, changes={"state": state, "basis": basis, "reason": reason})
    return request


def _granted(actor: Any, request: AidRequest, basis: str, amount: Decimal) -> Any:
    told = request.columns
    columns = {
        "organisation": request.organisation, "kind": told["kind"], "occurred_on": request.occurred_on,
        "hours": Decimal(told["hours"]), "amount": amount, "aid_basis": basis, "area": request.area,
        "partner": request.partner, "reference": told["reference"], "activity_id": told["activity"],
    }  # fmt: skip
    activity = columns.pop("activity_id")
    if activity is not None:
        from samspel.core.programmes.models import Activity

        columns["activity"] = Activity.objects.get(pk=activity)
    try:
        return record_fact(actor, request.programme, KINDS["support"], FactData(columns))
    except (FactStopped, FactError) as error:
        raise AidError(str(error)) from error


@transaction.atomic
def enter(actor: Any, support: Support, on: date, reference: str) -> AidEntry:
    """Note that a grant is entered in the register. AidError where it is noted already."""
    access.require(actor, AidAction.REGISTER, support)
    made, new = AidEntry.objects.get_or_create(
        support=support, defaults={"entered_on": on, "reference": reference.strip()[:120], "entered_by": actor}
    )
    if not new:
        raise AidError(_("The grant is in the register already."))
    audit.write(actor, "aid.registered", support, changes={"on": on, "reference": reference})
    return made


@transaction.atomic
def put_in_rate(actor: Any, programme: Programme, day: date, rate: Decimal, source: str) -> ExchangeRate:
    """Put in the rate of a day. AidError where another rate is there: grants have been converted at it."""
    access.require(actor, AidAction.REGISTER, programme)
    made, new = ExchangeRate.objects.get_or_create(
        currency=programme.currency, day=day, defaults={"rate": rate, "source": source[:120], "recorded_by": actor}
    )
    if not new and made.rate != rate:
        raise AidError(_("Another rate is put in for the day already."))
    if new:
        audit.write(actor, "rate.put_in", programme, changes={"day": day, "rate": str(rate), "source": source})
    return made
