"""Health endpoints for whoever keeps the server running."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from samspel.web.extension import extensions


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
    conditions = {} if reasons else {name: source() for one in extensions() for name, source in one.health.items()}
    return JsonResponse(
        {"status": "not ready" if reasons else "ready", "reasons": reasons, **conditions},
        status=503 if reasons else 200,
    )
