"""The horizontal criteria's pages."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from samspel.results.horizontal.policy import HorizontalAction
from samspel.results.horizontal.queries import criteria as reading
from samspel.results.horizontal.queries.criteria import SMALLEST
from samspel.results.models import CriterionWork
from samspel.web.accounts.form_drafts import resumed_data, sign_in_required
from samspel.web.page import Link, Page, programme_page

RATINGS = {
    "active": ("good", gettext_lazy("Active: all three conditions are met")),
    "partly": ("up", gettext_lazy("Partly: two of three conditions are met")),
    "ask": ("neutral", gettext_lazy("One condition is met: the rules do not say what that is, ask the fund")),
    "not": ("bad", gettext_lazy("Not: no condition is met")),
}
CONDITIONS = {
    "target_group_analysis": gettext_lazy("Target-group analysis"),
    "baseline": gettext_lazy("Baseline"),
    "goals": gettext_lazy("Goals"),
}


class CriterionForm(forms.Form):
    """The three conditions."""

    target_group_analysis = forms.CharField(
        label=CONDITIONS["target_group_analysis"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Who is concerned, and what differs between the groups?"),
    )
    baseline = forms.CharField(
        label=CONDITIONS["baseline"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("How is it today? With figures where there are any."),
    )
    goals = forms.CharField(
        label=CONDITIONS["goals"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("What shall be different, by when, and how is it seen?"),
    )


@require_safe
@programme_page("results")
def horizontal(request: HttpRequest, page: Page) -> HttpResponse:
    """The criteria with their ratings, and the split by gender."""
    page.crumbs = [Link(_("Results"), page.url("results:overview"))]
    context = {
        "criteria": [(c, *RATINGS[c.rating], _conditions(c)) for c in reading.criteria(page.context)],
        "splits": reading.splits(page.context),
        "smallest": SMALLEST,
        "may_record": page.may(HorizontalAction.RECORD),
    }
    return render(request, "results/horizontal/horizontal.html", context)


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("results")
def criterion(request: HttpRequest, page: Page, criterion: str) -> HttpResponse:
    """Write down the work with one criterion."""
    if not page.may(HorizontalAction.RECORD):
        raise PermissionDenied
    found = next((c for c in reading.criteria(page.context) if c.code == criterion), None)
    if found is None:
        raise Http404
    initial = {name: getattr(found.work, name) for name in CriterionWork.CONDITIONS} if found.work else {}
    form = CriterionForm(request.POST or resumed_data(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        reading.write(request.user, page.programme, criterion, form.cleaned_data)
        messages.success(request, _("Saved. The earlier version is kept."))
        return redirect(page.url("results:horizontal"))
    page.crumbs = [Link(_("Horizontal criteria"), page.url("results:horizontal"))]
    return render(request, "web/simple_form.html", {"form": form, "heading": found.name, "send": _("Save")})


def _conditions(found: reading.Criterion) -> list[tuple[str, str]]:
    return [
        (str(CONDITIONS[name]), getattr(found.work, name) if found.work else "") for name in CriterionWork.CONDITIONS
    ]
