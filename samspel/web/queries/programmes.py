"""The programmes a reader may know of."""

from collections.abc import Collection
from typing import Any

from samspel.core import access
from samspel.core.programmes.models import Programme
from samspel.core.programmes.policy import ProgrammeAction


def readable_programmes(user: Any) -> list[Programme]:
    """The programmes the reader may know of."""
    return list(access.visible(user, ProgrammeAction.VIEW, Programme.objects.all()))


def own_programme_ids(user: Any) -> Collection[int]:
    """Those in which the reader has a role."""
    return [m.programme_id for m in access.memberships(user)] if user.is_authenticated else []
