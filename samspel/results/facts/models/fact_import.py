"""Files brought in: kept from the preview until they are saved or thrown away."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from samspel.core.programmes.models import Programme


class Import(models.Model):
    """A file somebody brought in. `kind` says what its rows are; `columns` maps fields to the file's columns.

    The content is dropped once the rows are saved; the digest stays, so that the same file is recognised."""

    STAGES: ClassVar = [(k, k) for k in ("read", "checking", "checked", "saving", "saved", "failed")]

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="imports")
    kind = models.SlugField(max_length=20)
    filename = models.CharField(max_length=200)
    content = models.BinaryField(null=True)
    digest = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)
    stage = models.CharField(max_length=10, choices=STAGES, default="read")
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    report = models.JSONField(default=dict)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    touched_at = models.DateTimeField()

    access_paths: ClassVar[dict[str, str]] = {"programme": "programme"}

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.filename}"
