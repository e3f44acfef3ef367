"""What actors offer: test beds, advice, funding and more, in both languages on one record."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from samspel.actors.models import Organisation
from samspel.code_lists.choices import codes_of
from samspel.code_lists.offer_kinds import KINDS
from samspel.code_lists.prices import PRICES
from samspel.core.bilingual import Localised
from samspel.core.models import Municipality
from samspel.core.programmes.models import Area, Partner, Programme


class Offer(models.Model):
    """Help that an actor gives. `sizes`, `sectors` and `regions` say whom it is for (empty: anybody): size classes,
    SNI sections or divisions, and home regions; others are turned away. `aimed_sizes` says whom it is made for; others
    are told so. `capacity` is how many it can take in a month. `confirmed_on` is the day its owner last said that it
    is still true; `asked_on` the day they were last asked. `weighed_at` is when it was last held against saved
    searches."""

    KINDS: ClassVar = codes_of(KINDS)
    PRICES: ClassVar = codes_of(PRICES)

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="offers")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="offers")
    code = models.SlugField(max_length=60)
    kind = models.CharField(max_length=14, choices=KINDS)
    title_sv = models.CharField(max_length=140)
    title_en = models.CharField(max_length=140)
    text_sv = models.TextField(max_length=4000)
    text_en = models.TextField(max_length=4000)
    areas = models.ManyToManyField(Area, blank=True, related_name="offers")
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True, related_name="+")
    trl_low = models.PositiveSmallIntegerField(null=True, blank=True)
    trl_high = models.PositiveSmallIntegerField(null=True, blank=True)
    sizes = models.JSONField(default=list, blank=True)
    aimed_sizes = models.JSONField(default=list, blank=True)
    sectors = models.JSONField(default=list, blank=True)
    regions = models.ManyToManyField(Partner, blank=True, related_name="offers_for")
    price = models.CharField(max_length=14, choices=PRICES)
    price_note_sv = models.CharField(max_length=140, blank=True)
    price_note_en = models.CharField(max_length=140, blank=True)
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)
    next_free_on = models.DateField(null=True, blank=True)
    contact_role_sv = models.CharField(max_length=80, blank=True)
    contact_role_en = models.CharField(max_length=80, blank=True)
    contact_email = models.EmailField(blank=True, help_text="a function's address, not a person's")
    link = models.URLField(blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True, help_text="last day it is given")
    confirmed_on = models.DateField()
    asked_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    weighed_at = models.DateTimeField(null=True, blank=True)
    example = models.BooleanField(default=False)

    title = Localised("title")
    text = Localised("text")
    price_note = Localised("price_note")
    contact_role = Localised("contact_role")

    access_paths: ClassVar[dict[str, str]] = {"programme": "programme", "organisation": "organisation"}

    class Meta:
        ordering = ["title_sv", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="offer_code_once"),
            models.CheckConstraint(
                condition=Q(trl_low__isnull=True, trl_high__isnull=True)
                | Q(trl_low__gte=1, trl_high__lte=9, trl_high__gte=F("trl_low")),
                name="offer_trl_from_one_to_nine",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="offer_ends_after_it_starts"
            ),
        ]
        indexes = [models.Index(fields=["programme", "kind"], name="offer_by_kind")]

    def __str__(self) -> str:
        return self.code


class OfferUse(models.Model):
    """That an offer has been of use: evidence others can judge it by."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="uses")
    year = models.PositiveSmallIntegerField()
    text_sv = models.CharField(max_length=300)
    text_en = models.CharField(max_length=300)

    text = Localised("text")

    class Meta:
        ordering = ["-year", "pk"]

    def __str__(self) -> str:
        return f"{self.offer_id} {self.year}"
