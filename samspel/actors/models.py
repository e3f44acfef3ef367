"""Who is there: organisations."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from samspel.kernel.models import Municipality


class Organisation(models.Model):
    """A company, public body, university or other organisation, identified by its organisation number.

    Belongs to no programme: an enterprise is the same in every programme, and counts once in each."""

    KINDS: ClassVar = [
        (k, k)
        for k in (
            "company", "municipality", "region", "university", "institute", "incubator", "science_park", "cluster",
            "agency", "association",
        )
    ]  # fmt: skip

    number = models.CharField(max_length=20)
    country = models.CharField(max_length=2, default="SE")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=KINDS)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    website = models.URLField(blank=True)
    example = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["country", "number"], name="organisation_number_once"),
            models.CheckConstraint(condition=~Q(number=""), name="organisation_has_a_number"),
        ]

    def __str__(self) -> str:
        return self.name
