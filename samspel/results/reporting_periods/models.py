"""Reporting periods: what each region answers for, and what was reported."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from samspel.core.programmes.models import Partner, Programme


class ReportingPeriod(models.Model):
    """The days from `first_day` to `last_day` that are reported together. `frozen_at` is set once, for good."""

    KINDS: ClassVar = [(k, k) for k in ("simplified_status", "in_depth_status", "final")]

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="reporting_periods")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=KINDS)
    first_day = models.DateField()
    last_day = models.DateField()
    due_on = models.DateField()
    exception = models.CharField(max_length=300, blank=True, help_text="where the decision says otherwise: where")
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    example = models.BooleanField(default=False)

    access_paths: ClassVar[dict[str, str]] = {"programme": "programme"}

    class Meta:
        ordering = ["first_day"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="period_number_once"),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="period_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.number}"


class PartnerReport(models.Model):
    """One region's report for a period. The facts it stands for are those known at `submitted_at`."""

    STATES: ClassVar = [(k, k) for k in ("open", "submitted", "returned", "approved")]

    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="reports")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="reports")
    state = models.CharField(max_length=10, choices=STATES, default="open")
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    comment = models.TextField(blank=True)

    access_paths: ClassVar[dict[str, str]] = {"programme": "period__programme", "partner": "partner"}

    class Meta:
        ordering = ["partner__order"]
        constraints = [
            models.UniqueConstraint(fields=["period", "partner"], name="report_once"),
            models.CheckConstraint(
                condition=~Q(state__in=["submitted", "approved"])
                | Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="report_submitted_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["returned", "approved"])
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="report_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | ~Q(submitted_by=F("decided_by")),
                name="report_approved_by_another",
            ),
            models.CheckConstraint(condition=~Q(state="returned") | ~Q(comment=""), name="report_returned_with_words"),
        ]

    def __str__(self) -> str:
        return f"{self.period_id} {self.partner_id} {self.state}"


class FrozenFigure(models.Model):
    """A figure as it was reported: its value and the identities of its rows at the moment of freezing.

    `partner` and `area` narrow it; both null is the programme as a whole. `rows` are the counted organisations' ids
    for a distinct count, the facts' ids for a sum or a count."""

    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="figures")
    measure = models.CharField(max_length=60)
    partner = models.ForeignKey(Partner, models.PROTECT, null=True, related_name="+")
    area = models.ForeignKey("programme.Area", models.PROTECT, null=True, related_name="+")
    cumulative = models.BooleanField(help_text="from the programme's start, or of the period alone")
    value = models.DecimalField(max_digits=24, decimal_places=2)
    rows = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                F("period"),
                F("measure"),
                Coalesce("partner", 0),
                Coalesce("area", 0),
                F("cumulative"),
                name="frozen_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period_id} {self.measure}"
