"""Reporting periods: the list, one period, and each step from open to frozen."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samspel.core import access
from samspel.core.programmes.policy import FigureAction
from samspel.programme.initiatives.forms import DayInput
from samspel.results.models import PartnerReport, ReportingPeriod
from samspel.results.reporting_periods.policy import PeriodAction, ReportAction
from samspel.results.reporting_periods.queries import periods as reading
from samspel.results.reporting_periods.rules import Span, proposal
from samspel.results.reporting_periods.services import period as period_services
from samspel.results.reporting_periods.services.period import NewPeriod, ReportError
from samspel.web.accounts.form_drafts import resumed_data, sign_in_required
from samspel.web.page import Link, Page, programme_page

KINDS = {
    "simplified_status": gettext_lazy("Simplified status report"),
    "in_depth_status": gettext_lazy("In-depth status report"),
    "final": gettext_lazy("Final report"),
}
DEFAULT_MONTHS = 6


class PeriodForm(forms.Form):
    """A period to make."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of report"), choices=list(KINDS.items()))
    first_day = forms.DateField(label=gettext_lazy("First day"), widget=DayInput())
    last_day = forms.DateField(label=gettext_lazy("Last day"), widget=DayInput())
    due_on = forms.DateField(label=gettext_lazy("Due on"), widget=DayInput())
    exception = forms.CharField(
        label=gettext_lazy("Where the decision says otherwise"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Only where the period breaks the ordinary rules: the paragraph that allows it."),
    )


class DecisionForm(forms.Form):
    """A decision on a region's report."""

    comment = forms.CharField(
        label=gettext_lazy("What must be mended"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Needed when the report is returned."),
    )


@require_safe
@sign_in_required
@programme_page("results", action=PeriodAction.VIEW)
def periods(request: HttpRequest, page: Page) -> HttpResponse:
    """All reporting periods."""
    page.crumbs = [Link(_("Results"), page.url("results:overview"))]
    context = {
        "standings": [(s, KINDS[s.period.kind]) for s in reading.standings(page.context)],
        "may_manage": page.may(PeriodAction.MANAGE),
    }
    return render(request, "results/reporting_periods/periods.html", context)


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("results", action=PeriodAction.MANAGE)
def new_period(request: HttpRequest, page: Page) -> HttpResponse:
    """Make the next period."""
    form = PeriodForm(request.POST or resumed_data(request), initial=_proposed(page))
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        span = Span(asked["first_day"], asked["last_day"])
        try:
            made = period_services.make_period(
                request.user, page.programme, NewPeriod(asked["kind"], span, asked["due_on"], asked["exception"])
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
    found = found_period(page, number)
    reports = list(found.reports.select_related("partner", "submitted_by", "decided_by", "period__programme"))
    page.crumbs = [
        Link(_("Results"), page.url("results:overview")),
        Link(_("Reporting periods"), page.url("results:periods")),
    ]
    rows = reading.reported(page.context, found)
    context = {
        "period": found,
        "kind": KINDS[found.kind],
        "reports": [
            {
                "report": report,
                "may_submit": _may_submit(page, found, report),
                "may_decide": not found.frozen_at
                and report.state == "submitted"
                and page.may(ReportAction.APPROVE, report),
                "own": report.submitted_by_id == request.user.pk,
            }
            for report in reports
        ],
        "rows": rows,
        "changed": [row for row in rows if row.difference],
        "may_freeze": page.may(PeriodAction.MANAGE)
        and not found.frozen_at
        and all(r.state == "approved" for r in reports),
        "form": DecisionForm(),
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
        request, page, number, lambda: period_services.submit(request.user, report), _("The report is sent in.")
    )


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("results")
def decide_report(request: HttpRequest, page: Page, number: int, partner: str) -> HttpResponse:
    """The programme approves or returns a region's report."""
    report = _report(page, number, partner)
    access.require(request.user, ReportAction.APPROVE, report)
    form = DecisionForm(request.POST or resumed_data(request))
    if request.method == "POST" and form.is_valid():
        if report.submitted_by_id == request.user.pk and "approve" in request.POST:
            form.add_error(None, _("You sent in this report yourself. Somebody else must approve it."))
        else:
            try:
                if "approve" in request.POST:
                    period_services.approve(request.user, report)
                else:
                    period_services.send_back(request.user, report, form.cleaned_data["comment"])
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
    found = found_period(page, number)
    done = _("The period is frozen. Later changes show as differences.")
    return _step(request, page, number, lambda: period_services.freeze(request.user, found), done)


def _step(request: HttpRequest, page: Page, number: int, act: Callable[[], Any], done: str) -> HttpResponse:
    try:
        act()
    except ReportError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect(page.url("results:period", number))


def found_period(page: Page, number: int) -> ReportingPeriod:
    """The programme's period with the number; 404 otherwise."""
    found = ReportingPeriod.objects.filter(programme=page.programme, number=number).select_related(
        "programme", "frozen_by"
    )
    if (row := found.first()) is None:
        raise Http404
    return row


def _report(page: Page, number: int, partner: str) -> PartnerReport:
    rows = PartnerReport.objects.filter(period__programme=page.programme, period__number=number, partner__code=partner)
    if (row := rows.select_related("period__programme", "partner", "submitted_by").first()) is None:
        raise Http404
    return row


def _may_submit(page: Page, found: ReportingPeriod, report: PartnerReport) -> bool:
    open_still = not found.frozen_at and report.state in {"open", "returned"} and found.last_day < page.as_of
    return open_still and page.may(ReportAction.SUBMIT, report)


def _proposed(page: Page) -> dict[str, Any]:
    programme = page.programme
    limits = period_services.limits_of(period_services.rules_of(programme), page.programme.starts_on)
    others = [Span(p.first_day, p.last_day) for p in programme.reporting_periods.all()]
    months = limits.months_max or DEFAULT_MONTHS
    span = proposal(others, Span(programme.starts_on, programme.ends_on), months)
    if span is None:
        return {}
    last = span.last == programme.ends_on
    following = span.last.month % 12 + 1
    year = span.last.year + (span.last.month == 12)
    due = span.last.replace(year=year, month=following, day=28)
    return {
        "kind": "final" if last else "simplified_status",
        "first_day": span.first,
        "last_day": span.last,
        "due_on": due,
    }
