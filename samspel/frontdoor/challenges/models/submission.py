"""Answers to a challenge, whom to tell about them, and the trial of those that are chosen."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from samspel.actors.models import Organisation
from samspel.core.bilingual import Localised
from samspel.frontdoor.challenges.models.challenge import Challenge
from samspel.frontdoor.needs.models import new_link


class Submission(models.Model):
    """An answer to a challenge. It counts once its sender has confirmed the e-mail address. `letter` is what the jury
    knows it by; it is given when the submissions are opened, in an order that tells nothing."""

    challenge = models.ForeignKey(Challenge, models.PROTECT, related_name="submissions")
    link = models.CharField(max_length=40, unique=True, default=new_link)
    letter = models.CharField(max_length=3, blank=True)
    company = models.CharField(max_length=200)
    organisation_number = models.CharField(max_length=20, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="submissions", help_text="when it is known"
    )
    title = models.CharField(max_length=140)
    text = models.TextField(max_length=8000)
    sent_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    example = models.BooleanField(default=False)

    access_paths: ClassVar[dict[str, str]] = {
        "programme": "challenge__programme", "partner": "challenge__partner", "organisation": "organisation",
    }  # fmt: skip

    class Meta:
        ordering = ["letter", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["challenge", "letter"], condition=~Q(letter=""), name="letter_once")
        ]

    def __str__(self) -> str:
        return f"submission {self.pk}"


class SubmissionContact(models.Model):
    """Whom to answer about a submission. Erased after `keep_until`; the submission stays."""

    submission = models.OneToOneField(Submission, models.CASCADE, related_name="contact")
    name = models.CharField(max_length=120)
    email = models.EmailField()
    language = models.CharField(max_length=2, default="sv")
    given_on = models.DateField()
    keep_until = models.DateField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"contact of {self.submission_id}"


class Pilot(models.Model):
    """A trial of a chosen submission, and what came of it: empty until it is known."""

    OUTCOMES: ClassVar = [(k, k) for k in ("adopted", "extended", "not_adopted")]

    submission = models.OneToOneField(Submission, models.PROTECT, related_name="pilot")
    place = models.CharField(max_length=200)
    starts_on = models.DateField()
    ends_on = models.DateField()
    outcome = models.CharField(max_length=11, choices=OUTCOMES, blank=True)
    result_sv = models.TextField(max_length=4000, blank=True)
    result_en = models.TextField(max_length=4000, blank=True)
    ended_on = models.DateField(null=True)
    example = models.BooleanField(default=False)

    result = Localised("result")

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="pilot_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(outcome="", ended_on__isnull=True) | (~Q(outcome="") & Q(ended_on__isnull=False)),
                name="pilot_result_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.starts_on}"
