"""What the office proposes and the committee decides, and the conditions of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from samspel.core.facts import FactPart
from samspel.core.programmes.models import ProgrammeFact
from samspel.money.funding.models.application import Application


class Proposal(models.Model):
    """What the office proposes to the committee. `amounts` are kronor by year, `conditions` lines."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="proposal")
    grant = models.BooleanField()
    reasons = models.TextField()
    amounts = models.JSONField(default=dict)
    conditions = models.JSONField(default=list)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.application_id}"


class FundingDecision(ProgrammeFact):
    """The committee's decision on an application. `occurred_on` is the meeting's day, `partner` the region."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="decisions")
    committee = models.CharField(max_length=120)
    paragraph = models.CharField(max_length=40)
    grant = models.BooleanField()
    reasons = models.TextField()

    audit_name = "funding_decision"

    class Meta(ProgrammeFact.Meta):
        abstract = False
        constraints = [
            *ProgrammeFact.Meta.constraints,
            models.UniqueConstraint(
                fields=["application"], condition=Q(voided_at__isnull=True), name="one_decision_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occurred_on} {self.paragraph}"


class DecidedAmount(FactPart):
    """What is granted for a year, in the programme's currency."""

    fact_field = "decision"

    decision = models.ForeignKey(FundingDecision, models.PROTECT, related_name="amounts")
    year = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=15, decimal_places=2)

    class Meta(FactPart.Meta):
        abstract = False
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "year"], name="decided_amount_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="decided_amount_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.amount}"


class FundingCondition(FactPart):
    """What the decision asks for."""

    fact_field = "decision"

    decision = models.ForeignKey(FundingDecision, models.PROTECT, related_name="conditions")
    order = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)

    class Meta(FactPart.Meta):
        abstract = False
        ordering = ["order"]

    def __str__(self) -> str:
        return self.text


class ConditionMet(models.Model):
    """That a condition is met, and how it is known."""

    condition = models.OneToOneField(FundingCondition, models.PROTECT, related_name="met")
    met_on = models.DateField()
    note = models.CharField(max_length=500)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "conditions met"

    def __str__(self) -> str:
        return f"{self.condition_id} {self.met_on}"
