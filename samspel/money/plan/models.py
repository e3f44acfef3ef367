"""What the grant decision says of money."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from samspel.core.programmes.models import Programme


class GrantTerms(models.Model):
    """What the grant decision says of money. Without a row the financing plan gives the share and the amount.

    `cost_model` is locked by the first claim."""

    programme = models.OneToOneField(Programme, models.PROTECT, related_name="grant_terms")
    reference = models.CharField(max_length=200)
    decided_on = models.DateField()
    cost_model = models.SlugField(max_length=30, default="actual_costs")
    share_of_costs = models.DecimalField(max_digits=7, decimal_places=4, help_text="per cent")
    share_of_financing = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)
    support_max = models.DecimalField(max_digits=15, decimal_places=2)
    planning_rate = models.DecimalField(
        max_digits=12, decimal_places=6, null=True, blank=True, help_text="units of the currency for one EUR"
    )

    access_paths: ClassVar[dict[str, str]] = {"programme": "programme"}

    class Meta:
        verbose_name_plural = "grant terms"
        constraints = [
            models.CheckConstraint(
                condition=Q(share_of_costs__gt=0, share_of_costs__lte=100), name="share_of_costs_is_a_share"
            ),
            models.CheckConstraint(
                condition=Q(share_of_financing__isnull=True) | Q(share_of_financing__gt=0, share_of_financing__lte=100),
                name="share_of_financing_is_a_share",
            ),
            models.CheckConstraint(
                condition=Q(planning_rate__isnull=True) | Q(planning_rate__gt=0), name="planning_rate_above_zero"
            ),
        ]

    def __str__(self) -> str:
        return self.reference
