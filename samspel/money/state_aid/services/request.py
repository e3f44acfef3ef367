"""Decisions on supports held at the ceiling."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samspel.core import access, audit, clock
from samspel.core.facts import FactError
from samspel.money.models import AidRequest
from samspel.money.state_aid.policy import AidAction
from samspel.money.state_aid.services.declaration import AidError
from samspel.results.facts.labels.kinds import KINDS
from samspel.results.facts.services.fact import FactData, fact_record
from samspel.results.facts.services.fact_checks import FactStopped


@transaction.atomic
def aid_request_decide(
    *, actor: Any, request: AidRequest, basis: str, amount: Decimal | None, reason: str
) -> AidRequest:
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
        return fact_record(actor=actor, programme=request.programme, kind=KINDS["support"], data=FactData(columns))
    except (FactStopped, FactError) as error:
        raise AidError(str(error)) from error
