"""Which organisations are the same: merges, what they make each count as, and pairs that are two."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from samspel.actors.organisations.models import Organisation
from samspel.core.facts import Fact
from samspel.core.triggers import Follower

FIRST_IDENTITY = Follower(
    table="actors_organisation",
    name="actors_organisation_counts_as_itself",
    statement=(
        "INSERT INTO actors_identity (organisation_id, counts_as_id, known_from, known_until) "
        "VALUES (NEW.id, NEW.id, '1900-01-01 00:00:00', NULL)"
    ),
)


class Merge(Fact):
    """That `organisation` is the same as `into`, known from `recorded_at`. Taken back by voiding, like any fact."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="merges")
    into = models.ForeignKey(Organisation, models.PROTECT, related_name="merged")
    reason = models.CharField(max_length=500)

    audit_name = "merge"
    access_paths: ClassVar[dict[str, str]] = {"organisation": "organisation"}

    class Meta(Fact.Meta):
        abstract = False
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(fields=["organisation"], condition=Q(voided_at=None), name="merged_once"),
            models.CheckConstraint(condition=~Q(organisation=F("into")), name="merge_joins_two"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} → {self.into_id}"


class Identity(models.Model):
    """Which organisation an organisation counts as, and from when to when that was known: the merges followed to
    their end. Exactly one row of each organisation holds at any moment; a database trigger writes the first."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="identities")
    counts_as = models.ForeignKey(Organisation, models.CASCADE, related_name="counted")
    known_from = models.DateTimeField()
    known_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "identities"
        indexes = [models.Index(fields=["counts_as", "known_until"], name="identity_counted")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(known_until=None), name="one_identity_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} = {self.counts_as_id}"


class KeptApart(models.Model):
    """Two organisations that look alike and are not the same: the review does not ask again."""

    first = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    second = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "kept apart"
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="kept_apart_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="kept_apart_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"
