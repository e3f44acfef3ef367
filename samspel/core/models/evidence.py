"""What shows that a fact is true."""

from django.conf import settings
from django.db import models


class Evidence(models.Model):
    """A document, link or note that a fact points to: the journal number or address where it can be read."""

    title = models.CharField(max_length=200)
    reference = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    example = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "evidence"

    def __str__(self) -> str:
        return self.title
