"""The analysis pages: regions, what is within reach, complementarity, areas, peers and past projects."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspel.observatory.analysis.forms import ChoiceForm, PeersForm
from samspel.observatory.analysis.labels.tabs import tabs
from samspel.observatory.analysis.queries import areas as areas_page
from samspel.observatory.analysis.queries import complementarity as complementarity_page
from samspel.observatory.analysis.queries import opportunities as opportunities_page
from samspel.observatory.analysis.queries import peers as peers_page
from samspel.observatory.analysis.queries import projects as projects_page
from samspel.observatory.analysis.queries import region_profile as profile_page
from samspel.observatory.analysis.queries.selection import Chosen, choose
from samspel.observatory.analysis.views.charts import Picture, Source, by_key, source_of, taken_home
from samspel.observatory.computations.policy import ComputationAction
from samspel.observatory.datasets.policy import DatasetAction
from samspel.observatory.datasets.services.dataset import may_record
from samspel.programme.plan.views.charts import safe_table
from samspel.web.page import Page, programme_page

PROJECTS_A_PAGE = 50


@require_safe
@programme_page("observatory", DatasetAction.VIEW)
def profile(request: HttpRequest, page: Page) -> HttpResponseBase:
    """One region's specialisations, structure and change."""
    if (chosen := choose(page.context)) is None:
        return _nothing(page, "profile")
    found = profile_page.profile_of(page.context, chosen)
    context = {
        "heading": profile_page.heading(chosen, found),
        "sure_words": profile_page.specialised_words(found),
        "thresholds": profile_page.thresholds(found),
    }
    form = ChoiceForm(chosen, "region", "data", "year", "since")
    return _shown(page, "profile", chosen, found, form, found.pictures, context)


@require_safe
@programme_page("observatory", DatasetAction.VIEW)
def opportunities(request: HttpRequest, page: Page) -> HttpResponseBase:
    """What is near to what a region has, how complex it is, and whether nearness has meant anything."""
    if (chosen := choose(page.context)) is None:
        return _nothing(page, "opportunities")
    found = opportunities_page.opportunities_of(page.context, chosen)
    form = ChoiceForm(chosen, "region", "data", "year", "since")
    return _shown(page, "opportunities", chosen, found, form, found.pictures, {})


@require_safe
@programme_page("observatory", DatasetAction.VIEW)
def complementarity(request: HttpRequest, page: Page) -> HttpResponseBase:
    """What the programme's regions would add to each other."""
    if (chosen := choose(page.context)) is None:
        return _nothing(page, "complementarity")
    found = complementarity_page.complementarity_of(page.context, chosen)
    form = ChoiceForm(chosen, "data", "year")
    return _shown(page, "complementarity", chosen, found, form, found.pictures, _folded(found.pictures))


@require_safe
@programme_page("observatory", DatasetAction.VIEW)
def areas(request: HttpRequest, page: Page) -> HttpResponseBase:
    """Whether the evidence supports the choice of areas."""
    if (chosen := choose(page.context)) is None:
        return _nothing(page, "areas")
    found = areas_page.areas_of(page.context, chosen)
    form = ChoiceForm(chosen, "data", "year", "since")
    return _shown(page, "areas", chosen, found, form, found.pictures, {})


@require_safe
@programme_page("observatory", DatasetAction.VIEW)
def peers(request: HttpRequest, page: Page) -> HttpResponseBase:
    """The regions of like structure, by variables and weights that the reader chooses."""
    if (chosen := choose(page.context, of_variables=True)) is None:
        return _nothing(page, "peers")
    found = peers_page.peers_of(page.context, chosen)
    form = PeersForm(chosen, found.k, dict(found.weights))
    return _shown(page, "peers", chosen, found, form, found.pictures, {})


@require_safe
@programme_page("observatory", DatasetAction.VIEW)
def projects(request: HttpRequest, page: Page) -> HttpResponseBase:
    """What the funds have supported before, by municipality and suggested area."""
    found = projects_page.projects_of(page.context)
    source = projects_page.source(page.context)
    if (file := taken_home(request, found.pictures, source)) is not None:
        return file
    rows = Paginator(found.rows, PROJECTS_A_PAGE).get_page(request.GET.get("page"))
    places = {place.code: place.name for place in page.structure.municipalities}
    context = {
        "tabs": tabs(page.context, "projects"),
        "found": found,
        "pictures": by_key(found.pictures),
        "source": source,
        "rows": rows,
        "map_twin": safe_table(found.map.table),
        "place": places.get(found.municipality, ""),
        "place_count": len(places),
    }
    return render(request, "observatory/analysis/projects.html", context)


def _shown(
    page: Page, name: str, chosen: Chosen, found: Any, form: Any, pictures: Sequence[Picture], context: dict[str, Any]
) -> HttpResponseBase:
    """The page, or the file that is asked for of it."""
    source: Source = source_of(chosen.version)
    if (file := taken_home(page.request, pictures, source)) is not None:
        return file
    common = {
        "tabs": tabs(page.context, name),
        "form": form,
        "chosen": chosen,
        "version": chosen.version,
        "found": found,
        "pictures": by_key(pictures),
        "source": source,
        "may_ask": page.may(ComputationAction.ASK),
    }
    return render(page.request, f"observatory/{name.replace('-', '_')}.html", common | context)


def _folded(pictures: Sequence[Picture]) -> dict[str, Any]:
    """The table of all pairs, folded away."""
    found = by_key(pictures).get("pairs")
    return {"pairs_table": safe_table(found.table)} if found is not None else {}


def _nothing(page: Page, name: str) -> HttpResponse:
    """There is no data set that the page can be of."""
    names = {link.url: link.label for link in tabs(page.context, name) if link.current}
    context = {
        "tabs": tabs(page.context, name),
        "title": next(iter(names.values()), _("Analysis")),
        "may_record": may_record(page.request.user, page.programme),
    }
    return render(page.request, "observatory/analysis/nothing.html", context)
