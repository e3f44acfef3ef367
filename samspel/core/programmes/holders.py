"""Who holds the roles that may do something."""

from typing import Any

from django.db.models import QuerySet

from samspel.core import access
from samspel.core.programmes.models import Membership


def holders(programme_id: int, action: str, **of: Any) -> QuerySet[Membership]:
    """Memberships of people with open accounts whose role may do the action in the programme; `of` narrows them to a
    partner, an area or an organisation."""
    roles = access.roles_with(action)
    return Membership.objects.filter(programme_id=programme_id, role__in=roles, user__is_active=True, **of)
