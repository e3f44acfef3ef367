"""The programme and its partners."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from samspel.core.bilingual import Localised
from samspel.core.models import County, Municipality


class Programme(models.Model):
    """One programme: its period, currency, rule set and territory. Identified by its code in addresses."""

    code = models.SlugField(max_length=60, unique=True)
    name_sv = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    short_sv = models.CharField(max_length=60)
    short_en = models.CharField(max_length=60)
    territory_sv = models.CharField(max_length=80)
    territory_en = models.CharField(max_length=80)
    summary_sv = models.TextField()
    summary_en = models.TextField()
    starts_on = models.DateField()
    ends_on = models.DateField(help_text="last day of the programme")
    currency = models.CharField(max_length=3)
    planning_rate = models.DecimalField(max_digits=9, decimal_places=4, null=True, help_text="currency units per EUR")
    rule_set = models.SlugField(max_length=60)
    fund_sv = models.CharField(max_length=120)
    fund_en = models.CharField(max_length=120)
    is_public = models.BooleanField(default=True)
    has_example = models.BooleanField(default=False, help_text="example facts are loaded; set by the example commands")
    shapes = models.JSONField(default=dict, blank=True, help_text="own geometry where the kernel has none")
    rule_overrides = models.JSONField(default=dict, blank=True)
    new_enterprise_since = models.DateField(
        null=True, editable=False, help_text="enterprises started after this day are new; from the rule set"
    )
    least_hours = models.DecimalField(
        max_digits=6, decimal_places=2, default=0, editable=False, help_text="from the rule set"
    )
    folder_digest = models.CharField(max_length=64, blank=True)
    plan_changes = models.PositiveIntegerField(default=0, help_text="plan versions made in the application")

    name = Localised("name")
    short = Localised("short")
    territory = Localised("territory")
    summary = Localised("summary")
    fund = Localised("fund")

    access_paths: ClassVar[dict[str, str]] = {"programme": ""}

    class Meta:
        ordering = ["code"]
        constraints = [models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="programme_has_a_length")]

    def __str__(self) -> str:
        return self.code


class Partner(models.Model):
    """An organisation that runs the programme, with the territory it answers for."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="partners")
    code = models.SlugField(max_length=60)
    order = models.PositiveSmallIntegerField()
    name_sv = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    short_sv = models.CharField(max_length=40)
    short_en = models.CharField(max_length=40)
    letter = models.CharField(max_length=3, help_text="one to three letters for charts")
    role = models.CharField(max_length=10, choices=[("lead", "lead"), ("partner", "partner")])
    organisation_number = models.CharField(max_length=20, blank=True)
    county = models.ForeignKey(County, models.PROTECT, related_name="+", null=True)
    municipalities = models.ManyToManyField(Municipality, related_name="partners")

    name = Localised("name")
    short = Localised("short")

    access_paths: ClassVar[dict[str, str]] = {"programme": "programme", "partner": ""}

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="partner_code_once"),
            models.UniqueConstraint(fields=["programme"], condition=Q(role="lead"), name="one_lead_partner"),
        ]

    def __str__(self) -> str:
        return self.code
