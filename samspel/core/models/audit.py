"""The audit log as a table. Written only by samspel.core.audit."""

from django.conf import settings
from django.db import models


class AuditEvent(models.Model):
    """Who did what to which object. Append-only (database trigger) and chained: each hash covers the one before."""

    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    actor_label = models.CharField(max_length=60)
    action = models.CharField(max_length=60)
    programme_code = models.CharField(max_length=60, blank=True)
    object_type = models.CharField(max_length=80)
    object_id = models.CharField(max_length=40)
    changes = models.JSONField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["object_type", "object_id"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.object_type} {self.object_id}"
