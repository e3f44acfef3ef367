"""The steps of a claim until it is sent. Each is one transaction that holds the claim's row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from samspel.core import access, audit, clock
from samspel.core.programmes.models import Partner, Programme
from samspel.core.programmes.rule_set import rules_of
from samspel.money.claims.policy import ClaimAction
from samspel.money.claims.queries.rows import corrected, findings, free, sums_of
from samspel.money.claims.queries.snapshot import frozen
from samspel.money.claims.states import Step, claim_after, numbers_open, part_after
from samspel.money.models import (
    Claim,
    ClaimRow,
    Expenditure,
    FinancierPart,
    PartnerClaim,
)
from samspel.results.reporting_periods.labels import fault_text
from samspel.results.reporting_periods.queries.limits import limits_of
from samspel.results.reporting_periods.rules import FORBIDDEN, Span, faults

ZERO = Decimal(0)


class ClaimError(Exception):
    """It cannot be done; the message is for the user."""


@dataclass(frozen=True)
class NewClaim:
    """A claim to be made. `exception` says where the decision allows what the rules do not."""

    span: Span
    kind: str = "interim"
    exception: str = ""


@transaction.atomic
def make_claim(actor: Any, programme: Programme, new: NewClaim) -> Claim:
    """Make a claim with a draft part for each partner. ClaimError with what the rules on periods forbid."""
    claim = Claim(
        programme=programme, kind=new.kind, first_day=new.span.first, last_day=new.span.last, made_by=actor,
        exception=new.exception.strip(),
    )  # fmt: skip
    access.require(actor, ClaimAction.MANAGE, claim)
    Programme.objects.select_for_update().get(pk=programme.pk)
    others = [Span(c.first_day, c.last_day) for c in programme.claims.all()]
    if programme.claims.filter(kind="final").exists():
        raise ClaimError(_("The final claim is made already; no claim can follow it."))
    limits = limits_of(rules_of(programme), new.span.first)
    due = date.max
    found = faults(new.span, due, others, Span(programme.starts_on, programme.ends_on), limits)
    refused = [fault for fault in found if fault in FORBIDDEN or not new.exception.strip()]
    if refused:
        raise ClaimError(" ".join(fault_text(fault, limits) for fault in refused))
    claim.number = (programme.claims.aggregate(last=Max("number"))["last"] or 0) + 1
    claim.save()
    PartnerClaim.objects.bulk_create(PartnerClaim(claim=claim, partner=p) for p in programme.partners.all())
    told = {"number": claim.number, "first": new.span.first, "last": new.span.last, "kind": new.kind}
    audit.write(actor, "claim.made", claim, changes=told | ({"exception": claim.exception} if claim.exception else {}))
    return claim


@transaction.atomic
def gather(actor: Any, part: PartnerClaim) -> int:
    """Put in everything of the partner's that is not yet claimed, and take back what was corrected since it was.

    Returns how many rows were put in."""
    claim = locked(part.claim)
    part = _draft(actor, part, claim)
    Partner.objects.select_for_update().get(pk=part.partner_id)
    ClaimRow.objects.filter(part=part, adjustment=False, expenditure__voided_at__isnull=False).delete()
    rows = [
        ClaimRow(claim=claim, part=part, expenditure=cost, amount=cost.amount)
        for cost in free(claim.programme_id, part.partner_id, claim)
    ]
    for old in corrected(claim.programme_id, part.partner_id).select_related("expenditure", "claim"):
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
def set_aside(actor: Any, row: ClaimRow, reason: str) -> None:
    """Leave a row out of this claim for a later one. By the partner in a draft, by the lead in what is sent in."""
    claim, part = locked(row.claim), row.part
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
def put_back(actor: Any, row: ClaimRow) -> None:
    """Put a row back that was set aside, while the part is a draft. ClaimError where another claim has it by now."""
    claim = locked(row.claim)
    part = _draft(actor, row.part, claim)
    held = ClaimRow.objects.filter(expenditure=row.expenditure_id, holds=True, adjustment=False).exclude(pk=row.pk)
    if held.exists() or Expenditure.objects.filter(pk=row.expenditure_id, voided_at__isnull=False).exists():
        raise ClaimError(_("The row is in another claim, or changed in the books."))
    if ClaimRow.objects.filter(pk=row.pk, holds=False).update(holds=True, parked=0, reason=""):
        audit.write(actor, "claim_row.put_back", part, changes={"row": row.pk})


@transaction.atomic
def submit(actor: Any, part: PartnerClaim) -> None:
    """Send the part in to the lead. ClaimError where something must be mended first."""
    claim = locked(part.claim)
    part = _draft(actor, part, claim)
    stopping = [finding for finding in findings(claim, part) if finding.stops]
    if stopping:
        raise ClaimError(_("Mend what the check list marks as stopping before the part is sent in."))
    _step_part(part, Step.SUBMIT, submitted_by=actor, submitted_at=clock.now(), comment="", checked_by=None)
    audit.write(actor, "claim_part.submitted", part, changes={"claim": claim.number})


@transaction.atomic
def approve(actor: Any, part: PartnerClaim) -> None:
    """Approve a partner's part; by somebody else than who sent it in."""
    claim = locked(part.claim)
    access.require(actor, ClaimAction.CHECK, claim)
    _require_open(claim)
    part.refresh_from_db()
    if part.submitted_by is not None:
        access.require_other(actor, part.submitted_by)
    _step_part(part, Step.APPROVE, checked_by=actor)
    audit.write(actor, "claim_part.approved", part, changes={"claim": claim.number})


