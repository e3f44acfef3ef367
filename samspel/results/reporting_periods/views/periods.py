"""Reporting periods: the list, one period, and each step from open to frozen."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samspel.core import access
from samspel.core.programmes.policy import FigureAction
from samspel.results.reporting_periods.forms import PeriodForm, ReportDecisionForm
from samspel.results.reporting_periods.labels import REPORT_KINDS
from samspel.results.reporting_periods.policy import PeriodAction, ReportAction
from samspel.results.reporting_periods.queries import periods as queries
from samspel.results.reporting_periods.rules import Span
from samspel.results.reporting_periods.services.period import NewPeriod, ReportError, period_freeze, period_make
from samspel.results.reporting_periods.services.report import report_approve, report_return, report_submit
from samspel.ui.components import Link
from samspel.web.accounts.form_drafts import resumed_data, sign_in_required
from samspel.web.page import Page, programme_page

if TYPE_CHECKING:
    from samspel.results.models import PartnerReport, ReportingPeriod


@require_safe
@sign_in_required
@programme_page("results", action=PeriodAction.VIEW)
def periods(request: HttpRequest, page: Page) -> HttpResponse:
    """All reporting periods."""
    page.crumbs = [Link(_("Results"), page.url("results:overview"))]
    context = {
        "standings": [(s, REPORT_KINDS[s.period.kind]) for s in queries.period_lines(page.context)],
        "may_manage": page.may(PeriodAction.MANAGE),
    }
    return render(request, "results/reporting_periods/periods.html", context)


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("results", action=PeriodAction.MANAGE)
def new_period(request: HttpRequest, page: Page) -> HttpResponse:
    """Make the next period."""
    form = PeriodForm(request.POST or resumed_data(request), initial=queries.proposed_period(page.context))
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        span = Span(asked["first_day"], asked["last_day"])
        try:
            made = period_make(
                actor=request.user,
                programme=page.programme,
                new=NewPeriod(asked["kind"], span, asked["due_on"], asked["exception"]),
            )
        except ReportError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The period is made. Each region has a report to send in."))
            return redirect(page.url("results:period", made.number))
    page.crumbs = [Link(_("Reporting periods"), page.url("results:periods"))]
    context = {"form": form, "heading": _("New reporting period"), "send": _("Make the period")}
    return render(request, "web/simple_form.html", context)


@require_safe
@sign_in_required
@programme_page("results", action=PeriodAction.VIEW)
def period(request: HttpRequest, page: Page, number: int) -> HttpResponse:
    """One period: each region's report, every figure, and what has changed since."""
    found = _period(page, number)
    reports = queries.report_lines(page.context, found)
    page.crumbs = [
        Link(_("Results"), page.url("results:overview")),
        Link(_("Reporting periods"), page.url("results:periods")),
    ]
    rows = queries.reported_figures(page.context, found)
    context = {
        "period": found,
        "kind": REPORT_KINDS[found.kind],
        "reports": reports,
        "rows": rows,
        "changed": [row for row in rows if row.difference],
        "may_freeze": queries.may_freeze(page.context, found, reports),
        "form": ReportDecisionForm(),
        "may_export": page.may(FigureAction.IDENTITIES),
    }
    return render(request, "results/reporting_periods/period.html", context)


@require_POST
@sign_in_required
@programme_page("results")
def submit_report(request: HttpRequest, page: Page, number: int, partner: str) -> HttpResponse:
    """The region sends in its report."""
    report = _report(page, number, partner)
    return _step(
        request, page, number, lambda: report_submit(actor=request.user, report=report), _("The report is sent in.")
    )


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("results")
def decide_report(request: HttpRequest, page: Page, number: int, partner: str) -> HttpResponse:
    """The programme approves or returns a region's report."""
    report = _report(page, number, partner)
    access.require(request.user, ReportAction.APPROVE, report)
    form = ReportDecisionForm(request.POST or resumed_data(request))
    if request.method == "POST" and form.is_valid():
        if report.submitted_by_id == request.user.pk and "approve" in request.POST:
            form.add_error(None, _("You sent in this report yourself. Somebody else must approve it."))
        else:
            try:
                if "approve" in request.POST:
                    report_approve(actor=request.user, report=report)
                else:
                    report_return(actor=request.user, report=report, comment=form.cleaned_data["comment"])
            except ReportError as error:
                form.add_error("comment" if "approve" not in request.POST else None, str(error))
            else:
                messages.success(request, _("Saved."))
                return redirect(page.url("results:period", number))
    page.crumbs = [Link(_("Reporting period"), page.url("results:period", number))]
    context = {"form": form, "report": report, "own": report.submitted_by_id == request.user.pk}
    return render(request, "results/reporting_periods/decide.html", context)


@require_POST
@sign_in_required
@programme_page("results")
def freeze_period(request: HttpRequest, page: Page, number: int) -> HttpResponse:
    """Store the period's figures for good."""
    found = _period(page, number)
    done = _("The period is frozen. Later changes show as differences.")
    return _step(request, page, number, lambda: period_freeze(actor=request.user, period=found), done)


def _step(request: HttpRequest, page: Page, number: int, act: Callable[[], Any], done: str) -> HttpResponse:
    try:
        act()
    except ReportError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect(page.url("results:period", number))


def _period(page: Page, number: int) -> "ReportingPeriod":
    """The programme's period with the number; 404 otherwise."""
    found = queries.period_of(page.context, number)
    if found is None:
        raise Http404
    return found


def _report(page: Page, number: int, partner: str) -> "PartnerReport":
    found = queries.report_of(page.context, number, partner)
    if found is None:
        raise Http404
    return found
