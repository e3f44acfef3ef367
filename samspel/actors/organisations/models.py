"""Organisations, the names they go by, what they are good at, and what they do in a programme's areas."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from samspel.code_lists.actor_functions import FUNCTIONS
from samspel.code_lists.organisation_kinds import KINDS
from samspel.code_lists.size_classes import SIZES
from samspel.core.models import Municipality
from samspel.core.programmes.models import Area, Programme


class Organisation(models.Model):
    """A company, public body, university or other organisation.

    Belongs to no programme: an enterprise is the same in every programme, and counts once in each. `number` is the
    compact organisation number; for a sole trader a keyed digest of the personal identity number, which itself is
    kept nowhere; empty where none is known. `size_class` follows from the figures of its years."""

    KINDS: ClassVar = [(code, code) for code in KINDS]
    IDENTITIES: ClassVar = [(k, k) for k in ("number", "personal", "foreign", "none")]
    SIZES: ClassVar = [(code, code) for code in SIZES if code]

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


class Competence(models.Model):
    """Something an organisation is good at, from the vocabulary in code_lists/data/competences.toml."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="competences")
    code = models.SlugField(max_length=40)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["organisation", "code"], name="competence_once")]

    def __str__(self) -> str:
        return self.code


class ActorFunction(models.Model):
    """That an organisation has a function in an area of the programme: a cell of the innovation-system matrix."""

    FUNCTIONS: ClassVar = [(code, code) for code in FUNCTIONS]

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="actor_functions")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="functions")
    area = models.ForeignKey(Area, models.PROTECT, related_name="actor_functions")
    function = models.CharField(max_length=12, choices=FUNCTIONS)
    example = models.BooleanField(default=False)

    access_paths: ClassVar[dict[str, str]] = {
        "programme": "programme",
        "organisation": "organisation",
        "area": "area",
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "area", "function"], name="actor_function_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.area_id} {self.function}"
