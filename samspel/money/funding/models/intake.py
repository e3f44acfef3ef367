"""A region's intake of applications: what it puts first, and what they are judged by."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from samspel.core.programmes.models import Financier, Partner, Programme


class RankingRule(models.Model):
    """What a region's committee has decided to put first, from a day on, until it decides anew."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="ranking_rules")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="ranking_rules")
    committee = models.CharField(max_length=120)
    decided_on = models.DateField()
    reference = models.CharField(max_length=60)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    example = models.BooleanField(default=False)

    access_paths: ClassVar[dict[str, str]] = {"programme": "programme", "partner": "partner"}

    class Meta:
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "partner", "decided_on"], name="ranking_rule_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.decided_on} {self.reference}"


class Rank(models.Model):
    """A line of a ranking rule; 1 comes first."""

    rule = models.ForeignKey(RankingRule, models.PROTECT, related_name="ranks")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["rule", "number"], name="rank_once")]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"


class Intake(models.Model):
    """A time when a financier takes in applications, for one appropriation. `assessors` must score each of them."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="intakes")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="intakes")
    financier = models.ForeignKey(Financier, models.PROTECT, related_name="intakes")
    name = models.CharField(max_length=120)
    appropriation = models.CharField(max_length=60)
    opens_on = models.DateField()
    closes_on = models.DateField()
    assessors = models.PositiveSmallIntegerField(default=2)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    example = models.BooleanField(default=False)

    access_paths: ClassVar[dict[str, str]] = {"programme": "programme", "partner": "partner"}

    class Meta:
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="intake_closes_after_it_opens"),
            models.CheckConstraint(condition=Q(assessors__gte=1), name="intake_has_assessors"),
        ]

    def __str__(self) -> str:
        return self.name


class Criterion(models.Model):
    """What an application is judged by, and how much it weighs."""

    intake = models.ForeignKey(Intake, models.PROTECT, related_name="criteria")
    order = models.PositiveSmallIntegerField()
    question = models.CharField(max_length=300)
    weight = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(fields=["intake", "order"], name="criterion_once"),
            models.CheckConstraint(condition=Q(weight__gte=1), name="criterion_weighs"),
        ]

    def __str__(self) -> str:
        return self.question
