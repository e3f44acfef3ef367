"""Co-financing: a region's intake, applications, what assessors find, the committee's decision, and what is paid."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from samspel.core.facts import FactPart
from samspel.core.programmes.models import Financier, Partner, Programme, ProgrammeFact

USER = settings.AUTH_USER_MODEL


class RankingRule(models.Model):
    """What a region's committee has decided to put first, from a day on, until it decides anew."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="ranking_rules")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="ranking_rules")
    committee = models.CharField(max_length=120)
    decided_on = models.DateField()
    reference = models.CharField(max_length=60)
    recorded_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    example = models.BooleanField(default=False)

    access_paths: ClassVar[dict[str, str]] = {"programme": "programme", "partner": "partner"}

    class Meta:
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "partner", "decided_on"], name="ranking_rule_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.decided_on} {self.reference}"


class Rank(models.Model):
    """A line of a ranking rule; 1 comes first."""

    rule = models.ForeignKey(RankingRule, models.PROTECT, related_name="ranks")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["rule", "number"], name="rank_once")]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"


class Intake(models.Model):
    """A time when a financier takes in applications, for one appropriation. `assessors` must score each of them."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="intakes")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="intakes")
    financier = models.ForeignKey(Financier, models.PROTECT, related_name="intakes")
    name = models.CharField(max_length=120)
    appropriation = models.CharField(max_length=60)
    opens_on = models.DateField()
    closes_on = models.DateField()
    assessors = models.PositiveSmallIntegerField(default=2)
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    example = models.BooleanField(default=False)

    access_paths: ClassVar[dict[str, str]] = {"programme": "programme", "partner": "partner"}

    class Meta:
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="intake_closes_after_it_opens"),
            models.CheckConstraint(condition=Q(assessors__gte=1), name="intake_has_assessors"),
        ]

    def __str__(self) -> str:
        return self.name


class Criterion(models.Model):
    """What an application is judged by, and how much it weighs."""

    intake = models.ForeignKey(Intake, models.PROTECT, related_name="criteria")
    order = models.PositiveSmallIntegerField()
    question = models.CharField(max_length=300)
    weight = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(fields=["intake", "order"], name="criterion_once"),
            models.CheckConstraint(condition=Q(weight__gte=1), name="criterion_weighs"),
        ]

    def __str__(self) -> str:
        return self.question


class Application(models.Model):
    """An application for co-financing. `texts` holds its parts in words, by code. Sums are in `costs` and `money`."""

    STATES: ClassVar = [
        (k, k) for k in ("draft", "submitted", "returned", "assessing", "proposed", "decided", "withdrawn")
    ]

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="applications")
    intake = models.ForeignKey(Intake, models.PROTECT, related_name="applications")
    number = models.PositiveSmallIntegerField()
    applicant = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    starts_on = models.DateField()
    ends_on = models.DateField()
    texts = models.JSONField(default=dict)
    state = models.CharField(max_length=9, choices=STATES, default="draft")
    rank = models.ForeignKey(Rank, models.PROTECT, null=True, related_name="+")
    comment = models.CharField(max_length=500, blank=True, help_text="what to complete")
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    submitted_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    example = models.BooleanField(default=False)

    access_paths: ClassVar[dict[str, str]] = {"programme": "programme", "partner": "intake__partner"}

    class Meta:
        ordering = ["intake", "number"]
        constraints = [
            models.UniqueConstraint(fields=["intake", "number"], name="application_number_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="application_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class ApplicationCost(models.Model):
    """A cost of an application in a year, in the programme's currency."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="costs")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=15, decimal_places=2)

    class Meta:
        ordering = ["order", "year"]
        constraints = [
            models.UniqueConstraint(fields=["application", "order", "year"], name="application_cost_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="application_cost_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"


class ApplicationMoney(models.Model):
    """What somebody is to pay of an application in a year; `asked` is what the intake is asked for."""

    KINDS: ClassVar = [(k, k) for k in ("public", "private", "union")]

    application = models.ForeignKey(Application, models.CASCADE, related_name="money")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=7, choices=KINDS)
    asked = models.BooleanField(default=False)
    year = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=15, decimal_places=2)

    class Meta:
        ordering = ["order", "year"]
        verbose_name_plural = "application money"
        constraints = [
            models.UniqueConstraint(fields=["application", "order", "year"], name="application_money_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="application_money_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"


class Impartiality(models.Model):
    """What somebody has declared of their own interest in an application. A conflict can not be taken back."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="impartialities")
    person = models.ForeignKey(USER, models.PROTECT, related_name="+")
    conflict = models.BooleanField()
    reason = models.CharField(max_length=300, blank=True)
    declared_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "impartialities"
        constraints = [models.UniqueConstraint(fields=["application", "person"], name="impartiality_once")]

    def __str__(self) -> str:
        return f"{self.application_id} {self.person_id}"


class Assessment(models.Model):
    """One assessor's scores of an application, locked when handed in."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="assessments")
    assessor = models.ForeignKey(USER, models.PROTECT, related_name="+")
    comment = models.TextField(blank=True)
    handed_in_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["application", "assessor"], name="assessment_once")]

    def __str__(self) -> str:
        return f"{self.application_id} {self.assessor_id}"


class Score(models.Model):
    """Points from 1 to 5 for a criterion, with why."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["criterion__order"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "criterion"], name="score_once"),
            models.CheckConstraint(condition=Q(points__gte=1, points__lte=5), name="score_from_one_to_five"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.points}"


class Proposal(models.Model):
    """What the office proposes to the committee. `amounts` are kronor by year, `conditions` lines."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="proposal")
    grant = models.BooleanField()
    reasons = models.TextField()
    amounts = models.JSONField(default=dict)
    conditions = models.JSONField(default=list)
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
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
    recorded_by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "conditions met"

    def __str__(self) -> str:
        return f"{self.condition_id} {self.met_on}"


class Requisition(ProgrammeFact):
    """A request that granted money be paid, for a year. `occurred_on` is the day it was asked for."""

    decision = models.ForeignKey(FundingDecision, models.PROTECT, related_name="requisitions")
    year = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=15, decimal_places=2)
    reference = models.CharField(max_length=120)

    audit_name = "requisition"

    class Meta(ProgrammeFact.Meta):
        abstract = False
        constraints = [
            *ProgrammeFact.Meta.constraints,
            models.CheckConstraint(condition=Q(amount__gt=0), name="requisition_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.amount}"


class CofinancingPayment(ProgrammeFact):
    """Co-financing that has been paid in. `occurred_on` is the day, `year` the year of the plan it is for."""

    financier = models.ForeignKey(Financier, models.PROTECT, related_name="payments")
    requisition = models.ForeignKey(Requisition, models.PROTECT, null=True, blank=True, related_name="payments")
    year = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=15, decimal_places=2)
    reference = models.CharField(max_length=120)

    audit_name = "cofinancing"

    class Meta(ProgrammeFact.Meta):
        abstract = False
        constraints = [
            *ProgrammeFact.Meta.constraints,
            models.CheckConstraint(condition=Q(amount__gt=0), name="cofinancing_above_zero"),
            models.UniqueConstraint(
                fields=["requisition"],
                condition=Q(voided_at__isnull=True, requisition__isnull=False),
                name="requisition_paid_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occurred_on} {self.amount}"
