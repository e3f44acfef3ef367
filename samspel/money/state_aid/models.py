"""State aid: exchange rates, declarations, supports held at the ceiling, and entries in the register."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from samspel.actors.models import Organisation
from samspel.core.facts import Fact, FactPart
from samspel.core.programmes.models import Area, Partner, Programme
from samspel.results.models import Support

USER = settings.AUTH_USER_MODEL


class ExchangeRate(models.Model):
    """Units of a currency for one EUR on a day, as published."""

    currency = models.CharField(max_length=3)
    day = models.DateField()
    rate = models.DecimalField(max_digits=12, decimal_places=6)
    source = models.CharField(max_length=120)
    recorded_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(fields=["currency", "day"], name="exchange_rate_once"),
            models.CheckConstraint(condition=Q(rate__gt=0), name="exchange_rate_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.rate}"


class AidDeclaration(Fact):
    """What an enterprise declares before it gets de minimis aid: other such aid to its whole undertaking.

    `occurred_on` is the day it was signed, `signed_by` who signed. It counts once it is approved."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="aid_declarations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="aid_declarations")
    signed_by = models.CharField(max_length=120)
    fiscal_year_month = models.PositiveSmallIntegerField(default=1, help_text="first month of the fiscal year")

    audit_name = "declaration"
    access_paths: ClassVar[dict[str, str]] = {"programme": "programme", "organisation": "organisation"}

    class Meta(Fact.Meta):
        abstract = False
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(fiscal_year_month__gte=1, fiscal_year_month__lte=12), name="fiscal_year_begins_in_a_month"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.occurred_on}"


class DeclaredAid(FactPart):
    """De minimis aid that others have granted, as declared."""

    fact_field = "declaration"

    declaration = models.ForeignKey(AidDeclaration, models.PROTECT, related_name="lines")
    giver = models.CharField(max_length=200)
    granted_on = models.DateField()
    amount = models.DecimalField(max_digits=15, decimal_places=2, help_text="EUR")

    class Meta(FactPart.Meta):
        abstract = False
        ordering = ["granted_on", "pk"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="declared_aid_above_zero")]

    def __str__(self) -> str:
        return f"{self.giver} {self.amount}"


class DeclarationApproval(models.Model):
    """That somebody else than the signer has checked and approved a declaration."""

    declaration = models.OneToOneField(AidDeclaration, models.PROTECT, related_name="approval")
    approved_at = models.DateTimeField()
    approved_by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.declaration_id}"


class AidRequest(models.Model):
    """A support stopped at the ceiling, which somebody asked to have decided. `columns` is what the fact would say."""

    STATES: ClassVar = [(k, k) for k in ("pending", "granted", "refused")]

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="aid_requests")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="aid_requests")
    amount = models.DecimalField(max_digits=15, decimal_places=2)
    occurred_on = models.DateField()
    columns = models.JSONField()
    explained = models.TextField()
    state = models.CharField(max_length=8, choices=STATES, default="pending")
    asked_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    support = models.OneToOneField(Support, models.PROTECT, null=True, blank=True, related_name="aid_request")

    access_paths: ClassVar[dict[str, str]] = {"programme": "programme", "partner": "partner", "area": "area"}

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="pending", decided_by=None) | (~Q(state="pending") & Q(decided_by__isnull=False)),
                name="aid_request_is_decided_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.amount}"


class AidEntry(models.Model):
    """That a grant is entered in the register."""

    support = models.OneToOneField(Support, models.PROTECT, related_name="aid_entry")
    entered_on = models.DateField()
    reference = models.CharField(max_length=120, blank=True)
    entered_by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "aid entries"

    def __str__(self) -> str:
        return f"{self.support_id}"
