"""The horizontal criteria's pages."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspel.results.horizontal.forms import HorizontalCriterionForm
from samspel.results.horizontal.labels import CONDITION_NAMES, RATINGS
from samspel.results.horizontal.policy import HorizontalAction
from samspel.results.horizontal.queries.criteria import HorizontalCriterion, criteria, splits
from samspel.results.horizontal.rules import CONDITIONS, SMALLEST
from samspel.results.horizontal.services import criterion_work_write
from samspel.ui.components import Link
from samspel.web.accounts.form_drafts import resumed_data, sign_in_required
from samspel.web.page import Page, programme_page


@require_safe
@programme_page("results")
def horizontal(request: HttpRequest, page: Page) -> HttpResponse:
    """The criteria with their ratings, and the split by gender."""
    page.crumbs = [Link(_("Results"), page.url("results:overview"))]
    context = {
        "criteria": [(c, *RATINGS[c.rating], _conditions(c)) for c in criteria(page.context)],
        "splits": splits(page.context),
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
    found = next((c for c in criteria(page.context) if c.code == criterion), None)
    if found is None:
        raise Http404
    initial = {name: getattr(found.work, name) for name in CONDITIONS} if found.work else {}
    form = HorizontalCriterionForm(request.POST or resumed_data(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        criterion_work_write(actor=request.user, programme=page.programme, criterion=criterion, texts=form.cleaned_data)
        messages.success(request, _("Saved. The earlier version is kept."))
        return redirect(page.url("results:horizontal"))
    page.crumbs = [Link(_("Horizontal criteria"), page.url("results:horizontal"))]
    return render(request, "web/simple_form.html", {"form": form, "heading": found.name, "send": _("Save")})


def _conditions(found: HorizontalCriterion) -> list[tuple[str, str]]:
    return [(str(CONDITION_NAMES[name]), getattr(found.work, name) if found.work else "") for name in CONDITIONS]