@transaction.atomic
def send_back(actor: Any, part: PartnerClaim, comment: str, rows: Sequence[int] = ()) -> None:
    """Return a part to the partner, with what must be mended; the rows named are set aside until they are."""
    claim = locked(part.claim)
    access.require(actor, ClaimAction.CHECK, claim)
    _require_open(claim)
    if not comment.strip():
        raise ClaimError(_("Say what must be mended."))
    part.refresh_from_db()
    _step_part(part, Step.RETURN, comment=comment.strip()[:500], checked_by=None)
    for row in ClaimRow.objects.filter(part=part, pk__in=rows, holds=True):
        ClaimRow.objects.filter(pk=row.pk).update(holds=False, parked=row.amount, reason=comment.strip()[:500])
    audit.write(actor, "claim_part.returned", part, changes={"comment": comment, "rows": list(rows)})


@transaction.atomic
def send(actor: Any, claim: Claim, signed_by: str) -> Claim:
    """Send the claim to the authority: every part checked, every figure and row kept as it is from now on."""
    claim = locked(claim)
    access.require(actor, ClaimAction.CHECK, claim)
    if not signed_by.strip():
        raise ClaimError(_("Name the authorised person who signs the claim."))
    if claim.parts.exclude(state="checked").exists():
        raise ClaimError(_("Every partner's part must be checked before the claim is sent."))
    if not ClaimRow.objects.filter(claim=claim, holds=True).exists():
        raise ClaimError(_("There is nothing to claim."))
    if Claim.objects.filter(programme=claim.programme, number__lt=claim.number, state="open").exists():
        raise ClaimError(_("Send the earlier claim first."))
    state = following(claim.state, Step.SEND)
    sums = sums_of(claim)
    claim.frozen, claim.state = frozen(claim), state
    claim.sent_at, claim.sent_by, claim.signed_by = clock.now(), actor, signed_by.strip()[:120]
    claim.save()
    ClaimRow.objects.filter(claim=claim, holds=True).update(declared=True)
    FinancierPart.objects.filter(claim=claim).delete()
    FinancierPart.objects.bulk_create(
        FinancierPart(claim=claim, financier_id=pk, amount=amount) for pk, amount in sums.reckoned.by_financier.items()
    )
    told = {"total": claim.frozen["total"], "support": claim.frozen["support"], "rows": len(claim.frozen["rows"])}
    audit.write(actor, "claim.sent", claim, changes=told | {"signed_by": claim.signed_by})
    return claim


@transaction.atomic
def reopen(actor: Any, claim: Claim, reason: str, text_only: bool) -> None:
    """Open a sent claim again: for its numbers, or for its texts only. Not after the authority's decision."""
    claim = locked(claim)
    access.require(actor, ClaimAction.CHECK, claim)
    if not reason.strip():
        raise ClaimError(_("Say why the claim is opened again."))
    if not text_only and Claim.objects.filter(programme=claim.programme, number__gt=claim.number).exists():
        raise ClaimError(_("A later claim stands on this one; correct it there."))
    claim.state = following(claim.state, Step.REOPEN_TEXT if text_only else Step.REOPEN)
    if not text_only:
        ClaimRow.objects.filter(claim=claim).update(declared=False)
    claim.save(update_fields=["state"])
    audit.write(actor, "claim.reopened", claim, changes={"reason": reason, "text_only": text_only})


@transaction.atomic
def write_report(actor: Any, claim: Claim, text: str) -> None:
    """Write the economic report in words: in an open claim, or one opened for its texts, which is then sent again."""
    claim = locked(claim)
    access.require(actor, ClaimAction.CHECK, claim)
    if claim.state not in {"open", "text"}:
        raise ClaimError(_("The claim is sent; open it for its texts first."))
    claim.report = text.strip()
    if claim.state == "text":
        claim.state = following(claim.state, Step.CLOSE_TEXT)
    claim.save(update_fields=["report", "state"])
    audit.write(actor, "claim.reported", claim, changes={"characters": len(claim.report)})


def locked(claim: Claim) -> Claim:
    """The claim as it is now, held until the transaction ends."""
    return Claim.objects.select_for_update().select_related("programme").get(pk=claim.pk)


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


def _step_part(part: PartnerClaim, step: Step, **values: Any) -> None:
    state = part_after(part.state, step)
    if state is None or not PartnerClaim.objects.filter(pk=part.pk, state=part.state).update(state=state, **values):
        raise ClaimError(_("Somebody else has already changed this. Open it again to see how it is now."))
    part.refresh_from_db()


def following(state: str, step: Step) -> str:
    """The claim's state after the step. ClaimError where somebody has changed it meanwhile."""
    after = claim_after(state, step)
    if after is None:
        raise ClaimError(_("Somebody else has already changed this. Open it again to see how it is now."))
    return after
