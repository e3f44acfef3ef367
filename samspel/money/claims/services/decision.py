"""The authority's decision on a claim, row by row where something is not certified."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samspel.core import access, audit
from samspel.money.claims.policy import ClaimAction
from samspel.money.claims.queries.sums import certified_sums
from samspel.money.claims.rules.sums import RowVerdict
from samspel.money.claims.services.claim import ClaimError, claim_lock, claim_step
from samspel.money.claims.states import ClaimStep
from samspel.money.models import Claim, ClaimRow

ZERO = Decimal(0)


@dataclass(frozen=True)
class ClaimDecision:
    """The authority's decision: day, reference, the support it certifies (None: as reckoned), and for rows what is
    deducted or parked: row id → (deducted, parked, reason)."""

    decided_on: date
    reference: str
    rows: Mapping[int, tuple[Decimal, Decimal, str]]
    support: Decimal | None = None


@transaction.atomic
def claim_decide(*, actor: Any, claim: Claim, decided: ClaimDecision) -> Claim:
    """Record the authority's decision. Parked rows are free for a later claim; deducted ones are not."""
    claim = claim_lock(claim=claim)
    access.require(actor, ClaimAction.CHECK, claim)
    state = claim_step(claim=claim, step=ClaimStep.DECIDE)
    rows = {row.pk: row for row in ClaimRow.objects.filter(claim=claim, holds=True)}
    for pk, (deducted, parked, reason) in decided.rows.items():
        _judge(rows.get(pk), deducted, parked, reason)
    found = certified_sums(claim)
    support = found.support if decided.support is None else decided.support
    if support < 0 or support > Decimal((claim.frozen or {})["support"]):
        raise ClaimError(_("The certified support cannot be more than what was claimed."))
    claim.decided_on, claim.reference, claim.state = decided.decided_on, decided.reference.strip()[:120], state
    claim.support_certified = support
    claim.save()
    changes = {"reference": claim.reference, "support": str(support), "rows": len(decided.rows)}
    audit.write(actor, "claim.decided", claim, changes=changes)
    return claim


def _judge(row: ClaimRow | None, deducted: Decimal, parked: Decimal, reason: str) -> None:
    """Write the authority's word on a row."""
    if row is None:
        raise ClaimError(_("A row of the decision is not in the claim."))
    verdict = RowVerdict(row.amount, deducted, parked)
    if not verdict.fits:
        raise ClaimError(_("Voucher %(voucher)s: deducted and parked are more than was declared.") % _of(row))
    if parked and parked != row.amount:
        raise ClaimError(_("Voucher %(voucher)s: a row is parked whole or not at all.") % _of(row))
    if (deducted or parked) and not reason.strip():
        raise ClaimError(_("Voucher %(voucher)s: give the authority's reason.") % _of(row))
    row.deducted, row.parked, row.reason, row.holds = deducted, parked, reason.strip()[:500], not parked
    row.save()


def _of(row: ClaimRow) -> dict[str, str]:
    return {"voucher": row.expenditure.voucher}
