"""Health endpoints for whoever keeps the server running."""

from collections.abc import Callable
from typing import Any

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

_told: dict[str, Callable[[], Any]] = {}


def tell(name: str, source: Callable[[], Any]) -> None:
    """Let a room say how something of its own is, beside the reasons. It does not decide whether we are ready."""
    _told[name] = source


@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """200 as long as the process answers; asks nothing of the database."""
    return JsonResponse({"status": "live"})


@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and every migration is applied; otherwise 503 with the reasons.

    Beside that, what the rooms say of their own: the search index."""
    reasons: list[str] = []
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            reasons.append("migrations are not applied")
    except DatabaseError:
        reasons.append("the database does not answer")
    told = {} if reasons else {name: source() for name, source in _told.items()}
    return JsonResponse(
        {"status": "not ready" if reasons else "ready", "reasons": reasons, **told}, status=503 if reasons else 200
    )
