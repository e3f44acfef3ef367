"""Where a number opens: its method in plain words, its parts, and the observations behind each."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspel.observatory.analysis.figures.methods import Method, methods
from samspel.observatory.analysis.labels.tabs import observatory_link
from samspel.observatory.analysis.queries.number_sources import SEVERAL, OpeningFault, opened, rows_behind
from samspel.observatory.datasets.policy import DatasetAction
from samspel.observatory.datasets.queries.addresses import UnknownAddress, dataset_at, version_at
from samspel.observatory.datasets.queries.datasets import Names, names_of, newest_number
from samspel.ui.components import Link
from samspel.web import addresses
from samspel.web.page import Page, programme_page

PER_PAGE = 100
ABOUT = {"data", "version", "part", "page", "as_of"}


@require_safe
@programme_page("observatory", DatasetAction.VIEW)
def number(request: HttpRequest, page: Page, method: str) -> HttpResponse:
    """One number of a method: what it is, of which version, and its rows."""
    chosen = _method(method)
    try:
        dataset = dataset_at(page.programme, addresses.query(request).get("data", ""))
        version = version_at(dataset, addresses.query(request).get("version"))
    except UnknownAddress as error:
        raise Http404 from error
    if version is None:
        raise Http404
    sent = addresses.query(request)
    parameters = {name: sent.get(name, "") for name in sent if name not in ABOUT}
    page.crumbs = [
        observatory_link(page.context),
        Link(str(dataset.name), page.url("observatory:dataset", dataset.code)),
    ]
    try:
        found = opened(chosen, version, parameters)
    except OpeningFault as fault:
        context = {"method": chosen, "lacking": fault.lacking, "dataset": dataset}
        return render(request, "observatory/analysis/number_lacking.html", context, status=404)
    asked = addresses.query(request).get("part")
    part = next((one for one in found.parts if one.part.key == asked), found.parts[0])
    rows = Paginator(rows_behind(version, part.part, parameters), PER_PAGE).get_page(addresses.page_number(request))
    names = names_of(version, page.structure)
    context = {
        "opened": found,
        "method": chosen,
        "dataset": dataset,
        "version": version,
        "of": _words(names, parameters),
        "part": part,
        "rows": rows,
        "named": [
            (row, names.region(row.region), names.activity(row.activity) if row.activity else "") for row in rows
        ],
        "newest": version.number == newest_number(dataset),
    }
    return render(request, "observatory/analysis/number.html", context)


@require_safe
@programme_page("observatory", DatasetAction.VIEW)
def method_list(request: HttpRequest, page: Page) -> HttpResponse:
    """All methods, by name."""
    page.crumbs = [observatory_link(page.context)]
    listed = sorted(methods().values(), key=lambda method: str(method.name))
    return render(request, "observatory/analysis/methods.html", {"methods": listed})


@require_safe
@programme_page("observatory", DatasetAction.VIEW)
def method(request: HttpRequest, page: Page, method: str) -> HttpResponse:
    """One method in plain words, with formula and source."""
    page.crumbs = [observatory_link(page.context), Link(_("Methods"), page.url("observatory:methods"))]
    return render(request, "observatory/analysis/method.html", {"method": _method(method)})


def _method(code: str) -> Method:
    found = methods().get(code)
    if found is None:
        raise Http404
    return found


def _words(names: Names, parameters: dict[str, str]) -> list[tuple[str, Any]]:
    """What the number is of, in words."""
    said = {
        "region": _("Region"), "activity": _("Activity"), "year": _("Year"), "since": _("Since"),
        "partner": _("The other region"), "peers": _("Peers"), "weights": _("Weights"),
    }  # fmt: skip
    shown = {"region": names.region, "activity": names.activity, "partner": names.region, "peers": names.region}
    return [
        (said.get(name, name), ", ".join(map(shown[name], value.split(SEVERAL))) if name in shown else value)
        for name, value in parameters.items()
        if value
    ]
