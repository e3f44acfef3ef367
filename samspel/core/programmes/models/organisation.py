"""How the programme is organised, and what it has undertaken in writing."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from samspel.core.bilingual import Localised
from samspel.core.programmes.models.areas import Area
from samspel.core.programmes.models.programme import Partner, Programme


class Body(models.Model):
    """A role or group in the organisation chart. `share` is the part of a full post where that is known."""

    KINDS: ClassVar = [
        (k, k)
        for k in (
            "project_lead",
            "area_lead",
            "working_group",
            "steering_group",
            "management_group",
            "political_group",
            "evaluator",
            "reference_group",
        )
    ]

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="bodies")
    code = models.SlugField(max_length=60)
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=KINDS)
    name_sv = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    mandate_sv = models.TextField()
    mandate_en = models.TextField()
    reports_to = models.ForeignKey("self", models.PROTECT, null=True, related_name="reporting")
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="bodies")
    partner = models.ForeignKey(Partner, models.PROTECT, null=True, related_name="bodies")
    part_time = models.BooleanField(default=False)
    to_be_procured = models.BooleanField(default=False)

    name = Localised("name")
    mandate = Localised("mandate")

    access_paths: ClassVar[dict[str, str]] = {"programme": "programme"}

    class Meta:
        ordering = ["order"]
        verbose_name_plural = "bodies"
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="body_code_once")]

    def __str__(self) -> str:
        return self.code


class Provision(models.Model):
    """A written undertaking of the programme: background, target groups, horizontal criteria, follow-up and so on."""

    KINDS: ClassVar = [
        (k, k)
        for k in (
            "background", "purpose", "target_group", "horizontal", "follow_up", "reporting", "dissemination",
            "long_term", "demarcation", "geography",
        )
    ]  # fmt: skip

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="provisions")
    code = models.SlugField(max_length=60)
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=KINDS)
    title_sv = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    text_sv = models.TextField()
    text_en = models.TextField()

    title = Localised("title")
    text = Localised("text")

    access_paths: ClassVar[dict[str, str]] = {"programme": "programme"}

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="provision_code_once"),
            models.CheckConstraint(condition=~Q(text_sv="") & ~Q(text_en=""), name="provision_says_something"),
        ]

    def __str__(self) -> str:
        return self.code
