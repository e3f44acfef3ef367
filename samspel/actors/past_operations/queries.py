"""What the funds have supported before: in a programme's territory, and by beneficiary."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from samspel.actors.models import Organisation, PastOperation
from samspel.actors.past_operations.figures import in_territory, past_operations, past_operations_granted
from samspel.core.figures import Figure, Request, fetch
from samspel.core.programmes.context import ReadContext


@dataclass(frozen=True)
class OperationSums:
    """How many there are and what they were granted, with the chosen objective."""

    number: Figure
    granted: Figure


def operation_sums(context: ReadContext, objective: str) -> OperationSums:
    """The figures of the territory; `objective` as it is stored, empty for all."""
    members = {"past_objective": objective} if objective else {}
    where = context.slice.of(**members)
    number, granted = fetch([Request(past_operations, where), Request(past_operations_granted, where)])
    return OperationSums(
        context.figure(past_operations, number.get((), 0), where),
        context.figure(past_operations_granted, granted.get((), 0), where),
    )


def operations_in(context: ReadContext, text: str = "", objective: str = "") -> QuerySet[PastOperation]:
    """The operations in the territory that the filters leave, newest first."""
    rows: QuerySet[PastOperation] = in_territory(PastOperation.objects.all(), context.slice)
    if objective:
        rows = rows.filter(objective=objective)
    if text:
        found = Q(name__icontains=text) | Q(text__icontains=text)
        rows = rows.filter(found | Q(beneficiary_name__icontains=text) | Q(beneficiary__name__icontains=text))
    return rows.select_related("beneficiary").order_by("-starts_on", "code")


def operations_of(organisation: Organisation) -> list[PastOperation]:
    """The operations whose beneficiary counts as the organisation, newest first."""
    counted = PastOperation.objects.filter(
        beneficiary__identities__known_until=None, beneficiary__identities__counts_as=organisation
    )
    return list(counted.order_by("-starts_on", "code"))
