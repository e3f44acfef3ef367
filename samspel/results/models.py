"""What happened to enterprises, as facts."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from samspel.actors.models import Organisation
from samspel.kernel.facts import FactPart
from samspel.programme.models import ProgrammeFact


class Support(ProgrammeFact):
    """An enterprise got support on `occurred_on`: what kind, how many hours, and the amount where it was money."""

    KINDS: ClassVar = [(k, k) for k in ("advice", "test_bed", "coaching", "workshop", "matching", "training", "grant")]

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="support")
    initiative_number = models.PositiveIntegerField(null=True, blank=True)
    kind = models.CharField(max_length=12, choices=KINDS)
    financial = models.BooleanField(default=False)
    hours = models.DecimalField(max_digits=7, decimal_places=2, default=0, help_text="hours given to the enterprise")
    amount = models.DecimalField(max_digits=15, decimal_places=2, default=0, help_text="programme currency")

    audit_name = "support"
    access_paths: ClassVar[dict[str, str]] = {**ProgrammeFact.access_paths, "organisation": "organisation"}

    class Meta(ProgrammeFact.Meta):
        abstract = False
        constraints = [
            *ProgrammeFact.Meta.constraints,
            models.CheckConstraint(condition=Q(hours__gte=0, amount__gte=0), name="support_not_negative"),
        ]
        indexes = [models.Index(fields=["programme", "occurred_on"])]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.kind} {self.occurred_on}"


class Collaboration(ProgrammeFact):
    """Organisations that work together from `occurred_on`; its members are its parts.

    `with_research`: a university or research institute is one of them (a member, not a seller of services)."""

    title = models.CharField(max_length=200)
    with_research = models.BooleanField(default=False)
    initiative_number = models.PositiveIntegerField(null=True, blank=True)

    audit_name = "collaboration"

    class Meta(ProgrammeFact.Meta):
        abstract = False
        constraints = [*ProgrammeFact.Meta.constraints]
        indexes = [models.Index(fields=["programme", "occurred_on"])]

    def __str__(self) -> str:
        return self.title


class CollaborationMember(FactPart):
    """One organisation in a collaboration."""

    fact_field = "collaboration"
    collaboration = models.ForeignKey(Collaboration, models.PROTECT, related_name="members")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="collaborations")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["collaboration", "organisation"], name="collaboration_member_once")
        ]

    def __str__(self) -> str:
        return f"{self.collaboration_id} {self.organisation_id}"


class PrivateInvestment(ProgrammeFact):
    """Private money that matches public support to an innovation or R&D project."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="investments")
    purpose = models.CharField(max_length=200)
    amount = models.DecimalField(max_digits=15, decimal_places=2, help_text="programme currency")

    audit_name = "investment"
    access_paths: ClassVar[dict[str, str]] = {**ProgrammeFact.access_paths, "organisation": "organisation"}

    class Meta(ProgrammeFact.Meta):
        abstract = False
        constraints = [
            *ProgrammeFact.Meta.constraints,
            models.CheckConstraint(condition=Q(amount__gt=0), name="investment_above_zero"),
        ]
        indexes = [models.Index(fields=["programme", "occurred_on"])]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.amount}"
