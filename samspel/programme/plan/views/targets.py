"""The objective tree and how each target stands."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samspel.programme.initiatives.queries.milestones import milestones_with_state
from samspel.programme.plan.queries.goals import goals_now
from samspel.programme.plan.views import charts
from samspel.web import charts as shared_charts
from samspel.web.page import Page, programme_page


@require_safe
@programme_page("objectives")
def objectives(request: HttpRequest, page: Page) -> HttpResponse:
    """The objective tree and how each target stands."""
    judged = goals_now(page.context)
    by_objective: dict[int, list[Any]] = {}
    for goal in judged:
        shown = charts.shown_goal(page, goal)
        by_objective.setdefault(goal.target.objective_id, []).append(shown)
    context = {
        "tree": _tree(page.structure.objectives, by_objective, None),
        "milestones": milestones_with_state(page.context),
        "goals_table": shared_charts.safe_table(charts.goals_table(page, judged)),
    }
    return render(request, "programme/plan/objectives.html", context)


def _tree(rows: Any, shown: dict[int, list[Any]], parent: int | None) -> list[dict[str, Any]]:
    return [
        {"objective": row, "goals": shown.get(row.pk, []), "children": _tree(rows, shown, row.pk)}
        for row in rows
        if row.parent_id == parent
    ]
