"""The plan for the money: budget and financing per year, each sum a figure."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspel.programme.plan.queries import funding
from samspel.programme.plan.queries import overview as queries
from samspel.programme.plan.queries.plan_tables import plan_tables
from samspel.programme.plan.views import charts
from samspel.web import charts as shared_charts
from samspel.web.page import Page, programme_page


@require_safe
@programme_page("money")
def money(request: HttpRequest, page: Page) -> HttpResponse:
    """The plan for the money: budget and financing per year, each sum a figure."""
    money_of = queries.money(page.context)
    budget, financing = plan_tables(page.context)
    context = {
        "money": money_of,
        "budget": budget,
        "financing": financing,
        "costs": charts.cost_bars(page, money_of.by_category, (money_of.budget, money_of.spent), money_of.pace),
        "shares": shared_charts.shares(money_of.by_financier, _("Who pays")),
        "versions": funding.plan_versions(page.context),
        "version": page.structure.plan_version(page.as_of),
        "applications": funding.funding_applications(page.context),
    }
    return render(request, "programme/plan/money.html", context)
