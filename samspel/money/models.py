"""The books: what the programme has cost."""

from django.db import models
from django.db.models import Q

from samspel.programme.models import CostCategory, ProgrammeFact


class Expenditure(ProgrammeFact):
    """A booked cost of a partner. `occurred_on` is the booking date; a credit is a negative amount."""

    category = models.ForeignKey(CostCategory, models.PROTECT, related_name="expenditure")
    voucher = models.CharField(max_length=40)
    text = models.CharField(max_length=200)
    amount = models.DecimalField(max_digits=15, decimal_places=2, help_text="programme currency")

    audit_name = "expenditure"

    class Meta(ProgrammeFact.Meta):
        abstract = False
        constraints = [
            *ProgrammeFact.Meta.constraints,
            models.CheckConstraint(condition=~Q(amount=0), name="expenditure_not_zero"),
        ]
        indexes = [models.Index(fields=["programme", "occurred_on"])]

    def __str__(self) -> str:
        return f"{self.voucher} {self.amount}"
