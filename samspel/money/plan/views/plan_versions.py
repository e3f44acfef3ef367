"""Changing the money plan, and the plan in euro."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspel.core.programmes.policy import FigureAction
from samspel.money.plan.forms import PlanForm, RateDayForm
from samspel.money.plan.policy import BudgetAction
from samspel.money.plan.queries.euro import plan_in_euro, rate_for
from samspel.money.plan.queries.plan_version import current_version, decided_versions, differences
from samspel.money.plan.services.plan_version import PlanError, plan_version_make
from samspel.ui.components import Link
from samspel.web import addresses
from samspel.web.accounts.form_drafts import resumed_data, sign_in_required
from samspel.web.page import Page, programme_page


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=BudgetAction.CHANGE)
def change(request: HttpRequest, page: Page) -> HttpResponse:
    """Make the next version of the plan."""
    version = current_version(page.programme)
    if version is None:
        messages.error(request, _("The programme has no money plan. Load its folder first."))
        return redirect(page.url("money:economy"))
    form = PlanForm(page.context, version, request.POST or resumed_data(request))
    if request.method == "POST" and form.is_valid():
        try:
            plan_version_make(actor=request.user, programme=page.programme, new=form.told())
        except PlanError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The new version is saved. The earlier ones are kept."))
            return redirect(page.url("money:plan-versions"))
    page.crumbs = [*_crumbs(page), Link(_("Versions of the plan"), page.url("money:plan-versions"))]
    return render(request, "money/plan/change_plan.html", {"form": form, "version": version})


@require_safe
@programme_page("money")
def versions(request: HttpRequest, page: Page) -> HttpResponse:
    """Every version, with what it changed."""
    changed = differences(page.programme)
    rows = decided_versions(page.programme)
    page.crumbs = _crumbs(page)
    context = {
        "rows": [(row, changed.get(row.number, [])) for row in rows],
        "may_change": page.may(BudgetAction.CHANGE),
        "may_see": page.may(FigureAction.IDENTITIES),
    }
    return render(request, "money/plan/plan_versions.html", context)


@require_safe
@programme_page("money")
def in_euro(request: HttpRequest, page: Page) -> HttpResponse:
    """Budget and financing in euro, at the grant's planning rate or a day's; parts add up to the sum."""
    form = RateDayForm(addresses.query(request) or None)
    day = form.cleaned_data["day"] if form.is_bound and form.is_valid() else None
    rate, fault = rate_for(page.context, day)
    context: dict[str, Any] = {"form": form, "rate": rate, "fault": fault, "day": day}
    if rate:
        tables = zip((_("Budget"), _("Financing")), plan_in_euro(page.context, rate), strict=True)
        context["tables"] = [(heading, table.rows, table.total, table.euro) for heading, table in tables]
    page.crumbs = _crumbs(page)
    return render(request, "money/plan/in_euro.html", context)


def _crumbs(page: Page) -> list[Link]:
    return [Link(_("Money"), page.url("money:economy")), Link(_("The money plan"), page.url("money"))]
