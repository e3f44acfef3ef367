"""The list of actors, and the innovation system that they make."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspel.actors.duplicates.policy import MergeAction
from samspel.actors.organisations.forms.filters import ActorFilter
from samspel.actors.organisations.labels.crumbs import crumbs_below
from samspel.actors.organisations.policy import OrganisationAction
from samspel.actors.organisations.queries.innovation_system import InnovationSystem, innovation_system
from samspel.actors.organisations.queries.organisation_list import (
    OrganisationFilters,
    actor_spread,
    organisation_rows,
    organisations_in,
)
from samspel.actors.organisations.queries.visibility import granted, works_here
from samspel.actors.organisations.rules.number import looks_personal
from samspel.code_lists.actor_functions import FUNCTIONS
from samspel.ui.charts import HeatCell, HeatMatrix, HeatRow
from samspel.web import addresses, charts
from samspel.web.navigation import tab_links
from samspel.web.page import Page, programme_page
from samspel.web.paging import pages_of

PER_PAGE = 50


@require_safe
@programme_page("network")
def actors(request: HttpRequest, page: Page) -> HttpResponse:
    """Who is there: the programme's actors, narrowed by filters, and where they are."""
    if looks_personal(addresses.query(request).get("text", "")):
        messages.warning(request, _("A personal identity number is not searched for: it would stay in the address."))
        return redirect(page.url("actors:actors"))
    form = ActorFilter(page.structure, works_here(page.context), addresses.query(request) or None)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    rows = organisations_in(page.context, OrganisationFilters(**asked))
    shown = Paginator(rows, PER_PAGE).get_page(addresses.page_number(request))
    spread = actor_spread(page.context)
    structure = page.structure
    context = {
        "tabs": tab_links(page, "actors"),
        "form": form,
        "rows": organisation_rows(page.context, list(shown)),
        "count": shown.paginator.count,
        "pages": pages_of(shown),
        "spread": spread,
        "reached": len(structure.municipalities) - len(spread.without),
        "map": charts.choropleth(page.context, spread.places, structure.municipalities, spread.without),
        "map_table": charts.safe_table(charts.places_table(page.context, spread.places)),
        "may_register": bool(granted(page.context, OrganisationAction.RECORD)) and works_here(page.context),
        "may_review": bool(granted(page.context, MergeAction.RECORD)),
    }
    return render(request, "actors/organisations/actors.html", context)


@require_safe
@programme_page("network")
def system(request: HttpRequest, page: Page) -> HttpResponse:
    """The innovation system: who does what in which area, where nobody does, and where many do."""
    found = innovation_system(page.context)
    page.crumbs = crumbs_below(page.context)
    tabs = tab_links(page, "functions")
    context = {"tabs": tabs, "system": found, "matrix": _matrix(page, found), "all_cells": len(found.cells)}
    return render(request, "actors/organisations/system.html", context)


def _matrix(page: Page, found: InnovationSystem) -> HeatMatrix:
    rows = [
        (HeatRow(area.short, area.tone), [HeatCell(charts.datum(found.cells[area.pk, code])) for code in FUNCTIONS])
        for area in page.structure.areas
    ]
    return HeatMatrix(_("Actors by area and function"), [HeatRow(str(name)) for name in FUNCTIONS.values()], rows)
