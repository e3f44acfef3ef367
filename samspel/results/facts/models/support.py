"""Support to enterprises, and what came of it: investment, new products and processes."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from samspel.code_lists.aid_bases import AID_BASES
from samspel.code_lists.choices import codes_of
from samspel.code_lists.innovations import INNOVATION_KINDS, NOVELTIES
from samspel.code_lists.investment_matches import INVESTMENT_MATCHES
from samspel.code_lists.support_kinds import SUPPORT_KINDS
from samspel.results.facts.models.base import OrganisationFact


class Support(OrganisationFact):
    """An enterprise got support on `occurred_on`: what kind, how many hours, and the amount where it was money or
    is aid."""

    KINDS: ClassVar = codes_of(SUPPORT_KINDS)
    AID_BASES: ClassVar = codes_of(AID_BASES)

    kind = models.CharField(max_length=20, choices=KINDS)
    financial = models.BooleanField(default=False)
    hours = models.DecimalField(max_digits=7, decimal_places=2, default=0, help_text="hours given to the enterprise")
    amount = models.DecimalField(max_digits=15, decimal_places=2, default=0, help_text="programme currency")
    aid_basis = models.CharField(max_length=12, choices=AID_BASES, default="none")

    audit_name = "support"

    class Meta(OrganisationFact.Meta):
        abstract = False
        constraints = [
            *OrganisationFact.Meta.constraints,
            models.CheckConstraint(condition=Q(hours__gte=0, amount__gte=0), name="support_not_negative"),
        ]
        indexes = [
            models.Index(fields=["programme", "occurred_on"]),
            models.Index(
                fields=["organisation", "programme", "voided_at", "occurred_on"], name="support_by_enterprise"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.kind} {self.occurred_on}"


class PrivateInvestment(OrganisationFact):
    """Private money that matches public support: to a grant, an innovation project or a research project."""

    MATCHES: ClassVar = codes_of(INVESTMENT_MATCHES)

    purpose = models.CharField(max_length=200)
    amount = models.DecimalField(max_digits=15, decimal_places=2, help_text="programme currency")
    matches = models.CharField(max_length=12, choices=MATCHES, default="innovation")
    matched_amount = models.DecimalField(
        max_digits=15, decimal_places=2, null=True, blank=True, help_text="the public support it matches"
    )

    audit_name = "investment"

    class Meta(OrganisationFact.Meta):
        abstract = False
        constraints = [
            *OrganisationFact.Meta.constraints,
            models.CheckConstraint(condition=Q(amount__gt=0), name="investment_above_zero"),
        ]
        indexes = [models.Index(fields=["programme", "occurred_on"])]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.amount}"


class Innovation(OrganisationFact):
    """An enterprise brought out a product or a process that is new to the market, or to itself."""

    KINDS: ClassVar = codes_of(INNOVATION_KINDS)
    NOVELTIES: ClassVar = codes_of(NOVELTIES)

    kind = models.CharField(max_length=10, choices=KINDS)
    novelty = models.CharField(max_length=10, choices=NOVELTIES)
    title = models.CharField(max_length=200)

    audit_name = "innovation"

    class Meta(OrganisationFact.Meta):
        abstract = False
        constraints = [*OrganisationFact.Meta.constraints]
        indexes = [models.Index(fields=["programme", "occurred_on"])]

    def __str__(self) -> str:
        return self.title
