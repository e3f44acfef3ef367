"""The page of past operations."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samspel.actors.organisations.labels.crumbs import crumbs_below
from samspel.actors.organisations.queries.visibility import visible_ids
from samspel.actors.past_operations.forms import OperationFilter
from samspel.actors.past_operations.queries import operation_sums, operations_in
from samspel.web import addresses
from samspel.web.page import Page, programme_page
from samspel.web.paging import pages_of

PER_PAGE = 50


@require_safe
@programme_page("network")
def operations(request: HttpRequest, page: Page) -> HttpResponse:
    """What the funds have supported before in the programme's territory."""
    form = OperationFilter(page.context, addresses.query(request) or None)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    labels = {m.code: m.id for m in page.context.members("past_objective")}
    objective = labels.get(asked.get("objective", ""), "")
    text = asked.get("text", "")
    shown = Paginator(operations_in(page.context, text, objective), PER_PAGE).get_page(addresses.page_number(request))
    rows = list(shown)
    page.crumbs = crumbs_below(page.context)
    context = {
        "form": form,
        "rows": rows,
        "count": shown.paginator.count,
        "narrowed": bool(text),
        "pages": pages_of(shown),
        "sums": operation_sums(page.context, objective),
        "linked": visible_ids(page.context, [row.beneficiary for row in rows if row.beneficiary]),
    }
    return render(request, "actors/past_operations/operations.html", context)
