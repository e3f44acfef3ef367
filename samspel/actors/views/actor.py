"""The pages one reads: the actors, the innovation system, one organisation, past operations."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspel.actors import about as about_reading
from samspel.actors import listing, past
from samspel.actors import system as system_reading
from samspel.actors.forms import ActorFilter, OperationFilter
from samspel.actors.models import Contact
from samspel.actors.personal import looks_personal
from samspel.actors.seeing import granted, seen_of, sees_all_of, works_here
from samspel.actors.services import areas_described_by
from samspel.actors.views.common import pager_of, seen, stand_in
from samspel.actors.words import FUNCTIONS
from samspel.programme import pictures
from samspel.programme.page import Page, programme_page
from samspel.programme.rooms import links_from_organisation
from samspel.ui.charts import Cell, HeatMatrix, HeatRow

PER_PAGE = 50


@require_safe
@programme_page("network")
def actors(request: HttpRequest, page: Page) -> HttpResponse:
    """Who is there: the programme's actors, narrowed by filters, and where they are."""
    if looks_personal(request.GET.get("text", "")):
        messages.warning(request, _("A personal identity number is not searched for: it would stay in the address."))
        return redirect(page.url("actors:actors"))
    form = ActorFilter(page, works_here(page), request.GET or None)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    rows = listing.listed(page, listing.Filters(**asked))
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    spread = listing.spread(page)
    structure = page.structure
    context = {
        "tabs": page.tabs("actors"),
        "form": form,
        "rows": listing.rows_of(page, list(shown)),
        "count": shown.paginator.count,
        "pager": pager_of(shown),
        "spread": spread,
        "reached": len(structure.municipalities) - len(spread.without),
        "map": pictures.choropleth(page, spread.places, structure.municipalities, spread.without),
        "map_table": pictures.safe_table(pictures.places_table(page, spread.places)),
        "may_register": bool(granted(page, "organisation.record")) and works_here(page),
        "may_review": bool(granted(page, "merge.record")),
    }
    return render(request, "actors/actors.html", context)


@require_safe
@programme_page("network")
def system(request: HttpRequest, page: Page) -> HttpResponse:
    """The innovation system: who does what in which area, where nobody does, and where many do."""
    found = system_reading.system(page)
    stand_in(page)
    tabs = page.tabs("functions")
    context = {"tabs": tabs, "system": found, "matrix": _matrix(page, found), "all_cells": len(found.cells)}
    return render(request, "actors/system.html", context)


@require_safe
@programme_page("network")
def actor(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """One organisation."""
    organisation = seen(page, pk)
    whole = sees_all_of(page, organisation)
    may_see_contacts = page.may("contact.view", Contact(programme=page.programme, organisation=organisation))
    found = about_reading.about(page, organisation, whole, may_see_contacts)
    stand_in(page)
    context: dict[str, Any] = {
        "about": found,
        "organisation": organisation,
        "may_change": whole and page.may("organisation.record", organisation),
        "may_describe": bool(areas_described_by(request.user, page.programme, organisation)),
        "may_see_contacts": may_see_contacts,
        "may_keep_contacts": page.may("contact.record", Contact(programme=page.programme, organisation=organisation)),
        "may_undo": whole and bool(granted(page, "merge.void")),
        "may_audit": whole and bool(granted(page, "audit.view")),
        "linked": _linked(page, found) if found.inside else set(),
        "elsewhere": links_from_organisation(page, organisation),
    }
    return render(request, "actors/actor.html", context)


@require_safe
@programme_page("network")
def operations(request: HttpRequest, page: Page) -> HttpResponse:
    """What the funds have supported before in the programme's territory."""
    form = OperationFilter(page, request.GET or None)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    labels = {m.code: m.id for m in page.members("past_objective")}
    objective = labels.get(asked.get("objective", ""), "")
    text = asked.get("text", "")
    shown = Paginator(past.listed(page, text, objective), PER_PAGE).get_page(request.GET.get("page"))
    rows = list(shown)
    stand_in(page)
    context = {
        "form": form,
        "rows": rows,
        "count": shown.paginator.count,
        "narrowed": bool(text),
        "pager": pager_of(shown),
        "sums": past.sums(page, objective),
        "linked": seen_of(page, [row.beneficiary for row in rows if row.beneficiary]),
    }
    return render(request, "actors/operations.html", context)


def _matrix(page: Page, found: system_reading.System) -> HeatMatrix:
    rows = [
        (HeatRow(area.short, area.tone), [Cell(pictures.datum(found.cells[area.pk, code])) for code in FUNCTIONS])
        for area in page.structure.areas
    ]
    return HeatMatrix(_("Actors by area and function"), [HeatRow(str(name)) for name in FUNCTIONS.values()], rows)


def _linked(page: Page, found: about_reading.About) -> set[int]:
    """Which organisations named on the page a link may lead to."""
    inside = found.inside
    if inside is None:
        return set()
    named = [held.other for held in (*inside.owners, *inside.owned)]
    named += [*inside.undertaking, *(o for merge in inside.merges for o in (merge.organisation, merge.into))]
    return seen_of(page, named)
