"""Data sets: what they are of, and their versions, which are kept as they were brought in."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from samspel.core.bilingual import Localised
from samspel.core.programmes.models import Programme
from samspel.observatory.datasets.labels import CLASSIFICATIONS, REGION_LEVELS, VALUE_KINDS


class DataSet(models.Model):
    """A table of values by region, activity and year, of a programme or, without one, shared between programmes.

    `vocabulary` says which version of the region codes is meant: of NUTS, or the year of the municipalities."""

    programme = models.ForeignKey(Programme, models.PROTECT, null=True, blank=True, related_name="data_sets")
    code = models.SlugField(max_length=60)
    name_sv = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160)
    source = models.CharField(max_length=300)
    publisher = models.CharField(max_length=120, blank=True)
    licence = models.CharField(max_length=120, blank=True)
    unit_sv = models.CharField(max_length=60)
    unit_en = models.CharField(max_length=60)
    region_level = models.CharField(max_length=12, choices=list(REGION_LEVELS.items()))
    vocabulary = models.CharField(max_length=12, blank=True)
    classification = models.CharField(max_length=16, choices=list(CLASSIFICATIONS.items()))
    value_kind = models.CharField(max_length=12, choices=list(VALUE_KINDS.items()))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    example = models.BooleanField(default=False)

    name = Localised("name")
    unit = Localised("unit")
    access_paths: ClassVar[dict[str, str]] = {"programme": "programme"}

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="observatory_dataset_code"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(programme__isnull=True), name="observatory_dataset_shared_code"
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)


class DataSetVersion(models.Model):
    """One file's content, as it was brought in. Never changed: a corrected file makes a new version.

    `vintage` is when the publisher released the file; `digest` the file's and the choices' SHA-256, by which the same
    file is recognised; `content_digest` that of the observations, however the file was laid out."""

    dataset = models.ForeignKey(DataSet, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    vintage = models.CharField(max_length=40, blank=True)
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    imported_at = models.DateTimeField()
    filename = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    content_digest = models.CharField(max_length=64)
    row_count = models.PositiveIntegerField()
    first_year = models.PositiveSmallIntegerField(null=True)
    last_year = models.PositiveSmallIntegerField(null=True)
    note = models.CharField(max_length=500, blank=True)
    report = models.JSONField(default=dict)

    access_paths: ClassVar[dict[str, str]] = {"programme": "dataset__programme"}

    class Meta:
        ordering = ["dataset", "-number"]
        constraints = [models.UniqueConstraint(fields=["dataset", "number"], name="observatory_version_number")]

    def __str__(self) -> str:
        return f"{self.dataset} {self.number}"


class Observation(models.Model):
    """One value. `activity` is empty where the data set has none; `value` where the source marks it as missing.

    `flag` is the source's own mark, such as p for provisional."""

    version = models.ForeignKey(DataSetVersion, models.PROTECT, related_name="observations", db_index=False)
    year = models.PositiveSmallIntegerField()
    region = models.CharField(max_length=12)
    activity = models.CharField(max_length=20, blank=True)
    value = models.FloatField(null=True)
    flag = models.CharField(max_length=8, blank=True)

    access_paths: ClassVar[dict[str, str]] = {"programme": "version__dataset__programme"}

    class Meta:
        ordering = ["version", "year", "region", "activity"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "year", "region", "activity"], name="observatory_observation_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.activity} {self.year}"


class Label(models.Model):
    """What a version's own code of a region or an activity means, where no shared vocabulary has it."""

    KINDS: ClassVar = [("region", "region"), ("activity", "activity")]

    version = models.ForeignKey(DataSetVersion, models.PROTECT, related_name="labels")
    kind = models.CharField(max_length=8, choices=KINDS)
    code = models.CharField(max_length=20)
    name_sv = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160, blank=True)

    name = Localised("name")

    class Meta:
        ordering = ["version", "kind", "code"]
        constraints = [models.UniqueConstraint(fields=["version", "kind", "code"], name="observatory_label_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.name_sv}"
