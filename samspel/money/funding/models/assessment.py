"""What assessors declare of themselves and find in an application."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from samspel.money.funding.models.application import Application
from samspel.money.funding.models.intake import Criterion


class Impartiality(models.Model):
    """What somebody has declared of their own interest in an application. A conflict can not be taken back."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="impartialities")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
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
    assessor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
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
