"""Objectives, targets and milestones."""

from typing import ClassVar

from django.db import models

from samspel.core.bilingual import Localised
from samspel.core.programmes.models.areas import Area
from samspel.core.programmes.models.programme import Programme


class Objective(models.Model):
    """A node in the objective tree: the overall objective, the project goal, or a sub-goal."""

    KINDS: ClassVar = [("overall", "overall"), ("project_goal", "project_goal"), ("sub_goal", "sub_goal")]

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="objectives")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    code = models.SlugField(max_length=60)
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=KINDS)
    title_sv = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    text_sv = models.TextField()
    text_en = models.TextField()
    areas = models.ManyToManyField(Area, blank=True, related_name="objectives")

    title = Localised("title")
    text = Localised("text")

    access_paths: ClassVar[dict[str, str]] = {"programme": "programme"}

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="objective_code_once")]

    def __str__(self) -> str:
        return self.code


class Target(models.Model):
    """A figure the programme promises: `measure` names the figure, `value` is the target at the end."""

    objective = models.ForeignKey(Objective, models.PROTECT, related_name="targets")
    code = models.SlugField(max_length=60)
    order = models.PositiveSmallIntegerField()
    measure = models.CharField(max_length=60)
    name_sv = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    subject_sv = models.CharField(max_length=60, help_text="the word a heading sentence starts with, plural definite")
    subject_en = models.CharField(max_length=60)
    value = models.DecimalField(max_digits=15, decimal_places=2)
    baseline = models.DecimalField(max_digits=15, decimal_places=2, default=0)

    name = Localised("name")
    subject = Localised("subject")

    access_paths: ClassVar[dict[str, str]] = {"programme": "objective__programme"}

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["objective", "code"], name="target_code_once"),
            models.CheckConstraint(condition=models.Q(value__gt=models.F("baseline")), name="target_above_baseline"),
        ]

    def __str__(self) -> str:
        return self.code


class TargetYear(models.Model):
    """The cumulative value planned at the end of a year; absent years are planned on a straight line."""

    target = models.ForeignKey(Target, models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=15, decimal_places=2)

    class Meta:
        ordering = ["year"]
        constraints = [models.UniqueConstraint(fields=["target", "year"], name="target_year_once")]

    def __str__(self) -> str:
        return f"{self.target_id} {self.year}"


class Milestone(models.Model):
    """Something due on a date. The date never moves by itself; that it was reached is a fact of its own."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="milestones")
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="milestones")
    code = models.SlugField(max_length=60)
    due_on = models.DateField()
    title_sv = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    text_sv = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    source = models.CharField(max_length=10, choices=[("decision", "decision"), ("planning", "planning")])

    title = Localised("title")
    text = Localised("text")

    access_paths: ClassVar[dict[str, str]] = {"programme": "programme", "area": "area"}

    class Meta:
        ordering = ["due_on", "code"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="milestone_code_once")]

    def __str__(self) -> str:
        return self.code
