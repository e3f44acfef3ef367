"""Requisitions and conditions that follow a decision."""

from samspel.core.programmes.context import ReadContext
from samspel.money.models import Application, CofinancingPayment, FundingCondition, Requisition


def requisition_of(context: ReadContext, pk: int) -> Requisition | None:
    """The programme's requisition."""
    rows = Requisition.objects.filter(programme=context.programme, pk=pk)
    found: Requisition | None = rows.select_related("decision__application__intake", "recorded_by").first()
    return found


def requisitions_of(application: Application) -> list[tuple[Requisition, CofinancingPayment | None]]:
    """The application's requisitions that stand, each with its payment."""
    rows = Requisition.objects.filter(decision__application=application, voided_at=None)
    return [
        (row, next((paid for paid in row.payments.all() if paid.voided_at is None), None))
        for row in rows.prefetch_related("payments")
    ]


def condition_of(context: ReadContext, pk: int) -> FundingCondition | None:
    """A condition of a decision in the programme."""
    rows = FundingCondition.objects.filter(decision__programme=context.programme, pk=pk)
    return rows.select_related("decision__application__intake").first()
