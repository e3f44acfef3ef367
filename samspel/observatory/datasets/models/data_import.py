"""Files on their way in: kept from the preview until they are saved or thrown away."""

from typing import ClassVar

from django.db import models

from samspel.core.programmes.models import Programme
from samspel.imports.models import StagedImport
from samspel.observatory.datasets.models.dataset import DataSet, DataSetVersion


class DataImport(StagedImport):
    """A file for a data set. `choices` says what is where in it; `version` is what it became."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    dataset = models.ForeignKey(DataSet, models.CASCADE, related_name="imports")
    version = models.ForeignKey(DataSetVersion, models.SET_NULL, null=True, related_name="+")
    choices = models.JSONField(default=dict)

    access_paths: ClassVar[dict[str, str]] = {"programme": "programme"}

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.dataset_id} {self.filename}"
