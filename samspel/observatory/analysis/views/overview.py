"""The room's first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samspel.observatory.analysis.labels.tabs import tabs
from samspel.observatory.analysis.queries.overview import questions
from samspel.observatory.datasets.policy import DatasetAction
from samspel.observatory.datasets.queries.datasets import computations, data_sets
from samspel.observatory.datasets.services.dataset import may_record
from samspel.web.page import Page, programme_page


@require_safe
@programme_page("observatory", DatasetAction.VIEW)
def overview(request: HttpRequest, page: Page) -> HttpResponse:
    """Five questions with their answers, the data there is, and what has been computed of it."""
    context = {
        "tabs": tabs(page.context, "overview"),
        "questions": questions(page.context),
        "listed": data_sets(page.programme),
        "computations": computations(page.programme),
        "may_record": may_record(request.user, page.programme),
    }
    return render(request, "observatory/analysis/overview.html", context)
