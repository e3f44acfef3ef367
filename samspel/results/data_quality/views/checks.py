"""The checks page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspel.results.data_quality.queries.check import SHOWN
from samspel.results.data_quality.queries.checks import checks as run_checks
from samspel.results.facts.policy import ResultsAction
from samspel.ui.components import Link
from samspel.web.accounts.form_drafts import sign_in_required
from samspel.web.page import Page, programme_page


@require_safe
@sign_in_required
@programme_page("results", action=ResultsAction.CHECK)
def checks(request: HttpRequest, page: Page) -> HttpResponse:
    """What would be questioned, and how to mend it."""
    page.crumbs = [Link(_("Results"), page.url("results:overview"))]
    found = run_checks(page.context)
    context = {"shown": SHOWN, "open": [c for c in found if c.total], "passed": [c for c in found if not c.total]}
    return render(request, "results/data_quality/checks.html", context)
