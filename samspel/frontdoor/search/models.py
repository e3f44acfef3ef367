"""What the search index is to be told: written in the transaction of the change, so that nothing is lost."""

from typing import ClassVar

from django.db import models


class IndexChange(models.Model):
    """A record to put in the search index anew, or to take out of it if it is no longer there or not to be found.

    The database is the truth: the indexer reads these in order and deletes them when they are in the index."""

    KINDS: ClassVar = [(k, k) for k in ("offer", "need", "company")]

    kind = models.CharField(max_length=8, choices=KINDS)
    record = models.PositiveBigIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.record}"
