"""The checks page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspel.kernel.accounts.resume import sign_in_required
from samspel.programme.page import Link, Page, programme_page
from samspel.results.checking import SHOWN
from samspel.results.checking import checks as run_checks


@require_safe
@sign_in_required
@programme_page("results", action="results.check")
def checks(request: HttpRequest, page: Page) -> HttpResponse:
    """What would be questioned, and how to mend it."""
    page.crumbs = [Link(_("Results"), page.url("results:overview"))]
    found = run_checks(page)
    context = {"shown": SHOWN, "open": [c for c in found if c.total], "passed": [c for c in found if not c.total]}
    return render(request, "results/checks.html", context)
