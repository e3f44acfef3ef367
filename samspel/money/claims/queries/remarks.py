"""What would be questioned in a claim, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from samspel.core import access
from samspel.core.programmes.context import ReadContext
from samspel.money.claims.labels import finding_words
from samspel.money.claims.queries.check import findings
from samspel.money.claims.rules.checks import ClaimFinding
from samspel.money.expenditure.policy import ExpenditureAction
from samspel.money.models import Claim, ClaimRow, PartnerClaim


@dataclass(frozen=True)
class FindingRow:
    """A finding in words, with the rows it is about."""

    finding: ClaimFinding
    words: str
    rows: Sequence[ClaimRow]
    more: int


def finding_rows(
    context: ReadContext, claim: Claim, part: PartnerClaim | None = None, most: int = 10
) -> list[FindingRow]:
    """What would be questioned, in words, with the rows of costs that the reader may see."""
    found = findings(claim, part)
    wanted = {pk for finding in found for pk in finding.rows[:most]}
    asked = access.visible(context.reader, ExpenditureAction.VIEW, ClaimRow.objects.filter(pk__in=wanted))
    rows = asked.select_related("expenditure__partner").in_bulk()
    names = {c.pk: c.name for c in context.structure.categories}
    return [
        FindingRow(
            finding,
            finding_words(finding, names.get(finding.category, "")),
            [rows[pk] for pk in finding.rows[:most] if pk in rows],
            max(len(finding.rows) - most, 0),
        )
        for finding in found
    ]
