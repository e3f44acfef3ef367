"""Who has which role in a programme, and everything that is kept about a person."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from samspel.core.models import AuditEvent, User
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Area, Membership, Partner
from samspel.web.extension import all_in


def memberships(context: ReadContext) -> Sequence[Membership]:
    """Every role in the programme, by the person's name."""
    rows = Membership.objects.filter(programme=context.programme)
    return list(rows.select_related("user", "partner", "area", "organisation").order_by("user__name", "role"))


def membership(context: ReadContext, pk: int) -> Membership | None:
    """The programme's membership with the id, with its person."""
    return Membership.objects.select_related("user").filter(pk=pk, programme=context.programme).first()


def partner_choices(context: ReadContext) -> QuerySet[Partner]:
    """The partners a role can be for."""
    return context.programme.partners.all()


def area_choices(context: ReadContext) -> QuerySet[Area]:
    """The areas a role can be for."""
    return context.programme.areas.all()


def organisation_with_number(number: str) -> Any:
    """The organisation with the number, or None. Organisations are another app's, reached through the membership."""
    model: Any = Membership._meta.get_field("organisation").related_model
    return model._default_manager.filter(number=number).first()


def personal_data(user: User) -> dict[str, Any]:
    """Everything kept about a person, by all apps, as plain values."""
    events = AuditEvent.objects.filter(actor=user).values("at", "action", "programme_code", "object_type", "object_id")
    return {
        "name": user.name,
        "email": user.email,
        "joined": user.joined_at,
        "roles": list(user.memberships.values("programme__code", "role", "partner__code", "area__code")),
        "drafts": list(user.drafts.values("title", "path", "data", "updated_at")),
        "events": list(events.order_by("pk")),
        **{key: value for kept in all_in("personal_data") for key, value in kept.export(user).items()},
    }
