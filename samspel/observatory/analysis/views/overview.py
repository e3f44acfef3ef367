"""The first page of the observatory."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samspel.observatory.analysis.labels.tabs import tabs
from samspel.observatory.analysis.queries.overview import questions
from samspel.observatory.computations.queries.computations import computations
from samspel.observatory.datasets.policy import DatasetAction, may_record
from samspel.observatory.datasets.queries.addresses import UnknownAddress
from samspel.observatory.datasets.queries.datasets import data_sets
from samspel.web import addresses
from samspel.web.page import Page, programme_page


@require_safe
@programme_page("observatory", DatasetAction.VIEW)
def overview(request: HttpRequest, page: Page) -> HttpResponse:
    """Five questions with their answers, the data there is, and what has been computed of it."""
    try:
        asked = questions(page.context, addresses.query(request))
    except UnknownAddress as error:
        raise Http404 from error
    context = {
        "tabs": tabs(page.context, "overview", addresses.query(request)),
        "questions": asked,
        "listed": data_sets(page.programme),
        "computations": computations(page.programme),
        "may_record": may_record(request.user, page.programme),
    }
    return render(request, "observatory/analysis/overview.html", context)
