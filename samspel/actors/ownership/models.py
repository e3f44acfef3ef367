"""What is known of an organisation year by year, and who owns it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from samspel.actors.organisations.models import Organisation
from samspel.code_lists.holding_kinds import HOLDINGS


class OrganisationYear(models.Model):
    """Staff in annual work units, turnover and balance sheet in EUR, at the end of a financial year.

    The figures are the organisation's own; `size_class` counts its linked and partner enterprises in."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField()
    staff = models.DecimalField(max_digits=10, decimal_places=2)
    turnover = models.DecimalField(max_digits=17, decimal_places=2, null=True, blank=True, help_text="EUR")
    balance = models.DecimalField(max_digits=17, decimal_places=2, null=True, blank=True, help_text="EUR")
    size_class = models.CharField(max_length=6, choices=Organisation.SIZES, blank=True)

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year"], name="organisation_year_once"),
            models.CheckConstraint(condition=Q(staff__gte=0), name="staff_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.year}"


class Ownership(models.Model):
    """That `owner` has a hold on `owned` from `since` up to, not including, `until`.

    `share` is in per cent: of the capital for shares, of the votes for votes; not given for the right to appoint the
    management or a dominant influence, which tie the two together whatever the share."""

    KINDS: ClassVar = [(code, code) for code in HOLDINGS]

    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="owns")
    owned = models.ForeignKey(Organisation, models.PROTECT, related_name="owned_by")
    kind = models.CharField(max_length=8, choices=KINDS)
    share = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["owner__name"]
        constraints = [
            models.CheckConstraint(condition=~Q(owner=F("owned")), name="ownership_joins_two"),
            models.CheckConstraint(
                condition=Q(kind__in=["shares", "votes"], share__gt=0, share__lte=100)
                | Q(kind__in=["appoints", "dominant"], share__isnull=True),
                name="ownership_share_in_per_cent",
            ),
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="ownership_lasts"),
        ]

    def __str__(self) -> str:
        return f"{self.owner_id} {self.kind} {self.owned_id}"
