"""Organisations, and which of them count as one."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from samspel.core.facts import Fact
from samspel.core.models import Municipality


class Organisation(models.Model):
    """A company, public body, university or other organisation.

    Belongs to no programme: an enterprise is the same in every programme, and counts once in each. `number` is the
    compact organisation number; for a sole trader a keyed digest of the personal identity number, which itself is
    kept nowhere; empty where none is known. `size_class` follows from the figures of its years."""

    KINDS: ClassVar = [
        (k, k)
        for k in (
            "company", "municipality", "region", "university", "institute", "incubator", "science_park", "cluster",
            "agency", "association",
        )
    ]  # fmt: skip
    IDENTITIES: ClassVar = [(k, k) for k in ("number", "personal", "foreign", "none")]
    SIZES: ClassVar = [(k, k) for k in ("micro", "small", "medium", "large")]

    number = models.CharField(max_length=40, blank=True)
    identity = models.CharField(max_length=8, choices=IDENTITIES, default="number")
    country = models.CharField(max_length=2, default="SE")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=KINDS)
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True, related_name="+")
    industry = models.CharField(max_length=6, blank=True, help_text="NACE Rev. 2 or SNI code, such as 10.71 or 10710")
    size_class = models.CharField(max_length=6, choices=SIZES, blank=True)
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    website = models.URLField(blank=True)
    example = models.BooleanField(default=False)

    access_paths: ClassVar[dict[str, str]] = {"organisation": ""}

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(fields=["name", "id"], name="organisation_by_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "number"], condition=~Q(number=""), name="organisation_number_once"
            ),
            models.CheckConstraint(
                condition=Q(identity="none", number="") | (~Q(identity="none") & ~Q(number="")),
                name="organisation_has_a_number_or_none",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(started_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="organisation_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_number(self) -> str:
        """The number as people write it; a sole trader's is never shown."""
        if self.identity == "personal":
            return ""
        return f"{self.number[:6]}-{self.number[6:]}" if self.identity == "number" else self.number


class Alias(models.Model):
    """Another name the organisation goes by, or went by."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "aliases"
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="alias_once")]

    def __str__(self) -> str:
        return self.name


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
