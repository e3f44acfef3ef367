"""The audit log: append-only and hash-chained, written in the same transaction as the change it tells of."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from samspel.core.models.audit import AuditEvent

CHAIN_LOCK = 7_305_206_001
FIRST = "0" * 64


@dataclass(frozen=True)
class BrokenLink:
    """The first event at which the chain does not hold, and why."""

    event_id: int
    at: datetime
    reason: str


def write(
    actor: Any, action: str, obj: Model, *, changes: dict[str, Any], programme_code: str | None = None
) -> AuditEvent:
    """Append an event about the object. Must run inside the transaction of the change; RuntimeError otherwise."""
    if not connection.in_atomic_block:
        raise RuntimeError("an audit event is written inside the transaction of the change it tells of")
    _take_turn()
    last = AuditEvent.objects.order_by("-id").values_list("hash", flat=True).first()
    event = AuditEvent(
        at=timezone.now(),
        actor=actor if getattr(actor, "pk", None) else None,
        actor_label=f"user {actor.pk}" if getattr(actor, "pk", None) else "system",
        action=action,
        programme_code=programme_code if programme_code is not None else programme_code_of(obj),
        object_type=obj._meta.label_lower,
        object_id=str(obj.pk),
        changes=json.loads(json.dumps(changes, default=str)),
        previous_hash=last or FIRST,
    )
    event.hash = digest(event)
    event.save(force_insert=True)
    return event


def digest(event: AuditEvent) -> str:
    """SHA-256 over the event's content and the hash before it. The actor's name is not part of it, so a person's
    name can be erased without breaking the chain."""
    content = {
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": event.actor_label,
        "action": event.action,
        "programme": event.programme_code,
        "type": event.object_type,
        "id": event.object_id,
        "changes": event.changes,
        "previous": event.previous_hash,
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def first_broken_link() -> BrokenLink | None:
    """Recompute the whole chain, streaming; None where it holds."""
    previous = FIRST
    for event in _events():
        if event.previous_hash != previous:
            return BrokenLink(event.pk, event.at, "an event before this one is missing or was replaced")
        if event.hash != digest(event):
            return BrokenLink(event.pk, event.at, "the event's content was changed")
        previous = event.hash
    return None


def history(obj: Model) -> list[AuditEvent]:
    """Events about one object, newest first."""
    events = AuditEvent.objects.filter(object_type=obj._meta.label_lower, object_id=str(obj.pk))
    return list(events.select_related("actor").order_by("-id"))


def programme_code_of(obj: Model) -> str:
    """The code of the programme the object belongs to, by its access paths; empty outside any programme."""
    path = getattr(obj, "access_paths", {}).get("programme")
    if path is None:
        return ""
    here: Any = obj
    for step in path.split("__") if path else []:
        here = getattr(here, step)
    return str(here.code)


def _events() -> Iterator[AuditEvent]:
    with transaction.atomic():
        yield from AuditEvent.objects.order_by("id").iterator(chunk_size=2000)


def _take_turn() -> None:
    """Writers append one at a time, until commit. SQLite's immediate transactions already see to it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
