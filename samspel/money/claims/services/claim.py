"""The steps of a claim until it is sent. Each is one transaction that holds the claim's row."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from samspel.core import access, audit, clock
from samspel.core.programmes.models import Programme
from samspel.core.programmes.rule_set import rules_of
from samspel.money.claims.policy import ClaimAction
from samspel.money.claims.queries.snapshot import claim_snapshot
from samspel.money.claims.queries.sums import sums_of
from samspel.money.claims.states import ClaimStep, claim_after
from samspel.money.models import (
    Claim,
    ClaimRow,
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
def claim_make(*, actor: Any, programme: Programme, new: NewClaim) -> Claim:
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
def claim_send(*, actor: Any, claim: Claim, signed_by: str) -> Claim:
    """Send the claim to the authority: every part checked, every figure and row kept as it is from now on."""
    claim = claim_lock(claim=claim)
    access.require(actor, ClaimAction.CHECK, claim)
    if not signed_by.strip():
        raise ClaimError(_("Name the authorised person who signs the claim."))
    if claim.parts.exclude(state="checked").exists():
        raise ClaimError(_("Every partner's part must be checked before the claim is sent."))
    if not ClaimRow.objects.filter(claim=claim, holds=True).exists():
        raise ClaimError(_("There is nothing to claim."))
    if Claim.objects.filter(programme=claim.programme, number__lt=claim.number, state="open").exists():
        raise ClaimError(_("Send the earlier claim first."))
    state = claim_step(claim=claim, step=ClaimStep.SEND)
    sums = sums_of(claim)
    claim.frozen, claim.state = claim_snapshot(claim), state
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
def claim_reopen(*, actor: Any, claim: Claim, reason: str, text_only: bool) -> None:
    """Open a sent claim again: for its numbers, or for its texts only. Not after the authority's decision."""
    claim = claim_lock(claim=claim)
    access.require(actor, ClaimAction.CHECK, claim)
    if not reason.strip():
        raise ClaimError(_("Say why the claim is opened again."))
    if not text_only and Claim.objects.filter(programme=claim.programme, number__gt=claim.number).exists():
        raise ClaimError(_("A later claim stands on this one; correct it there."))
    claim.state = claim_step(claim=claim, step=ClaimStep.REOPEN_TEXT if text_only else ClaimStep.REOPEN)
    if not text_only:
        ClaimRow.objects.filter(claim=claim).update(declared=False)
    claim.save(update_fields=["state"])
    audit.write(actor, "claim.reopened", claim, changes={"reason": reason, "text_only": text_only})


@transaction.atomic
def report_write(*, actor: Any, claim: Claim, text: str) -> None:
    """Write the economic report in words: in an open claim, or one opened for its texts, which is then sent again."""
    claim = claim_lock(claim=claim)
    access.require(actor, ClaimAction.CHECK, claim)
    if claim.state not in {"open", "text"}:
        raise ClaimError(_("The claim is sent; open it for its texts first."))
    claim.report = text.strip()
    if claim.state == "text":
        claim.state = claim_step(claim=claim, step=ClaimStep.CLOSE_TEXT)
    claim.save(update_fields=["report", "state"])
    audit.write(actor, "claim.reported", claim, changes={"characters": len(claim.report)})


def claim_lock(*, claim: Claim) -> Claim:
    """The claim as it is now, held until the transaction ends."""
    return Claim.objects.select_for_update().select_related("programme").get(pk=claim.pk)


def claim_step(*, claim: Claim, step: ClaimStep) -> str:
    """The claim's state after the step. ClaimError where somebody has changed it meanwhile."""
    after = claim_after(claim.state, step)
    if after is None:
        raise ClaimError(_("Somebody else has already changed this. Open it again to see how it is now."))
    return after
