"""Work with the horizontal criteria."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from samspel.core.programmes.models import Programme


class CriterionWork(models.Model):
    """What the programme has done for one horizontal criterion, one version at a time: the latest holds.

    A condition is met where its text is written; the rating follows from how many are (horizontal.rules)."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="criterion_work")
    criterion = models.SlugField(max_length=60)
    target_group_analysis = models.TextField(blank=True)
    baseline = models.TextField(blank=True)
    goals = models.TextField(blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    example = models.BooleanField(default=False)

    access_paths: ClassVar[dict[str, str]] = {"programme": "programme"}

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["programme", "criterion"])]

    def __str__(self) -> str:
        return self.criterion
