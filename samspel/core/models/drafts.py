"""Unfinished forms."""

from django.conf import settings
from django.db import models


class Draft(models.Model):
    """A form somebody saved unfinished, or that an expired session cut off. Belongs to its writer alone."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    programme_code = models.SlugField(max_length=60, blank=True)
    title = models.CharField(max_length=200)
    path = models.CharField(max_length=500)
    data = models.JSONField()
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-updated_at"]
        constraints = [models.UniqueConstraint(fields=["user", "path"], name="one_draft_per_form")]

    def __str__(self) -> str:
        return self.title
