"""What companies and public bodies need help with, in their own words; and who asked, kept apart and erasable."""

import secrets
from typing import ClassVar

from django.db import models
from django.db.models import Q

from samspel.actors.models import Organisation
from samspel.core.models import Municipality
from samspel.core.programmes.models import Area, Partner, Programme
from samspel.frontdoor.offers.models import Offer


def new_link() -> str:
    """A name nobody can guess, for the asker's own address to the need."""
    return secrets.token_urlsafe(24)


class Need(models.Model):
    """A need. The asker changes it until it is sent; it counts from the day its e-mail address was confirmed.

    `tags` is how it was understood: words the reader may take away, kinds of help asked for. `partner` is the home
    region, which follows from the municipality. `good_hits` is how many offers fitted well when it was sent.
    `wants_person` asks for somebody at the home region to talk to. `weighed_at` is when it was last held against the
    saved searches of offers."""

    ASKERS: ClassVar = [(k, k) for k in ("company", "public", "person")]
    STATES: ClassVar = [(k, k) for k in ("draft", "sent", "open", "closed")]
    TIMINGS: ClassVar = [(k, k) for k in ("now", "quarter", "year", "any")]

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="needs")
    number = models.PositiveIntegerField(null=True, help_text="given when it is sent")
    link = models.CharField(max_length=40, unique=True, default=new_link)
    asker_kind = models.CharField(max_length=8, choices=ASKERS, default="company")
    text = models.TextField(max_length=20_000)
    language = models.CharField(max_length=2, choices=[("sv", "sv"), ("en", "en")])
    tags = models.JSONField(default=dict)
    areas = models.ManyToManyField(Area, blank=True, related_name="needs")
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True, related_name="+")
    partner = models.ForeignKey(Partner, models.PROTECT, null=True, blank=True, related_name="needs")
    size = models.CharField(max_length=6, choices=Organisation.SIZES, blank=True)
    sector = models.CharField(max_length=6, blank=True, help_text="SNI section or division")
    trl = models.PositiveSmallIntegerField(null=True, blank=True)
    timing = models.CharField(max_length=7, choices=TIMINGS, default="any")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="needs", help_text="when it is known"
    )
    state = models.CharField(max_length=6, choices=STATES, default="draft")
    good_hits = models.PositiveSmallIntegerField(default=0)
    wants_person = models.BooleanField(default=False)
    weighed_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    occurred_on = models.DateField(null=True, help_text="the day it was confirmed, from which it counts")
    confirmed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    example = models.BooleanField(default=False)

    access_paths: ClassVar[dict[str, str]] = {
        "programme": "programme",
        "partner": "partner",
        "organisation": "organisation",
    }

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="need_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "sent"]) | Q(confirmed_at__isnull=False, occurred_on__isnull=False),
                name="open_need_is_confirmed",
            ),
            models.CheckConstraint(condition=Q(state="draft") | Q(number__isnull=False), name="sent_need_has_a_number"),
            models.CheckConstraint(condition=Q(trl__isnull=True) | Q(trl__gte=1, trl__lte=9), name="need_trl"),
        ]
        indexes = [models.Index(fields=["programme", "state", "occurred_on"], name="need_by_state")]

    def __str__(self) -> str:
        return f"need {self.number or self.pk}"


class Asker(models.Model):
    """Who asked: as little as is needed to answer. Erased after `keep_until`, or when asked for; the need stays."""

    need = models.OneToOneField(Need, models.CASCADE, related_name="asker")
    name = models.CharField(max_length=120)
    email = models.EmailField()
    phone = models.CharField(max_length=40, blank=True)
    organisation_name = models.CharField(max_length=200, blank=True)
    organisation_number = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=2, default="sv")
    given_on = models.DateField()
    keep_until = models.DateField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"asker of {self.need_id}"


class Pick(models.Model):
    """An offer the asker picked, with what the match looked like then."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="picks")
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="picks")
    place = models.PositiveSmallIntegerField(help_text="its place in the list, from 1")
    score = models.FloatField()
    reasons = models.JSONField(default=dict)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["need", "offer"], name="pick_once")]

    def __str__(self) -> str:
        return f"{self.need_id} {self.offer_id}"


class SavedSearch(models.Model):
    """A need kept to be told of new offers, or an offer's wish to be told of new needs: mail to `email` until it stops.

    Exactly one of `need` and `offer` is set."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="saved_searches")
    need = models.OneToOneField(Need, models.CASCADE, null=True, blank=True, related_name="saved_search")
    offer = models.OneToOneField(Offer, models.CASCADE, null=True, blank=True, related_name="saved_search")
    link = models.CharField(max_length=40, unique=True, default=new_link)
    email = models.EmailField()
    language = models.CharField(max_length=2, default="sv")
    made_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)

    access_paths: ClassVar[dict[str, str]] = {"programme": "programme"}

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "saved searches"
        constraints = [
            models.CheckConstraint(
                condition=Q(need__isnull=True, offer__isnull=False) | Q(need__isnull=False, offer__isnull=True),
                name="saved_search_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"saved search {self.pk}"


class Alert(models.Model):
    """Something to tell a saved search of: an offer or a need that fits. `told_at` is when the mail went."""

    search = models.ForeignKey(SavedSearch, models.CASCADE, related_name="alerts")
    offer = models.ForeignKey(Offer, models.CASCADE, null=True, related_name="+")
    need = models.ForeignKey(Need, models.CASCADE, null=True, related_name="+")
    score = models.FloatField()
    made_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["search", "offer"], condition=Q(offer__isnull=False), name="alert_of_offer_once"
            ),
            models.UniqueConstraint(
                fields=["search", "need"], condition=Q(need__isnull=False), name="alert_of_need_once"
            ),
        ]

    def __str__(self) -> str:
        return f"alert {self.pk}"
