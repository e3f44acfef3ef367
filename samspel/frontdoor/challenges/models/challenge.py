"""Challenges: a public need put to all who may have an answer, with criteria, questions and answers."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from samspel.actors.models import Organisation
from samspel.core.bilingual import Localised
from samspel.core.programmes.models import Area, Partner, Programme
from samspel.frontdoor.needs.models import Need

USER = settings.AUTH_USER_MODEL


class Challenge(models.Model):
    """A need that its owner asks the market to meet. Until `opens_on` there is dialogue; submissions come in until
    `closes_on`, and stay sealed till then. `jurors` is how many must have scored before anything is decided."""

    KINDS: ClassVar = [(k, k) for k in ("contest", "precommercial", "partnership", "dialogue")]
    STATES: ClassVar = [(k, k) for k in ("draft", "published", "judging", "decided", "piloting", "closed", "cancelled")]

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="challenges")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="challenges")
    number = models.PositiveSmallIntegerField()
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="challenges")
    need = models.ForeignKey(Need, models.PROTECT, null=True, blank=True, related_name="challenges")
    area = models.ForeignKey(Area, models.PROTECT, related_name="challenges")
    kind = models.CharField(max_length=14, choices=KINDS)
    title_sv = models.CharField(max_length=140)
    title_en = models.CharField(max_length=140)
    text_sv = models.TextField(max_length=8000)
    text_en = models.TextField(max_length=8000)
    reward = models.DecimalField(max_digits=12, decimal_places=2, default=0, help_text="programme currency, in all")
    opens_on = models.DateField()
    closes_on = models.DateField(help_text="last day for submissions")
    jurors = models.PositiveSmallIntegerField(default=2)
    state = models.CharField(max_length=9, choices=STATES, default="draft")
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True, help_text="when the submissions were opened")
    opened_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    cancel_reason = models.CharField(max_length=500, blank=True)
    example = models.BooleanField(default=False)

    title = Localised("title")
    text = Localised("text")

    access_paths: ClassVar[dict[str, str]] = {
        "programme": "programme", "partner": "partner", "area": "area", "organisation": "owner",
    }  # fmt: skip

    class Meta:
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="challenge_number_once"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="challenge_closes_after_it_opens"),
            models.CheckConstraint(condition=Q(jurors__gte=1), name="challenge_has_jurors"),
            models.CheckConstraint(condition=Q(reward__gte=0), name="challenge_reward_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title_sv}"


class ChallengeCriterion(models.Model):
    """What a submission is judged by, and how much it weighs."""

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="criteria")
    order = models.PositiveSmallIntegerField()
    question_sv = models.CharField(max_length=300)
    question_en = models.CharField(max_length=300)
    weight = models.PositiveSmallIntegerField()

    question = Localised("question")

    class Meta:
        ordering = ["order"]
        verbose_name_plural = "challenge criteria"
        constraints = [
            models.UniqueConstraint(fields=["challenge", "order"], name="challenge_criterion_once"),
            models.CheckConstraint(condition=Q(weight__gte=1), name="challenge_criterion_weighs"),
        ]

    def __str__(self) -> str:
        return self.question_sv


class ChallengeQuestion(models.Model):
    """A question put by anybody; public, without the name, once it is answered. The e-mail address is erased then."""

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="questions")
    text = models.TextField(max_length=2000)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, default="sv")
    asked_at = models.DateTimeField()
    answer = models.TextField(max_length=4000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    put_aside_at = models.DateTimeField(null=True, help_text="not answered in public, such as spam")

    access_paths: ClassVar[dict[str, str]] = {"programme": "challenge__programme", "partner": "challenge__partner"}

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="challenge_answer_is_whole",
            )
        ]

    def __str__(self) -> str:
        return f"{self.challenge_id} {self.pk}"
