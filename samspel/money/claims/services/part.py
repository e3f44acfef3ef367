"""The steps of a partner's part of a claim: filled, sent in, checked, returned; and its rows."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samspel.core import access, audit, clock
from samspel.core.programmes.models import Partner
from samspel.money.claims.policy import ClaimAction
from samspel.money.claims.queries.check import findings
from samspel.money.claims.queries.rows import corrected, free
from samspel.money.claims.services.claim import ClaimError, claim_lock
from samspel.money.claims.states import ClaimStep, numbers_open, part_after
from samspel.money.models import Claim, ClaimRow, Expenditure, PartnerClaim

ZERO = Decimal(0)


@transaction.atomic
def part_fill(*, actor: Any, part: PartnerClaim) -> int:
    """Put in everything of the partner's that is not yet claimed, and take back what was corrected since it was.

    Returns how many rows were put in."""
    claim = claim_lock(claim=part.claim)
    part = _draft(actor, part, claim)
    Partner.objects.select_for_update().get(pk=part.partner_id)
    ClaimRow.objects.filter(part=part, adjustment=False, expenditure__voided_at__isnull=False).delete()
    rows = [
        ClaimRow(claim=claim, part=part, expenditure=cost, amount=cost.amount)
        for cost in free(claim.programme_id, part.partner_id, claim)
    ]
    for old in corrected(claim.programme_id, part.partner_id, claim).select_related("expenditure", "claim"):
        accepted = old.amount - old.deducted
        if accepted:
            reason = _("Corrects claim %(number)s: %(why)s") % {
                "number": old.claim.number,
                "why": old.expenditure.void_reason,
            }
            rows.append(
                ClaimRow(
                    claim=claim, part=part, expenditure=old.expenditure, amount=-accepted, adjustment=True,
                    reason=reason[:500],
                )
            )  # fmt: skip
    ClaimRow.objects.bulk_create(rows, batch_size=1000)
    if rows:
        total = sum((row.amount for row in rows), ZERO)
        audit.write(actor, "claim.gathered", part, changes={"rows": len(rows), "sum": str(total)})
    return len(rows)


@transaction.atomic
def claim_row_set_aside(*, actor: Any, row: ClaimRow, reason: str) -> None:
    """Leave a row out of this claim for a later one. By the partner in a draft, by the lead in what is sent in."""
    claim, part = claim_lock(claim=row.claim), row.part
    _require_open(claim)
    part.refresh_from_db()
    if part.state == "draft":
        access.require(actor, ClaimAction.PREPARE, part)
    else:
        access.require(actor, ClaimAction.CHECK, claim)
    if not reason.strip():
        raise ClaimError(_("Say why the row is left out."))
    changed = ClaimRow.objects.filter(pk=row.pk, holds=True).update(
        holds=False, parked=row.amount, reason=reason.strip()[:500]
    )
    if changed:
        audit.write(actor, "claim_row.set_aside", row, changes={"reason": reason, "amount": str(row.amount)})


@transaction.atomic
def claim_row_restore(*, actor: Any, row: ClaimRow) -> None:
    """Put a row back that was set aside, while the part is a draft. ClaimError where another claim has it by now."""
    claim = claim_lock(claim=row.claim)
    part = _draft(actor, row.part, claim)
    alike = ClaimRow.objects.filter(expenditure=row.expenditure_id, holds=True, adjustment=row.adjustment)
    voided = Expenditure.objects.filter(pk=row.expenditure_id, voided_at__isnull=False)
    if alike.exclude(pk=row.pk).exists() or (voided.exists() and not row.adjustment):
        raise ClaimError(_("The row is in another claim, or changed in the books."))
    if ClaimRow.objects.filter(pk=row.pk, holds=False).update(holds=True, parked=0, reason=""):
        audit.write(actor, "claim_row.put_back", part, changes={"row": row.pk})


@transaction.atomic
def part_submit(*, actor: Any, part: PartnerClaim) -> None:
    """Send the part in to the lead. ClaimError where something must be mended first."""
    claim = claim_lock(claim=part.claim)
    part = _draft(actor, part, claim)
    stopping = [finding for finding in findings(claim, part) if finding.stops]
    if stopping:
        raise ClaimError(_("Mend what the check list marks as stopping before the part is sent in."))
    _step_part(part, ClaimStep.SUBMIT, submitted_by=actor, submitted_at=clock.now(), comment="", checked_by=None)
    audit.write(actor, "claim_part.submitted", part, changes={"claim": claim.number})


@transaction.atomic
def part_approve(*, actor: Any, part: PartnerClaim) -> None:
    """Approve a partner's part; by somebody else than who sent it in."""
    claim = claim_lock(claim=part.claim)
    access.require(actor, ClaimAction.CHECK, claim)
    _require_open(claim)
    part.refresh_from_db()
    if part.submitted_by is not None:
        access.require_other(actor, part.submitted_by)
    _step_part(part, ClaimStep.APPROVE, checked_by=actor)
    audit.write(actor, "claim_part.approved", part, changes={"claim": claim.number})


@transaction.atomic
def part_return(*, actor: Any, part: PartnerClaim, comment: str, rows: Sequence[int] = ()) -> None:
    """Return a part to the partner, with what must be mended; the rows named are set aside until they are."""
    claim = claim_lock(claim=part.claim)
    access.require(actor, ClaimAction.CHECK, claim)
    _require_open(claim)
    if not comment.strip():
        raise ClaimError(_("Say what must be mended."))
    part.refresh_from_db()
    _step_part(part, ClaimStep.RETURN, comment=comment.strip()[:500], checked_by=None)
    for row in ClaimRow.objects.filter(part=part, pk__in=rows, holds=True):
        ClaimRow.objects.filter(pk=row.pk).update(holds=False, parked=row.amount, reason=comment.strip()[:500])
    audit.write(actor, "claim_part.returned", part, changes={"comment": comment, "rows": list(rows)})


def _require_open(claim: Claim) -> None:
    if not numbers_open(claim.state):
        raise ClaimError(_("The claim is sent; its rows are locked."))


def _draft(actor: Any, part: PartnerClaim, claim: Claim) -> PartnerClaim:
    """The part as it is now, if the actor may work in it."""
    part = PartnerClaim.objects.select_related("partner", "claim__programme").get(pk=part.pk)
    access.require(actor, ClaimAction.PREPARE, part)
    _require_open(claim)
    if part.state != "draft":
        raise ClaimError(_("The part is sent in; its rows are locked until it comes back."))
    return part


def _step_part(part: PartnerClaim, step: ClaimStep, **values: Any) -> None:
    state = part_after(part.state, step)
    if state is None or not PartnerClaim.objects.filter(pk=part.pk, state=part.state).update(state=state, **values):
        raise ClaimError(_("Somebody else has already changed this. Open it again to see how it is now."))
    part.refresh_from_db()
