"""What organisations do together: collaborations, events, contacts abroad."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from samspel.actors.models import Organisation
from samspel.code_lists.choices import codes_of
from samspel.code_lists.collaboration_kinds import COLLABORATION_KINDS
from samspel.code_lists.contact_kinds import CONTACT_KINDS
from samspel.code_lists.leadership_groups import LEADERSHIP_GROUPS
from samspel.core.facts import FactPart
from samspel.core.programmes.models import ProgrammeFact
from samspel.results.facts.models.base import OrganisationFact, ResultFact


class Collaboration(ResultFact):
    """Organisations that work together from `occurred_on` to `ends_on`; its members are its parts.

    `with_research`: a university or research institute is one of them (a member, not a seller of services)."""

    KINDS: ClassVar = codes_of(COLLABORATION_KINDS)

    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=KINDS, default="joint_development")
    ends_on = models.DateField(null=True, blank=True)
    with_research = models.BooleanField(default=False)

    audit_name = "collaboration"

    class Meta(ResultFact.Meta):
        abstract = False
        constraints = [
            *ResultFact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("occurred_on")),
                name="collaboration_ends_after_start",
            ),
        ]
        indexes = [models.Index(fields=["programme", "occurred_on"])]

    def __str__(self) -> str:
        return self.title


class CollaborationMember(FactPart):
    """One organisation in a collaboration."""

    fact_field = "collaboration"
    collaboration = models.ForeignKey(Collaboration, models.PROTECT, related_name="members")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="collaborations")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["collaboration", "organisation"], name="collaboration_member_once")
        ]

    def __str__(self) -> str:
        return f"{self.collaboration_id} {self.organisation_id}"


class Participation(OrganisationFact):
    """An organisation took part in an event with so many people; never names. The split by gender is null where it
    was not collected."""

    title = models.CharField(max_length=200, help_text="the event")
    people = models.PositiveIntegerField()
    women = models.PositiveIntegerField(null=True, blank=True)
    men = models.PositiveIntegerField(null=True, blank=True)

    audit_name = "participation"

    class Meta(OrganisationFact.Meta):
        abstract = False
        constraints = [
            *OrganisationFact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(women__isnull=True, men__isnull=True)
                | Q(women__isnull=False, men__isnull=False, people__gte=F("women") + F("men")),
                name="participation_split_within_people",
            ),
        ]
        indexes = [models.Index(fields=["programme", "occurred_on"])]

    def __str__(self) -> str:
        return f"{self.title} {self.people}"


class InternationalContact(ResultFact):
    """A contact with somebody abroad: a visit, an agreement, a joint application."""

    KINDS: ClassVar = codes_of(CONTACT_KINDS)

    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=KINDS)
    country = models.CharField(max_length=2, help_text="ISO 3166-1 code of the counterpart's country")
    counterpart = models.CharField(max_length=200)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="international_contacts"
    )

    audit_name = "contact_abroad"
    access_paths: ClassVar[dict[str, str]] = {**ProgrammeFact.access_paths, "organisation": "organisation"}

    class Meta(ResultFact.Meta):
        abstract = False
        constraints = [
            *ResultFact.Meta.constraints,
            models.CheckConstraint(condition=Q(country__regex=r"^[A-Z]{2}$"), name="contact_abroad_country_code"),
        ]
        indexes = [models.Index(fields=["programme", "occurred_on"])]

    def __str__(self) -> str:
        return self.title


class Leadership(OrganisationFact):
    """How many women and men lead an organisation, or sit on its board, on a day."""

    GROUPS: ClassVar = codes_of(LEADERSHIP_GROUPS)

    group = models.CharField(max_length=10, choices=GROUPS)
    women = models.PositiveIntegerField()
    men = models.PositiveIntegerField()

    audit_name = "leadership"

    class Meta(OrganisationFact.Meta):
        abstract = False
        constraints = [
            *OrganisationFact.Meta.constraints,
            models.CheckConstraint(condition=Q(women__gt=0) | Q(men__gt=0), name="leadership_of_somebody"),
        ]
        indexes = [models.Index(fields=["programme", "occurred_on"])]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.group}"
