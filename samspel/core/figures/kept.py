"""Answers kept in memory while nothing has been written.

Every change in the system writes an audit event in its own transaction, and writers take turns until they commit; so
the last event's hash names the state of all facts, and an answer computed under it holds as long as it is the last.
The hash is read before the answer is computed: an answer may be newer than its name, and then nobody asks for it."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings

from samspel.core.models.audit import AuditEvent

LARGEST = 20_000  # cells of one answer

_kept: "OrderedDict[str, Mapping[Any, Any]]" = OrderedDict()
_lock = threading.Lock()


def version() -> str:
    """The name of the present state; empty where nothing is kept."""
    if not settings.FIGURES_KEPT:
        return ""
    last = AuditEvent.objects.order_by("-id").values_list("hash", flat=True).first()
    return last or "nothing written yet"


def key_of(by: Sequence[str], running: bool, sql: str, columns: Sequence[str], params: Sequence[Any]) -> str:
    """What identifies a question: how it is broken down, its statement and parameters."""
    question = (tuple(by), running, sql, tuple(columns), tuple(params))
    return hashlib.sha256(repr(question).encode()).hexdigest()


def get(state: str, key: str) -> Mapping[Any, Any] | None:
    """The answer kept for the question in this state."""
    if not state:
        return None
    with _lock:
        answer = _kept.get(state + key)
        if answer is not None:
            _kept.move_to_end(state + key)
        return answer


def put(state: str, key: str, answer: Mapping[Any, Any]) -> None:
    """Keep an answer; the longest unused go first."""
    if not state or len(answer) > LARGEST:
        return
    with _lock:
        _kept[state + key] = answer
        while len(_kept) > settings.FIGURES_KEPT:
            _kept.popitem(last=False)


def forget() -> None:
    """Drop everything."""
    with _lock:
        _kept.clear()
