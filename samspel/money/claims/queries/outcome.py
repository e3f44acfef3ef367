"""What the authority said of a claim, as figures that open."""

from dataclasses import dataclass

from samspel.core import access
from samspel.core.figures import Figure, Request, fetch, measure
from samspel.core.programmes.context import ReadContext
from samspel.money.expenditure.policy import ExpenditureAction
from samspel.money.models import Claim, ClaimRow


@dataclass(frozen=True)
class ClaimOutcome:
    """What the authority said: declared = certified + deducted + parked, as figures that open."""

    declared: Figure
    certified: Figure
    deducted: Figure
    parked: Figure


def claim_outcome(context: ReadContext, claim: Claim) -> ClaimOutcome | None:
    """The decision's figures; None before it."""
    if claim.decided_on is None:
        return None
    codes = ("money.claimed", "money.certified", "money.deducted", "money.parked")
    found = fetch([Request(measure(code), context.slice.of(claim=claim.pk)) for code in codes])
    figures = [context.figure(measure(c), v.get((), 0), claim=claim.pk) for c, v in zip(codes, found, strict=True)]
    return ClaimOutcome(*figures)


def rows_decided(context: ReadContext, claim: Claim) -> list[ClaimRow]:
    """Rows that were deducted or parked, or are adjustments, of costs that the reader may see."""
    rows = ClaimRow.objects.filter(claim=claim).exclude(deducted=0, parked=0, adjustment=False)
    return list(access.visible(context.reader, ExpenditureAction.VIEW, rows).select_related("expenditure__partner"))
