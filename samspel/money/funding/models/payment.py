"""Granted money asked for, and co-financing that is paid."""

from django.db import models
from django.db.models import Q

from samspel.core.programmes.models import Financier, ProgrammeFact
from samspel.money.funding.models.decision import FundingDecision


class Requisition(ProgrammeFact):
    """A request that granted money be paid, for a year. `occurred_on` is the day it was asked for."""

    decision = models.ForeignKey(FundingDecision, models.PROTECT, related_name="requisitions")
    year = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=15, decimal_places=2)
    reference = models.CharField(max_length=120)

    audit_name = "requisition"

    class Meta(ProgrammeFact.Meta):
        abstract = False
        constraints = [
            *ProgrammeFact.Meta.constraints,
            models.CheckConstraint(condition=Q(amount__gt=0), name="requisition_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.amount}"


class CofinancingPayment(ProgrammeFact):
    """Co-financing that has been paid in. `occurred_on` is the day, `year` the year of the plan it is for."""

    financier = models.ForeignKey(Financier, models.PROTECT, related_name="payments")
    requisition = models.ForeignKey(Requisition, models.PROTECT, null=True, blank=True, related_name="payments")
    year = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=15, decimal_places=2)
    reference = models.CharField(max_length=120)

    audit_name = "cofinancing"

    class Meta(ProgrammeFact.Meta):
        abstract = False
        constraints = [
            *ProgrammeFact.Meta.constraints,
            models.CheckConstraint(condition=Q(amount__gt=0), name="cofinancing_above_zero"),
            models.UniqueConstraint(
                fields=["requisition"],
                condition=Q(voided_at__isnull=True, requisition__isnull=False),
                name="requisition_paid_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occurred_on} {self.amount}"
