"""What the funds have supported before in a programme's territory."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from samspel.actors.figures import in_territory, past_operations, past_operations_granted
from samspel.actors.models import PastOperation
from samspel.kernel.figures import Figure, Request, fetch
from samspel.programme.page import Page


@dataclass(frozen=True)
class Sums:
    """How many there are and what they were granted, with the chosen objective."""

    number: Figure
    granted: Figure


def sums(page: Page, objective: str) -> Sums:
    """The figures of the territory; `objective` as it is stored, empty for all."""
    members = {"past_objective": objective} if objective else {}
    where = page.slice.of(**members)
    number, granted = fetch([Request(past_operations, where), Request(past_operations_granted, where)])
    return Sums(
        page.figure(past_operations, number.get((), 0), where),
        page.figure(past_operations_granted, granted.get((), 0), where),
    )


def listed(page: Page, text: str, objective: str) -> QuerySet[PastOperation]:
    """The operations that the filters leave, newest first."""
    rows: QuerySet[PastOperation] = in_territory(PastOperation.objects.all(), page.slice)
    if objective:
        rows = rows.filter(objective=objective)
    if text:
        found = Q(name__icontains=text) | Q(text__icontains=text)
        rows = rows.filter(found | Q(beneficiary_name__icontains=text) | Q(beneficiary__name__icontains=text))
    return rows.select_related("beneficiary").order_by("-starts_on", "code")
