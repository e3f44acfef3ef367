"""An application for co-financing, with what it costs and who is to pay."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from samspel.core.programmes.models import Programme
from samspel.money.funding.models.intake import Intake, Rank


class Application(models.Model):
    """An application for co-financing. `texts` holds its parts in words, by code. Sums are in `costs` and `money`."""

    STATES: ClassVar = [
        (k, k) for k in ("draft", "submitted", "returned", "assessing", "proposed", "decided", "withdrawn")
    ]

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="applications")
    intake = models.ForeignKey(Intake, models.PROTECT, related_name="applications")
    number = models.PositiveSmallIntegerField()
    applicant = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    starts_on = models.DateField()
    ends_on = models.DateField()
    texts = models.JSONField(default=dict)
    state = models.CharField(max_length=9, choices=STATES, default="draft")
    rank = models.ForeignKey(Rank, models.PROTECT, null=True, related_name="+")
    comment = models.CharField(max_length=500, blank=True, help_text="what to complete")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    example = models.BooleanField(default=False)

    access_paths: ClassVar[dict[str, str]] = {"programme": "programme", "partner": "intake__partner"}

    class Meta:
        ordering = ["intake", "number"]
        constraints = [
            models.UniqueConstraint(fields=["intake", "number"], name="application_number_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="application_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class ApplicationCost(models.Model):
    """A cost of an application in a year, in the programme's currency."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="costs")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=15, decimal_places=2)

    class Meta:
        ordering = ["order", "year"]
        constraints = [
            models.UniqueConstraint(fields=["application", "order", "year"], name="application_cost_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="application_cost_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"


class ApplicationMoney(models.Model):
    """What somebody is to pay of an application in a year; `asked` is what the intake is asked for."""

    KINDS: ClassVar = [(k, k) for k in ("public", "private", "union")]

    application = models.ForeignKey(Application, models.CASCADE, related_name="money")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=7, choices=KINDS)
    asked = models.BooleanField(default=False)
    year = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=15, decimal_places=2)

    class Meta:
        ordering = ["order", "year"]
        verbose_name_plural = "application money"
        constraints = [
            models.UniqueConstraint(fields=["application", "order", "year"], name="application_money_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="application_money_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"
