"""The jury of a challenge: who is in it, their interests, their points, and what was decided."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from samspel.core.assessment import HIGHEST, LOWEST
from samspel.core.facts import FactPart
from samspel.core.programmes.models import ProgrammeFact
from samspel.frontdoor.challenges.models.challenge import Challenge, ChallengeCriterion
from samspel.frontdoor.challenges.models.submission import Submission

USER = settings.AUTH_USER_MODEL


class Juror(models.Model):
    """Somebody appointed to judge the submissions of a challenge."""

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="jury")
    person = models.ForeignKey(USER, models.PROTECT, related_name="+")

    access_paths: ClassVar[dict[str, str]] = {"programme": "challenge__programme", "partner": "challenge__partner"}

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["challenge", "person"], name="juror_once")]

    def __str__(self) -> str:
        return f"{self.challenge_id} {self.person_id}"


class JurorInterest(models.Model):
    """What a juror has declared of their own interest in a company that has submitted. A conflict stands."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="interests")
    person = models.ForeignKey(USER, models.PROTECT, related_name="+")
    conflict = models.BooleanField()
    reason = models.CharField(max_length=300, blank=True)
    declared_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "person"], name="juror_interest_once"),
            models.CheckConstraint(condition=Q(conflict=False) | ~Q(reason=""), name="juror_conflict_is_explained"),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.person_id}"


class JurorScores(models.Model):
    """One juror's points for a submission, locked when handed in."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="scores")
    juror = models.ForeignKey(USER, models.PROTECT, related_name="+")
    comment = models.TextField(max_length=4000, blank=True)
    handed_in_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "juror scores"
        constraints = [models.UniqueConstraint(fields=["submission", "juror"], name="juror_scores_once")]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.juror_id}"


class JurorPoints(models.Model):
    """Points from 1 to 5 for a criterion."""

    scores = models.ForeignKey(JurorScores, models.CASCADE, related_name="points")
    criterion = models.ForeignKey(ChallengeCriterion, models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["criterion__order"]
        verbose_name_plural = "juror points"
        constraints = [
            models.UniqueConstraint(fields=["scores", "criterion"], name="juror_points_once"),
            models.CheckConstraint(
                condition=Q(points__gte=LOWEST, points__lte=HIGHEST), name="juror_points_from_one_to_five"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.points}"


class ChallengeDecision(ProgrammeFact):
    """What was decided of a challenge, and why: which submissions go on, or none. `occurred_on` is the day."""

    challenge = models.ForeignKey(Challenge, models.PROTECT, related_name="decisions")
    reasons = models.TextField(max_length=8000)

    audit_name = "challenge_decision"

    class Meta(ProgrammeFact.Meta):
        abstract = False
        constraints = [
            *ProgrammeFact.Meta.constraints,
            models.UniqueConstraint(
                fields=["challenge"], condition=Q(voided_at__isnull=True), name="one_challenge_decision_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.challenge_id} {self.occurred_on}"


class ChosenSubmission(FactPart):
    """A submission that was chosen, and what it is given."""

    fact_field = "decision"

    decision = models.ForeignKey(ChallengeDecision, models.PROTECT, related_name="chosen")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="chosen_in")
    amount = models.DecimalField(max_digits=12, decimal_places=2, default=0)

    class Meta(FactPart.Meta):
        abstract = False
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "submission"], name="submission_chosen_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="chosen_amount_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.submission_id}"
