"""From a need to somebody who can help: a request, its answer, the meeting and what came of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from samspel.actors.models import Organisation
from samspel.core.programmes.models import Area, Partner, Programme
from samspel.frontdoor.needs.models import Need
from samspel.frontdoor.offers.models import Offer
from samspel.results.models import Support


class Referral(models.Model):
    """A need sent on: to an offer's owner, or, without an offer, to the officer of `partner`, who is the human exit.

    `home` is the need's own region, which is kept informed where `partner` is another. `due_on` is the day by which the
    state must move on."""

    STATES: ClassVar = [
        (k, k) for k in ("suggested", "requested", "accepted", "declined", "forwarded", "met", "done", "withdrawn")
    ]

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="referrals")
    need = models.ForeignKey(Need, models.PROTECT, related_name="referrals")
    number = models.PositiveSmallIntegerField(help_text="within the need")
    offer = models.ForeignKey(Offer, models.PROTECT, null=True, blank=True, related_name="referrals")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="referrals")
    partner = models.ForeignKey(Partner, models.PROTECT, null=True, blank=True, related_name="referrals")
    home = models.ForeignKey(Partner, models.PROTECT, null=True, blank=True, related_name="+")
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="referrals")
    state = models.CharField(max_length=9, choices=STATES)
    due_on = models.DateField(null=True)
    reminded_on = models.DateField(null=True)
    forwarded_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="forwarded_to")
    made_at = models.DateTimeField()
    example = models.BooleanField(default=False)

    access_paths: ClassVar[dict[str, str]] = {
        "programme": "programme",
        "partner": "partner",
        "organisation": "organisation",
        "area": "area",
    }

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["need", "number"], name="referral_number_once"),
            models.CheckConstraint(
                condition=Q(offer__isnull=True) | Q(organisation__isnull=False), name="referral_of_offer_to_its_owner"
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | Q(partner__isnull=False), name="referral_to_somebody"
            ),
            models.UniqueConstraint(
                fields=["need", "offer"],
                condition=Q(offer__isnull=False) & ~Q(state__in=["declined", "forwarded", "withdrawn"]),
                name="one_live_referral_to_an_offer",
            ),
            models.UniqueConstraint(
                fields=["need", "partner"],
                condition=Q(organisation__isnull=True) & ~Q(state__in=["declined", "forwarded", "withdrawn"]),
                name="one_live_referral_to_a_region",
            ),
        ]
        indexes = [models.Index(fields=["programme", "state", "due_on"], name="referral_by_state")]

    def __str__(self) -> str:
        return f"{self.need_id}.{self.number}"


class ReferralStep(models.Model):
    """A step a referral took; never changed. `days` is how long it took from the request, for answers.
    `due_on` is the day by which the state it led to was to move on.

    `person` is empty where the asker took it by their own link, or time did."""

    KINDS: ClassVar = [
        (k, k)
        for k in ("suggested", "requested", "accepted", "declined", "forwarded", "met", "done", "withdrawn", "reminded")
    ]
    REASONS: ClassVar = [
        (k, k)
        for k in (
            "no_capacity", "outside_competence", "too_early", "too_late", "wrong_size", "other_region", "no_contact",
            "helped_elsewhere", "other",
        )
    ]  # fmt: skip
    OUTCOMES: ClassVar = [(k, k) for k in ("helped", "partly", "not_helped", "referred_on")]

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="steps")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=9, choices=KINDS)
    recorded_at = models.DateTimeField()
    occurred_on = models.DateField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=18, choices=REASONS, blank=True)
    outcome = models.CharField(max_length=11, choices=OUTCOMES, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    days = models.PositiveIntegerField(null=True)
    due_on = models.DateField(null=True, blank=True)
    support = models.OneToOneField(Support, models.PROTECT, null=True, blank=True, related_name="referral_step")

    access_paths: ClassVar[dict[str, str]] = {
        "programme": "programme",
        "partner": "referral__partner",
        "organisation": "referral__organisation",
        "area": "referral__area",
    }

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(kind="declined") | ~Q(reason=""), name="declined_for_a_reason"),
            models.CheckConstraint(condition=~Q(kind="done") | ~Q(outcome=""), name="done_with_an_outcome"),
        ]
        indexes = [models.Index(fields=["programme", "kind", "occurred_on"], name="referral_step_by_kind")]

    def __str__(self) -> str:
        return f"{self.referral_id} {self.kind}"
