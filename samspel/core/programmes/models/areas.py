"""Areas, their tracks and the activities the decision promises; work packages as they evolve."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from samspel.core.bilingual import Localised
from samspel.core.programmes.models.programme import Programme


class Area(models.Model):
    """One of the programme's areas of specialisation. `tone` (1–8) picks its colour and note shape."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="areas")
    code = models.SlugField(max_length=60)
    order = models.PositiveSmallIntegerField()
    tone = models.PositiveSmallIntegerField()
    name_sv = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    short_sv = models.CharField(max_length=40)
    short_en = models.CharField(max_length=40)
    summary_sv = models.TextField()
    summary_en = models.TextField()

    name = Localised("name")
    short = Localised("short")
    summary = Localised("summary")

    access_paths: ClassVar[dict[str, str]] = {"programme": "programme", "area": ""}

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="area_code_once"),
            models.CheckConstraint(condition=Q(tone__gte=1, tone__lte=8), name="area_tone_one_to_eight"),
        ]

    def __str__(self) -> str:
        return self.code


class AreaLink(models.Model):
    """A cross-link the decision points out between two areas, kept once with first.order < second.order."""

    first = models.ForeignKey(Area, models.PROTECT, related_name="links_from")
    second = models.ForeignKey(Area, models.PROTECT, related_name="links_to")
    text_sv = models.TextField()
    text_en = models.TextField()

    text = Localised("text")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="area_link_once"),
            models.CheckConstraint(condition=~Q(first=F("second")), name="area_link_joins_two"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id}–{self.second_id}"


class AreaEvidence(models.Model):
    """The activities an area is to be found in, in statistics by one classification of activities."""

    CLASSIFICATIONS: ClassVar = [(k, k) for k in ("nace2_section", "nace2_division", "nace2_group")]

    area = models.ForeignKey(Area, models.PROTECT, related_name="evidence")
    classification = models.SlugField(max_length=16, choices=CLASSIFICATIONS)
    activities = models.JSONField(default=list)
    reason_sv = models.CharField(max_length=500, blank=True)
    reason_en = models.CharField(max_length=500, blank=True)

    reason = Localised("reason")

    class Meta:
        ordering = ["area__order", "classification"]
        constraints = [models.UniqueConstraint(fields=["area", "classification"], name="area_evidence_once")]

    def __str__(self) -> str:
        return f"{self.area_id} {self.classification}"


class AreaWords(models.Model):
    """The beginnings of words by which a text is suggested to be of an area. A suggestion, never a classification."""

    area = models.OneToOneField(Area, models.PROTECT, related_name="words")
    words = models.JSONField(default=list)

    class Meta:
        ordering = ["area__order"]
        verbose_name_plural = "area words"

    def __str__(self) -> str:
        return f"{self.area_id} {', '.join(self.words)}"


class ComparedIndicator(models.Model):
    """A variable that regions are compared by in statistics, and which way is better."""

    BETTER: ClassVar = [(k, k) for k in ("higher", "lower")]

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="compared_indicators")
    code = models.CharField(max_length=20)
    better = models.CharField(max_length=6, choices=BETTER)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="compared_indicator_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.better}"


class Track(models.Model):
    """A work package: a line of work. Belongs to an area, or to the programme as a whole where area is empty."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="tracks")
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="tracks")
    code = models.SlugField(max_length=60)
    order = models.PositiveSmallIntegerField()
    name_sv = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)

    name = Localised("name")

    access_paths: ClassVar[dict[str, str]] = {"programme": "programme", "area": "area"}

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="track_code_once")]

    def __str__(self) -> str:
        return self.code


class WorkPackageVersion(models.Model):
    """How a track was described from a date on. Version 1 is the decision's; later ones have a reason and an author."""

    track = models.ForeignKey(Track, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    text_sv = models.TextField()
    text_en = models.TextField()
    reason = models.CharField(max_length=500, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()

    text = Localised("text")

    access_paths: ClassVar[dict[str, str]] = {"programme": "track__programme", "area": "track__area"}

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["track", "number"], name="work_package_version_once"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="later_version_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.track_id} v{self.number}"


class Activity(models.Model):
    """An activity the decision promises, in a track. What was then done under it are initiatives."""

    track = models.ForeignKey(Track, models.PROTECT, related_name="activities")
    code = models.SlugField(max_length=60)
    order = models.PositiveSmallIntegerField()
    title_sv = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    text_sv = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    cross_areas = models.ManyToManyField(Area, blank=True, related_name="cross_activities")

    title = Localised("title")
    text = Localised("text")

    access_paths: ClassVar[dict[str, str]] = {"programme": "track__programme", "area": "track__area"}

    class Meta:
        ordering = ["track__order", "order"]
        verbose_name_plural = "activities"
        constraints = [models.UniqueConstraint(fields=["track", "code"], name="activity_code_once")]

    def __str__(self) -> str:
        return self.code
