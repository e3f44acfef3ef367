"""Files on their way in: kept from the preview until they are saved or thrown away."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from samspel.core.programmes.models import Programme
from samspel.observatory.datasets.models.dataset import DataSet, DataSetVersion


class DataImport(models.Model):
    """A file for a data set. `choices` says what is where in it, `report` what was found.

    The content is dropped once the version is saved; the digest stays."""

    STAGES: ClassVar = [(k, k) for k in ("read", "checking", "checked", "saving", "saved", "failed")]

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    dataset = models.ForeignKey(DataSet, models.CASCADE, related_name="imports")
    version = models.ForeignKey(DataSetVersion, models.SET_NULL, null=True, related_name="+")
    filename = models.CharField(max_length=200)
    content = models.BinaryField(null=True)
    digest = models.CharField(max_length=64)
    choices = models.JSONField(default=dict)
    stage = models.CharField(max_length=10, choices=STAGES, default="read")
    report = models.JSONField(default=dict)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    touched_at = models.DateTimeField()

    access_paths: ClassVar[dict[str, str]] = {"programme": "programme"}

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.dataset_id} {self.filename}"
