"""Projects that the funds have supported before."""

from django.db import models
from django.db.models import F, Q

from samspel.actors.organisations.models import Organisation
from samspel.core.models import Municipality


class PastOperation(models.Model):
    """A project that a fund has supported before, from a public register. `code` is the register's own."""

    register = models.SlugField(max_length=40)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    beneficiary_name = models.CharField(max_length=200, help_text="as the register writes it")
    beneficiary = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="past_operations")
    granted = models.DecimalField(max_digits=15, decimal_places=2, help_text="in `currency`")
    currency = models.CharField(max_length=3)
    starts_on = models.DateField()
    ends_on = models.DateField()
    objective = models.CharField(max_length=300, blank=True)
    municipalities = models.ManyToManyField(Municipality, related_name="+")

    class Meta:
        ordering = ["starts_on", "code"]
        constraints = [
            models.UniqueConstraint(fields=["register", "code"], name="past_operation_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="past_operation_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.code
