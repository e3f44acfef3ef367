"""Notes on weak spots, written and carried on: access checked, in one transaction with the audit event."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from samspel.core import access, audit, clock
from samspel.core.programmes.models import Programme
from samspel.observatory.models import WeakSpotNote
from samspel.observatory.weak_spots.figures import WeakSpot
from samspel.observatory.weak_spots.labels import STATES
from samspel.observatory.weak_spots.policy import WeakSpotAction


@transaction.atomic
def note_create(*, actor: Any, programme: Programme, spot: WeakSpot, values: Mapping[str, Any]) -> WeakSpotNote:
    """Write down what is to be done about a weak spot; `values` are what, who and due_on."""
    access.require(actor, WeakSpotAction.NOTE, programme)
    now = clock.now()
    made = WeakSpotNote.objects.create(
        programme=programme, spot=spot.key, title=spot.title[:300], area=spot.area, made_by=actor, made_at=now,
        changed_at=now, **values,
    )  # fmt: skip
    audit.write(actor, "weak_spot.noted", made, changes={"spot": spot.key, **values})
    return made


@transaction.atomic
def note_state_set(*, actor: Any, note: WeakSpotNote, state: str) -> None:
    """Say how it goes. PermissionDenied where the actor may not; ValueError for a state that there is not."""
    if not access.can(actor, WeakSpotAction.NOTE, note.programme):
        raise PermissionDenied(WeakSpotAction.NOTE)
    if state not in STATES:
        raise ValueError(state)
    locked = WeakSpotNote.objects.select_for_update().get(pk=note.pk)
    if locked.state == state:
        return
    changes = {"state": [locked.state, state]}
    locked.state, locked.changed_at = state, clock.now()
    locked.save(update_fields=["state", "changed_at"])
    audit.write(actor, "weak_spot.note_changed", locked, changes=changes)
