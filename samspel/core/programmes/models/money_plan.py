"""The money as planned: budget and financing, in versions. The books and claims of the money room stand on these."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from samspel.core.bilingual import Localised
from samspel.core.programmes.models.programme import Partner, Programme


class CostCategory(models.Model):
    """A row of the budget, such as own staff. `role` is what it is to a cost model."""

    ROLES: ClassVar = [(r, r) for r in ("staff", "external", "other", "overhead")]

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="cost_categories")
    code = models.SlugField(max_length=60)
    order = models.PositiveSmallIntegerField()
    name_sv = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    role = models.CharField(max_length=8, choices=ROLES, default="other")

    name = Localised("name")

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="cost_category_code_once")]

    def __str__(self) -> str:
        return self.code


class Financier(models.Model):
    """Who pays: a partner's own money, or a fund."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="financiers")
    partner = models.ForeignKey(Partner, models.PROTECT, null=True, related_name="financing")
    code = models.SlugField(max_length=60)
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=[("union", "union"), ("public", "public"), ("private", "private")])
    letter = models.CharField(max_length=4)
    name_sv = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)

    name = Localised("name")

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="financier_code_once")]

    def __str__(self) -> str:
        return self.code


class PlanVersion(models.Model):
    """A version of budget and financing plan: the decided one, then changes with reason and decision reference.

    `made_by` is empty for those of the programme folder. A version counts once it is `sealed`: the database seals only
    one whose costs and financing are equal every year, and keeps its lines from then on (`programme.sealing`)."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="plan_versions")
    number = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    decision = models.CharField(max_length=200)
    reason_sv = models.CharField(max_length=500)
    reason_en = models.CharField(max_length=500)
    sealed = models.BooleanField(default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(null=True, blank=True)

    reason = Localised("reason")

    access_paths: ClassVar[dict[str, str]] = {"programme": "programme"}

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="plan_version_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="plan_versions_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} v{self.number}"


class BudgetLine(models.Model):
    """Planned cost of a category in a year, in the programme's currency; by partner where the plan says so."""

    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="budget_lines")
    category = models.ForeignKey(CostCategory, models.PROTECT, related_name="budget_lines")
    partner = models.ForeignKey(Partner, models.PROTECT, null=True, related_name="budget_lines")
    year = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=15, decimal_places=2)

    access_paths: ClassVar[dict[str, str]] = {"programme": "version__programme"}

    class Meta:
        ordering = ["category__order", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "category", "year"],
                condition=Q(partner=None),
                name="budget_line_once_shared",
            ),
            models.UniqueConstraint(fields=["version", "category", "partner", "year"], name="budget_line_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="budget_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.category_id} {self.year}"


class FinancingLine(models.Model):
    """Planned payment of a financier in a year, in the programme's currency."""

    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="financing_lines")
    financier = models.ForeignKey(Financier, models.PROTECT, related_name="financing_lines")
    year = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=15, decimal_places=2)

    access_paths: ClassVar[dict[str, str]] = {"programme": "version__programme"}

    class Meta:
        ordering = ["financier__order", "year"]
        constraints = [
            models.UniqueConstraint(fields=["version", "financier", "year"], name="financing_line_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="financing_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.financier_id} {self.year}"


class FundingApplication(models.Model):
    """An application for co-financing, as the plan records it: to whom, how much, and by which ranking rule."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="funding_applications")
    code = models.SlugField(max_length=60)
    applicant = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    financier = models.ForeignKey(Financier, models.PROTECT, related_name="applications")
    amount = models.DecimalField(max_digits=15, decimal_places=2)
    starts_on = models.DateField()
    ends_on = models.DateField()
    appropriation = models.CharField(max_length=60, blank=True)
    ranking_decided_on = models.DateField(null=True)
    ranking_reference = models.CharField(max_length=60, blank=True)
    ranking_sv = models.TextField(blank=True)
    ranking_en = models.TextField(blank=True)
    reasons_sv = models.TextField()
    reasons_en = models.TextField()

    ranking = Localised("ranking")
    reasons = Localised("reasons")

    access_paths: ClassVar[dict[str, str]] = {"programme": "programme"}

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="funding_application_once")]

    def __str__(self) -> str:
        return self.code
