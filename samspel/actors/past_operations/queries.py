"""What the funds have supported before in a programme's territory."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from samspel.actors.models import PastOperation
from samspel.actors.organisations.figures import in_territory, past_operations, past_operations_granted
from samspel.core.figures import Figure, Request, fetch
from samspel.core.programmes.context import ReadContext


@dataclass(frozen=True)
class Sums:
    """How many there are and what they were granted, with the chosen objective."""

    number: Figure
    granted: Figure


def sums(context: ReadContext, objective: str) -> Sums:
    """The figures of the territory; `objective` as it is stored, empty for all."""
    members = {"past_objective": objective} if objective else {}
    where = context.slice.of(**members)
    number, granted = fetch([Request(past_operations, where), Request(past_operations_granted, where)])
    return Sums(
        context.figure(past_operations, number.get((), 0), where),
        context.figure(past_operations_granted, granted.get((), 0), where),
    )


def listed(context: ReadContext, text: str, objective: str) -> QuerySet[PastOperation]:
    """The operations that the filters leave, newest first."""
    rows: QuerySet[PastOperation] = in_territory(PastOperation.objects.all(), context.slice)
    if objective:
        rows = rows.filter(objective=objective)
    if text:
        found = Q(name__icontains=text) | Q(text__icontains=text)
        rows = rows.filter(found | Q(beneficiary_name__icontains=text) | Q(beneficiary__name__icontains=text))
    return rows.select_related("beneficiary").order_by("-starts_on", "code")
