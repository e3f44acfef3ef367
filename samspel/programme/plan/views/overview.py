"""The overview: is the programme on pace?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspel.programme.plan.queries import overview as queries
from samspel.programme.plan.views import charts
from samspel.web import charts as shared_charts
from samspel.web.page import Page, programme_page
from samspel.web.views.start import CHOSEN


@require_safe
@programme_page("overview")
def overview(request: HttpRequest, page: Page) -> HttpResponse:
    """Is the programme on pace?"""
    found = queries.overview(page.context)
    if request.session.get(CHOSEN) != page.programme.code and request.user.is_authenticated:
        request.session[CHOSEN] = page.programme.code
    reach = found.reach
    context: dict[str, Any] = {
        "overview": found,
        "score": charts.score(page, found.rows, int(found.joint.value), int(found.begun.value)),
        "goals": [charts.shown_goal(page, goal) for goal in found.goals],
        "goals_table": shared_charts.safe_table(charts.goals_table(page, found.goals)),
        "costs": charts.cost_bars(
            page, found.money.by_category, (found.money.budget, found.money.spent), found.money.pace
        ),
        "shares": shared_charts.shares(found.money.by_financier, _("Who pays")),
        "matrix": shared_charts.matrix(page.structure.areas, found.pairs),
    }
    if reach:
        drawn = shared_charts.choropleth(
            page.context, reach.by_municipality, page.structure.municipalities, reach.without
        )
        context |= {
            "map": drawn,
            "map_table": shared_charts.safe_table(shared_charts.places_table(page.context, reach.by_municipality)),
            "partner_bars": shared_charts.partner_bars([(p.short, f) for p, f in reach.by_partner]),
        }
    return render(request, "programme/plan/overview.html", context)
