"""Computations: what was asked of a version of a data set, how far it has come, and the answer."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from samspel.observatory.datasets.models.dataset import DataSetVersion

LIVE = ("queued", "running", "done")


class Computation(models.Model):
    """A kind of computation on a version with parameters. `key` is the SHA-256 of the three.

    At most one of each key is under way or done, so that a question asked twice is worked out once. `result` is
    compressed JSON. `touched_at` is when the worker last said that it lives."""

    STATES: ClassVar = [(k, k) for k in ("queued", "running", "done", "failed", "cancelled")]

    version = models.ForeignKey(DataSetVersion, models.PROTECT, related_name="computations")
    kind = models.SlugField(max_length=40)
    parameters = models.JSONField(default=dict)
    key = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=STATES, default="queued")
    progress = models.FloatField(default=0)
    result = models.BinaryField(null=True)
    fault = models.CharField(max_length=500, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    touched_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    access_paths: ClassVar[dict[str, str]] = {"programme": "version__dataset__programme"}

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=Q(state__in=LIVE), name="observatory_computation_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
