"""What is granted and not yet asked for."""

from decimal import Decimal

from django.db.models import Sum

from samspel.money.models import FundingDecision

ZERO = Decimal(0)


def amounts_left(decision: FundingDecision) -> dict[int, Decimal]:
    """What is granted and not yet asked for, by year."""
    asked = decision.requisitions.filter(voided_at=None).values_list("year").annotate(sum=Sum("amount"))
    taken = dict(asked)
    return {row.year: row.amount - taken.get(row.year, ZERO) for row in decision.amounts.all()}
