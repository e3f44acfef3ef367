"""The analysis pages: regions, what is within reach, complementarity, areas, peers and past projects."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspel.observatory.analysis.documents import PageChart, by_key, chart_file, source_of
from samspel.observatory.analysis.forms import ChoiceForm, PeersForm
from samspel.observatory.analysis.labels.tabs import tabs
from samspel.observatory.analysis.queries.areas import areas_of
from samspel.observatory.analysis.queries.complementarity import complementarity_of
from samspel.observatory.analysis.queries.opportunities import opportunities_of
from samspel.observatory.analysis.queries.peers import peers_of
from samspel.observatory.analysis.queries.projects import projects_of
from samspel.observatory.analysis.queries.region_profile import heading, profile_of, specialised_words
from samspel.observatory.analysis.queries.selection import Chosen, chosen_of
from samspel.observatory.analysis.views.charts.areas import area_charts
from samspel.observatory.analysis.views.charts.complementarity import complementarity_charts
from samspel.observatory.analysis.views.charts.opportunities import opportunity_charts
from samspel.observatory.analysis.views.charts.peers import peer_charts
from samspel.observatory.analysis.views.charts.projects import project_charts, projects_source
from samspel.observatory.analysis.views.charts.region_profile import profile_charts, thresholds
from samspel.observatory.computations.policy import ComputationAction
from samspel.observatory.datasets.policy import DatasetAction, may_record
from samspel.observatory.datasets.queries.addresses import UnknownAddress
from samspel.web import addresses
from samspel.web.chart_files import chart_response
from samspel.web.charts import safe_table
from samspel.web.page import Page, programme_page

PROJECTS_A_PAGE = 50


@require_safe
@programme_page("observatory", DatasetAction.VIEW)
def profile(request: HttpRequest, page: Page) -> HttpResponseBase:
    """One region's specialisations, structure and change."""
    if (chosen := _chosen(page)) is None:
        return _nothing(page, "profile")
    found = profile_of(page.context, chosen)
    context = {
        "heading": heading(chosen, found),
        "sure_words": specialised_words(found),
        "thresholds": thresholds(found),
    }
    form = ChoiceForm(chosen, "region", "data", "year", "since")
    return _shown(page, "profile", chosen, found, form, profile_charts(page.context, chosen, found), context)


@require_safe
@programme_page("observatory", DatasetAction.VIEW)
def opportunities(request: HttpRequest, page: Page) -> HttpResponseBase:
    """What is near to what a region has, how complex it is, and whether nearness has meant anything."""
    if (chosen := _chosen(page)) is None:
        return _nothing(page, "opportunities")
    found = opportunities_of(page.context, chosen)
    form = ChoiceForm(chosen, "region", "data", "year", "since")
    return _shown(page, "opportunities", chosen, found, form, opportunity_charts(page.context, chosen, found), {})


@require_safe
@programme_page("observatory", DatasetAction.VIEW)
def complementarity(request: HttpRequest, page: Page) -> HttpResponseBase:
    """What the programme's regions would add to each other."""
    if (chosen := _chosen(page)) is None:
        return _nothing(page, "complementarity")
    found = complementarity_of(page.context, chosen)
    form = ChoiceForm(chosen, "data", "year")
    charts = complementarity_charts(page.context, chosen, found)
    return _shown(page, "complementarity", chosen, found, form, charts, _folded(charts))


@require_safe
@programme_page("observatory", DatasetAction.VIEW)
def areas(request: HttpRequest, page: Page) -> HttpResponseBase:
    """Whether the evidence supports the choice of areas."""
    if (chosen := _chosen(page)) is None:
        return _nothing(page, "areas")
    found = areas_of(page.context, chosen)
    form = ChoiceForm(chosen, "data", "year", "since")
    return _shown(page, "areas", chosen, found, form, area_charts(chosen, found), {})


@require_safe
@programme_page("observatory", DatasetAction.VIEW)
def peers(request: HttpRequest, page: Page) -> HttpResponseBase:
    """The regions of like structure, by variables and weights that the reader chooses."""
    if (chosen := _chosen(page, of_variables=True)) is None:
        return _nothing(page, "peers")
    found = peers_of(chosen, addresses.query(request))
    form = PeersForm(chosen, found.k, dict(found.weights))
    return _shown(page, "peers", chosen, found, form, peer_charts(page.context, chosen, found), {})


@require_safe
@programme_page("observatory", DatasetAction.VIEW)
def projects(request: HttpRequest, page: Page) -> HttpResponseBase:
    """What the funds have supported before, by municipality and suggested area."""
    try:
        area, municipality = (addresses.text_at(request, name) for name in ("area", "municipality"))
        found = projects_of(page.context, area, municipality)
    except UnknownAddress as error:
        raise Http404 from error
    charts, source = project_charts(page.context, found), projects_source(page.context)
    if (file := chart_response(addresses.query(request), charts, partial(chart_file, source=source))) is not None:
        return file
    rows = Paginator(found.rows, PROJECTS_A_PAGE).get_page(addresses.page_number(request))
    places = {place.code: place.name for place in page.structure.municipalities}
    pictures = by_key(charts)
    context = {
        "tabs": tabs(page.context, "projects", addresses.query(request)),
        "found": found,
        "pictures": pictures,
        "source": source,
        "rows": rows,
        "map_twin": safe_table(pictures["map"].table),
        "place": places.get(found.municipality, ""),
        "place_count": len(places),
    }
    return render(request, "observatory/analysis/projects.html", context)


def _chosen(page: Page, of_variables: bool = False) -> Chosen | None:
    """What the address asks for; 404 for what is not there."""
    try:
        return chosen_of(page.structure, addresses.query(page.request), of_variables)
    except UnknownAddress as error:
        raise Http404 from error


def _shown(
    page: Page, name: str, chosen: Chosen, found: Any, form: Any, charts: Sequence[PageChart], context: dict[str, Any]
) -> HttpResponseBase:
    """The page, or the file that is asked for of it."""
    asked, source = addresses.query(page.request), source_of(chosen.version)
    if (file := chart_response(asked, charts, partial(chart_file, source=source))) is not None:
        return file
    common = {
        "tabs": tabs(page.context, name, asked),
        "form": form,
        "chosen": chosen,
        "version": chosen.version,
        "found": found,
        "pictures": by_key(charts),
        "source": source,
        "may_ask": page.may(ComputationAction.ASK),
    }
    return render(page.request, f"observatory/analysis/{name}.html", common | context)


def _folded(charts: Sequence[PageChart]) -> dict[str, Any]:
    """The table of all pairs, folded away."""
    found = by_key(charts).get("pairs")
    return {"pairs_table": safe_table(found.table)} if found is not None else {}


def _nothing(page: Page, name: str) -> HttpResponse:
    """There is no data set that the page can be of."""
    links = tabs(page.context, name, addresses.query(page.request))
    names = {link.url: link.label for link in links if link.current}
    context = {
        "tabs": links,
        "title": next(iter(names.values()), _("Analysis")),
        "may_record": may_record(page.request.user, page.programme),
    }
    return render(page.request, "observatory/analysis/nothing.html", context)
