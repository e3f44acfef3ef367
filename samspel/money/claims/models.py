"""Claims: what is asked of the authority, from each partner's part to what was certified and paid."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from samspel.core.programmes.models import Financier, Partner, Programme
from samspel.money.expenditure.models import Expenditure

USER = settings.AUTH_USER_MODEL


class Claim(models.Model):
    """A claim for a period. `frozen` holds every figure and row from the moment it is sent; texts may change later
    only where it is reopened for them."""

    STATES: ClassVar = [(k, k) for k in ("open", "sent", "text", "decided", "paid")]
    KINDS: ClassVar = [(k, k) for k in ("interim", "final")]

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="claims")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=7, choices=KINDS, default="interim")
    first_day = models.DateField()
    last_day = models.DateField()
    exception = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=8, choices=STATES, default="open")
    report = models.TextField(blank=True, help_text="the economic report in words")
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    signed_by = models.CharField(max_length=120, blank=True)
    frozen = models.JSONField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    reference = models.CharField(max_length=120, blank=True)
    support_certified = models.DecimalField(max_digits=15, decimal_places=2, null=True, blank=True)
    example = models.BooleanField(default=False)

    access_paths: ClassVar[dict[str, str]] = {"programme": "programme"}

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="claim_number_once"),
            models.CheckConstraint(condition=Q(last_day__gt=F("first_day")), name="claim_has_a_length"),
            models.CheckConstraint(
                condition=Q(state="open") | Q(sent_at__isnull=False, sent_by__isnull=False, frozen__isnull=False),
                name="sent_claims_are_frozen",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} claim {self.number}"


class PartnerClaim(models.Model):
    """A partner's part of a claim: sent in by one person, checked by another."""

    STATES: ClassVar = [(k, k) for k in ("draft", "submitted", "checked")]

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="parts")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="claim_parts")
    state = models.CharField(max_length=9, choices=STATES, default="draft")
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    checked_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    comment = models.CharField(max_length=500, blank=True)

    access_paths: ClassVar[dict[str, str]] = {"programme": "claim__programme", "partner": "partner"}

    class Meta:
        ordering = ["partner__order"]
        constraints = [models.UniqueConstraint(fields=["claim", "partner"], name="claim_part_once")]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.partner_id}"


class ClaimRow(models.Model):
    """An expenditure in a claim. While `holds` no other claim can have it: the database sees to that.

    `parked` came to nothing this time and may re-enter; `deducted` is what the authority did not accept. Without an
    expenditure it is an adjustment: a correction of an earlier claim that was already sent."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="rows")
    part = models.ForeignKey(PartnerClaim, models.PROTECT, related_name="rows")
    expenditure = models.ForeignKey(Expenditure, models.PROTECT, related_name="claim_rows")
    amount = models.DecimalField(max_digits=15, decimal_places=2)
    holds = models.BooleanField(default=True)
    declared = models.BooleanField(default=False, help_text="it was in the claim when that was sent")
    adjustment = models.BooleanField(default=False)
    parked = models.DecimalField(max_digits=15, decimal_places=2, default=0)
    deducted = models.DecimalField(max_digits=15, decimal_places=2, default=0)
    certified = models.GeneratedField(
        expression=F("amount") - F("parked") - F("deducted"),
        output_field=models.DecimalField(max_digits=15, decimal_places=2),
        db_persist=True,
    )
    reason = models.CharField(max_length=500, blank=True)

    access_paths: ClassVar[dict[str, str]] = {"programme": "claim__programme", "partner": "part__partner"}

    class Meta:
        ordering = ["expenditure__occurred_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["expenditure"], condition=Q(holds=True, adjustment=False), name="expenditure_in_one_claim"
            ),
            models.UniqueConstraint(fields=["claim", "expenditure"], name="expenditure_once_in_a_claim"),
            models.CheckConstraint(
                condition=Q(amount__gt=0, parked__gte=0, deducted__gte=0) & Q(amount__gte=F("parked") + F("deducted"))
                | Q(amount__lt=0, parked__lte=0, deducted__lte=0) & Q(amount__lte=F("parked") + F("deducted")),
                name="declared_is_certified_deducted_and_parked",
            ),
        ]
        indexes = [models.Index(fields=["claim", "holds"], name="claim_rows_of")]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.expenditure_id}"


class ClaimPayment(models.Model):
    """Support received, split to the partners to the öre."""

    KINDS: ClassVar = [(k, k) for k in ("advance", "interim", "final")]

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="claim_payments")
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="payments")
    kind = models.CharField(max_length=8, choices=KINDS)
    received_on = models.DateField()
    amount = models.DecimalField(max_digits=15, decimal_places=2)
    reference = models.CharField(max_length=120, blank=True)
    recorded_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    example = models.BooleanField(default=False)

    access_paths: ClassVar[dict[str, str]] = {"programme": "programme"}

    class Meta:
        ordering = ["received_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="payment_not_zero"),
            models.CheckConstraint(condition=Q(kind="advance") | Q(claim__isnull=False), name="payment_of_a_claim"),
        ]

    def __str__(self) -> str:
        return f"{self.received_on} {self.amount}"


class PaymentShare(models.Model):
    """A partner's part of a payment."""

    payment = models.ForeignKey(ClaimPayment, models.CASCADE, related_name="shares")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    amount = models.DecimalField(max_digits=15, decimal_places=2)

    class Meta:
        ordering = ["partner__order"]
        constraints = [models.UniqueConstraint(fields=["payment", "partner"], name="payment_share_once")]

    def __str__(self) -> str:
        return f"{self.payment_id} {self.partner_id}"


class FinancierPart(models.Model):
    """A financier's part of a sent claim, to the öre."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="financing")
    financier = models.ForeignKey(Financier, models.PROTECT, related_name="claim_parts")
    amount = models.DecimalField(max_digits=15, decimal_places=2)

    class Meta:
        ordering = ["financier__order"]
        constraints = [models.UniqueConstraint(fields=["claim", "financier"], name="financier_part_once")]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.financier_id}"
