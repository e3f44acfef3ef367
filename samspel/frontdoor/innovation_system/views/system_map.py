"""The system map's pages: who works with whom, what reaches where, what is alike, what is lacking."""

from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspel.code_lists.offer_kinds import KINDS
from samspel.core.figures import Slice, values
from samspel.frontdoor.innovation_system.figures import unmet as unmet_needs
from samspel.frontdoor.innovation_system.forms import (
    FIRST_KIND,
    CoverageFilter,
    GapsFilter,
    NetworkFilter,
    OverlapFilter,
)
from samspel.frontdoor.innovation_system.queries.borders import border_matrices
from samspel.frontdoor.innovation_system.queries.coverage import help_coverage as coverage_of
from samspel.frontdoor.innovation_system.queries.overlaps import LEAST
from samspel.frontdoor.innovation_system.queries.overlaps import similar_offers as alike
from samspel.frontdoor.innovation_system.queries.ties import MOST, NetworkFilters, actor_network
from samspel.frontdoor.innovation_system.queries.unmet_needs import PUBLIC_LEAST, unmet_need_groups
from samspel.frontdoor.innovation_system.views import coverage_charts, network_charts, unmet_need_charts
from samspel.frontdoor.innovation_system.views.side_by_side import side_by_side
from samspel.frontdoor.needs.policy import NeedAction
from samspel.ui.components import Link
from samspel.web import addresses
from samspel.web.navigation import tab_links
from samspel.web.page import Page, programme_page

PLACE = "network"

PAIRS = 20


@require_safe
@programme_page(PLACE)
def network(request: HttpRequest, page: Page) -> HttpResponse:
    """Actors, areas and what ties them; whose help crosses which borders."""
    form = NetworkFilter(page.context, addresses.query(request) or None)
    told = _told(form)
    where = _between(page, told)
    structure = page.structure
    asked = NetworkFilters(
        told.get("kind", ""), structure.area(told.get("area", "")), structure.partner(told.get("region", ""))
    )
    found = actor_network(page.context, where, asked)
    crossed = border_matrices(page.context, where)
    _stand(page)
    context = {
        "tabs": tab_links(page, "ties"),
        "form": form,
        "found": found,
        "most": MOST,
        "network": network_charts.network(found),
        "actors_table": network_charts.actors_table(found),
        "areas_table": network_charts.areas_table(found) if found.area_ties else "",
        "by_area": network_charts.matrix(_("Requests by area of need and of offer"), structure.areas, crossed.areas),
        "requested": network_charts.matrix(_("Requests by region"), structure.partners, crossed.requested),
        "accepted": network_charts.matrix(_("Accepted requests by region"), structure.partners, crossed.accepted),
    }
    return render(request, "frontdoor/innovation_system/network.html", context)


@require_safe
@programme_page(PLACE)
def coverage(request: HttpRequest, page: Page) -> HttpResponse:
    """Which kinds of help reach a company in each municipality."""
    form = CoverageFilter({"help": FIRST_KIND} | addresses.query(request).dict())
    shown = form.cleaned_data["help"] if form.is_valid() else FIRST_KIND
    found = coverage_of(page.context)
    _stand(page)
    context = {
        "tabs": tab_links(page, "coverage"),
        "form": form,
        "found": found,
        "kind": KINDS[shown],
        "levels": coverage_charts.levels(found, shown),
        "map": coverage_charts.choropleth(page, found, shown),
        "table": coverage_charts.places_table(found, shown),
        "matrix": coverage_charts.matrix(found),
        "every": coverage_charts.every_place(found),
    }
    return render(request, "frontdoor/innovation_system/coverage.html", context)


@require_safe
@programme_page(PLACE)
def overlaps(request: HttpRequest, page: Page) -> HttpResponse:
    """Offers whose texts are alike, side by side."""
    form = OverlapFilter(page.context, addresses.query(request) or None)
    told = _told(form)
    found = Paginator(alike(page.context, told.get("area", ""), told.get("kind", "")), PAIRS)
    shown = found.get_page(addresses.page_number(request))
    _stand(page)
    context = {"tabs": tab_links(page, "overlaps"), "form": form, "shown": shown, "count": found.count, "least": LEAST}
    context["pairs"] = [(pair, side_by_side(page, pair)) for pair in shown]
    return render(request, "frontdoor/innovation_system/overlaps.html", context)


@require_safe
@programme_page(PLACE)
def gaps(request: HttpRequest, page: Page) -> HttpResponse:
    """Needs that nobody could answer well; to the public only groups of several, in words that name nobody."""
    form = GapsFilter(page.context, addresses.query(request) or None)
    told = _told(form)
    where = _between(page, told)
    area, region = page.structure.area(told.get("area", "")), page.structure.partner(told.get("region", ""))
    where = where.of(area=area.pk) if area else where
    where = where.of(home=region.pk) if region else where
    inside = page.may(NeedAction.VIEW)
    every = unmet_need_groups(where)
    kept = [group for group in every if inside or group.public]
    _stand(page)
    context = {
        "tabs": tab_links(page, "gaps"),
        "form": form,
        "number": page.figure(unmet_needs, values(unmet_needs, where)[()], where),
        "groups": [unmet_need_charts.unmet_need_card(page, group, inside) for group in kept if not group.alone],
        "alone": [unmet_need_charts.unmet_need_card(page, group, inside) for group in kept if group.alone],
        "hidden": sum(len(group.needs) for group in every) - sum(len(group.needs) for group in kept),
        "least": PUBLIC_LEAST,
        "matrix": unmet_need_charts.matrix(page, where),
    }
    return render(request, "frontdoor/innovation_system/gaps.html", context)


def _told(form: Any) -> dict[str, Any]:
    return form.cleaned_data if form.is_bound and form.is_valid() else {}


def _between(page: Page, told: dict[str, Any]) -> Slice:
    """The page's slice in the days asked for; never beyond the day shown."""
    where, last = page.slice, told.get("until")
    until = min(where.until, last + timedelta(days=1)) if last and where.until else where.until
    return where.between(told.get("since"), until)


def _stand(page: Page) -> None:
    page.crumbs = [Link(_("Network"), page.url("actors:actors"))]
