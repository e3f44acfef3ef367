"""The innovation system: what an actor can and what it does for whom; and what was done before the programme."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from samspel.actors.organisations.models.organisation import Organisation
from samspel.core.models import Municipality
from samspel.core.programmes.models import Area, Programme


class Competence(models.Model):
    """Something an organisation is good at, from the vocabulary in actors/data/competences.toml."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="competences")
    code = models.SlugField(max_length=40)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["organisation", "code"], name="competence_once")]

    def __str__(self) -> str:
        return self.code


class ActorFunction(models.Model):
    """That an organisation has a function in an area of the programme: a cell of the innovation-system matrix."""

    FUNCTIONS: ClassVar = [
        (k, k) for k in ("research", "test_demo", "incubation", "advice", "financing", "training", "network")
    ]

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


class PastOperation(models.Model):
    """A project that a fund has supported before, from a public register. `code` is the register's own."""

    register = models.SlugField(max_length=40)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    beneficiary_name = models.CharField(max_length=200, help_text="as the register writes it")
    beneficiary = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="past_operations")
    granted = models.DecimalField(max_digits=15, decimal_places=2, help_text="in `currency`")
    currency = models.CharField(max_length=3)
    starts_on = models.DateField()
    ends_on = models.DateField()
    objective = models.CharField(max_length=300, blank=True)
    municipalities = models.ManyToManyField(Municipality, related_name="+")

    class Meta:
        ordering = ["starts_on", "code"]
        constraints = [
            models.UniqueConstraint(fields=["register", "code"], name="past_operation_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="past_operation_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.code
