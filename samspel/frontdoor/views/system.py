"""The system map's pages: who works with whom, what reaches where, what is alike, what is lacking."""

from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspel.frontdoor.figures.system import unmet as unmet_needs
from samspel.frontdoor.forms.system import FIRST_KIND, CoverageFilter, GapsFilter, NetworkFilter, OverlapFilter
from samspel.frontdoor.offers.words import KINDS
from samspel.frontdoor.system import coverage_pictures, pictures, unmet_pictures
from samspel.frontdoor.system.coverage import coverage as coverage_of
from samspel.frontdoor.system.crossings import crossings
from samspel.frontdoor.system.overlaps import LEAST
from samspel.frontdoor.system.overlaps import overlaps as alike
from samspel.frontdoor.system.rooms import PLACE
from samspel.frontdoor.system.ties import MOST, Asked, ties
from samspel.frontdoor.system.unmet import PUBLIC_LEAST, grouped
from samspel.kernel.figures import Slice, values
from samspel.programme.page import Link, Page, programme_page

PAIRS = 20


@require_safe
@programme_page(PLACE)
def network(request: HttpRequest, page: Page) -> HttpResponse:
    """Actors, areas and what ties them; whose help crosses which borders."""
    form = NetworkFilter(page, request.GET or None)
    told = _told(form)
    where = _between(page, told)
    structure = page.structure
    asked = Asked(told.get("kind", ""), structure.area(told.get("area", "")), structure.partner(told.get("region", "")))
    found = ties(page, where, asked)
    crossed = crossings(page, where)
    _stand(page)
    context = {
        "tabs": page.tabs("ties"),
        "form": form,
        "found": found,
        "most": MOST,
        "network": pictures.network(found),
        "actors_table": pictures.actors_table(found),
        "areas_table": pictures.areas_table(found) if found.area_ties else "",
        "by_area": pictures.matrix(_("Requests by area of need and of offer"), structure.areas, crossed.areas),
        "requested": pictures.matrix(_("Requests by region"), structure.partners, crossed.requested),
        "accepted": pictures.matrix(_("Accepted requests by region"), structure.partners, crossed.accepted),
    }
    return render(request, "frontdoor/network.html", context)


@require_safe
@programme_page(PLACE)
def coverage(request: HttpRequest, page: Page) -> HttpResponse:
    """Which kinds of help reach a company in each municipality."""
    form = CoverageFilter({"help": FIRST_KIND} | request.GET.dict())
    shown = form.cleaned_data["help"] if form.is_valid() else FIRST_KIND
    found = coverage_of(page)
    _stand(page)
    context = {
        "tabs": page.tabs("coverage"),
        "form": form,
        "found": found,
        "kind": KINDS[shown],
        "levels": coverage_pictures.levels(found, shown),
        "map": coverage_pictures.choropleth(page, found, shown),
        "table": coverage_pictures.places_table(found, shown),
        "matrix": coverage_pictures.matrix(found),
        "every": coverage_pictures.every_place(found),
    }
    return render(request, "frontdoor/coverage.html", context)


@require_safe
@programme_page(PLACE)
def overlaps(request: HttpRequest, page: Page) -> HttpResponse:
    """Offers whose texts are alike, side by side."""
    form = OverlapFilter(page, request.GET or None)
    told = _told(form)
    found = Paginator(alike(page, told.get("area", ""), told.get("kind", "")), PAIRS)
    shown = found.get_page(request.GET.get("page"))
    _stand(page)
    context = {"tabs": page.tabs("overlaps"), "form": form, "shown": shown, "count": found.count, "least": LEAST}
    return render(request, "frontdoor/overlaps.html", context)


@require_safe
@programme_page(PLACE)
def gaps(request: HttpRequest, page: Page) -> HttpResponse:
    """Needs that nobody could answer well; to the public only groups of several, in words that name nobody."""
    form = GapsFilter(page, request.GET or None)
    told = _told(form)
    where = _between(page, told)
    area, region = page.structure.area(told.get("area", "")), page.structure.partner(told.get("region", ""))
    where = where.of(area=area.pk) if area else where
    where = where.of(home=region.pk) if region else where
    inside = page.may("need.view")
    every = grouped(where)
    kept = [group for group in every if inside or group.public]
    _stand(page)
    context = {
        "tabs": page.tabs("gaps"),
        "form": form,
        "number": page.figure(unmet_needs, values(unmet_needs, where)[()], where),
        "groups": [unmet_pictures.shown(page, group, inside) for group in kept if not group.alone],
        "alone": [unmet_pictures.shown(page, group, inside) for group in kept if group.alone],
        "hidden": sum(len(group.needs) for group in every) - sum(len(group.needs) for group in kept),
        "least": PUBLIC_LEAST,
        "matrix": unmet_pictures.matrix(page, where),
    }
    return render(request, "frontdoor/gaps.html", context)


def _told(form: Any) -> dict[str, Any]:
    return form.cleaned_data if form.is_bound and form.is_valid() else {}


def _between(page: Page, told: dict[str, Any]) -> Slice:
    """The page's slice in the days asked for; never beyond the day shown."""
    where, last = page.slice, told.get("until")
    until = min(where.until, last + timedelta(days=1)) if last and where.until else where.until
    return where.between(told.get("since"), until)


def _stand(page: Page) -> None:
    page.crumbs = [Link(_("Network"), page.url("actors:actors"))]
