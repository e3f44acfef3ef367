"""The room's first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samspel.observatory.listing import computations, data_sets
from samspel.observatory.pages.overview import questions
from samspel.observatory.pages.tabs import tabs
from samspel.observatory.services import may_record
from samspel.programme.page import Page, programme_page


@require_safe
@programme_page("observatory", "dataset.view")
def overview(request: HttpRequest, page: Page) -> HttpResponse:
    """Five questions with their answers, the data there is, and what has been computed of it."""
    context = {
        "tabs": tabs(page, "overview"),
        "questions": questions(page),
        "listed": data_sets(page.programme),
        "computations": computations(page.programme),
        "may_record": may_record(request.user, page.programme),
    }
    return render(request, "observatory/overview.html", context)
