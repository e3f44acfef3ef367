"""Files of rows, kept from the upload until they are saved or discarded."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from samspel.core.programmes.models import Programme
from samspel.imports.states import STAGES as ALL_STAGES


class StagedImport(models.Model):
    """Abstract: an uploaded file. `stage` is where it stands (imports.states), `report` what was found in it.

    The content is dropped once the rows are saved; the digest (SHA-256) stays, so that the same file is recognised.
    `touched_at` is when somebody last worked on it. A subclass says which programme the file is for."""

    STAGES: ClassVar = [(stage, stage) for stage in ALL_STAGES]

    filename = models.CharField(max_length=200)
    content = models.BinaryField(null=True)
    digest = models.CharField(max_length=64)
    stage = models.CharField(max_length=10, choices=STAGES, default="read")
    report = models.JSONField(default=dict)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    touched_at = models.DateTimeField()

    class Meta:
        abstract = True


class Import(StagedImport):
    """A table of rows of one kind. `kind` is its importer's key; `columns` maps fields to the file's columns; `done`
    of `total` rows are worked through."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="imports")
    kind = models.SlugField(max_length=20)
    columns = models.JSONField(default=dict)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)

    access_paths: ClassVar[dict[str, str]] = {"programme": "programme"}

    class Meta:
        # The label is in the table's name and in the audit chain, whose hashes cover it: it stays what it was.
        app_label = "results"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.filename}"
