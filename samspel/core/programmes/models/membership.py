"""Who has which role in which programme."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from samspel.core.access import MEMBER_ROLES, ROLE_NAMES, Role
from samspel.core.programmes.models.areas import Area
from samspel.core.programmes.models.programme import Partner, Programme


class Membership(models.Model):
    """A role in a programme; some roles are for one partner, one area or one organisation."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=[(r.value, ROLE_NAMES[r]) for r in MEMBER_ROLES])
    partner = models.ForeignKey(Partner, models.PROTECT, null=True, blank=True, related_name="memberships")
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="memberships")
    organisation = models.ForeignKey(
        "actors.Organisation", models.PROTECT, null=True, blank=True, related_name="memberships"
    )

    access_paths: ClassVar[dict[str, str]] = {"programme": "programme"}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "programme", "role"], name="membership_once"),
            models.CheckConstraint(
                condition=~Q(role=Role.AREA_LEAD.value) | Q(area__isnull=False), name="area_lead_has_an_area"
            ),
            models.CheckConstraint(
                condition=~Q(role__in=[Role.OFFICER.value, Role.CONTROLLER.value]) | Q(partner__isnull=False),
                name="officer_and_controller_have_a_partner",
            ),
            models.CheckConstraint(
                condition=~Q(role__in=[Role.ACTOR.value, Role.COMPANY.value]) | Q(organisation__isnull=False),
                name="actor_and_company_have_an_organisation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.programme_id}"
