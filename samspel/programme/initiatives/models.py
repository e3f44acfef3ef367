"""What was done, as facts: initiatives, and milestones that were reached."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from samspel.core.facts import Fact
from samspel.core.programmes.models import Activity, Area, Milestone, Partner, ProgrammeFact

# The label of core.programmes: it is in the names of the tables and in the audit chain, whose hashes cover it.
APP_LABEL = "programme"


class Initiative(ProgrammeFact):
    """Something one or more partners do together under an activity: a workshop series, a pilot, a shared offer.

    `number` stays the same when a correction replaces the row. `occurred_on` is the first day, `ends_on` the last.
    `partners` are all who take part, the responsible one included; `areas` all areas it joins; `partner_count` is
    kept beside them so that 'run by at least two' is one condition."""

    number = models.PositiveIntegerField()
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, related_name="initiatives")
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    ends_on = models.DateField()
    partner_count = models.PositiveSmallIntegerField()
    partners = models.ManyToManyField(Partner, related_name="initiatives")
    areas = models.ManyToManyField(Area, related_name="initiatives")

    audit_name = "initiative"

    class Meta(ProgrammeFact.Meta):
        app_label = APP_LABEL
        abstract = False
        constraints = [
            *ProgrammeFact.Meta.constraints,
            models.UniqueConstraint(
                fields=["programme", "number"], condition=Q(voided_at=None), name="initiative_number_once"
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=F("occurred_on")), name="initiative_ends_after_start"),
        ]
        indexes = [models.Index(fields=["programme", "occurred_on"])]

    def __str__(self) -> str:
        return self.title


class MilestoneReached(Fact):
    """That a milestone was reached on `occurred_on`."""

    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="reached")
    note = models.CharField(max_length=500, blank=True)

    audit_name = "milestone"
    access_paths: ClassVar[dict[str, str]] = {"programme": "milestone__programme", "area": "milestone__area"}

    class Meta(Fact.Meta):
        app_label = APP_LABEL
        abstract = False
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(fields=["milestone"], condition=Q(voided_at=None), name="milestone_reached_once"),
        ]

    def __str__(self) -> str:
        return f"{self.milestone_id} {self.occurred_on}"
