"""The pages one reads: the actors, the innovation system, one organisation, past operations."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspel.actors.contacts.policy import ContactAction
from samspel.actors.duplicates.policy import MergeAction
from samspel.actors.models import Contact
from samspel.actors.organisations.forms import ActorFilter, OperationFilter
from samspel.actors.organisations.policy import OrganisationAction
from samspel.actors.organisations.queries import innovation_system as system_reading
from samspel.actors.organisations.queries import organisation_list
from samspel.actors.organisations.queries import profile as about_reading
from samspel.actors.organisations.queries.visibility import granted, seen_of, sees_all_of, works_here
from samspel.actors.organisations.rules.personal_number import looks_personal
from samspel.actors.organisations.services.organisation import areas_described_by
from samspel.actors.organisations.views.crumbs import pager_of, seen, stand_in
from samspel.actors.past_operations import queries as past_operations_queries
from samspel.code_lists.organisations import FUNCTIONS
from samspel.core.programmes.policy import AuditAction
from samspel.programme.plan.views import charts
from samspel.ui.charts import Cell, HeatMatrix, HeatRow
from samspel.web.navigation import organisation_links, tab_links
from samspel.web.page import Page, programme_page

PER_PAGE = 50


@require_safe
@programme_page("network")
def actors(request: HttpRequest, page: Page) -> HttpResponse:
    """Who is there: the programme's actors, narrowed by filters, and where they are."""
    if looks_personal(request.GET.get("text", "")):
        messages.warning(request, _("A personal identity number is not searched for: it would stay in the address."))
        return redirect(page.url("actors:actors"))
    form = ActorFilter(page.context, works_here(page.context), request.GET or None)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    rows = organisation_list.listed(page.context, organisation_list.Filters(**asked))
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    spread = organisation_list.spread(page.context)
    structure = page.structure
    context = {
        "tabs": tab_links(page, "actors"),
        "form": form,
        "rows": organisation_list.rows_of(page.context, list(shown)),
        "count": shown.paginator.count,
        "pager": pager_of(shown),
        "spread": spread,
        "reached": len(structure.municipalities) - len(spread.without),
        "map": charts.choropleth(page, spread.places, structure.municipalities, spread.without),
        "map_table": charts.safe_table(charts.places_table(page, spread.places)),
        "may_register": bool(granted(page.context, OrganisationAction.RECORD)) and works_here(page.context),
        "may_review": bool(granted(page.context, MergeAction.RECORD)),
    }
    return render(request, "actors/organisations/actors.html", context)


@require_safe
@programme_page("network")
def system(request: HttpRequest, page: Page) -> HttpResponse:
    """The innovation system: who does what in which area, where nobody does, and where many do."""
    found = system_reading.system(page.context)
    stand_in(page)
    tabs = tab_links(page, "functions")
    context = {"tabs": tabs, "system": found, "matrix": _matrix(page, found), "all_cells": len(found.cells)}
    return render(request, "actors/organisations/system.html", context)


@require_safe
@programme_page("network")
def actor(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """One organisation."""
    organisation = seen(page, pk)
    whole = sees_all_of(page.context, organisation)
    may_see_contacts = page.may(ContactAction.VIEW, Contact(programme=page.programme, organisation=organisation))
    found = about_reading.about(page.context, organisation, whole, may_see_contacts)
    stand_in(page)
    context: dict[str, Any] = {
        "about": found,
        "organisation": organisation,
        "may_change": whole and page.may(OrganisationAction.RECORD, organisation),
        "may_describe": bool(areas_described_by(request.user, page.programme, organisation)),
        "may_see_contacts": may_see_contacts,
        "may_keep_contacts": page.may(
            ContactAction.RECORD, Contact(programme=page.programme, organisation=organisation)
        ),
        "may_undo": whole and bool(granted(page.context, MergeAction.VOID)),
        "may_audit": whole and bool(granted(page.context, AuditAction.VIEW)),
        "linked": _linked(page, found) if found.inside else set(),
        "elsewhere": organisation_links(page.context, organisation),
    }
    return render(request, "actors/organisations/actor.html", context)


@require_safe
@programme_page("network")
def operations(request: HttpRequest, page: Page) -> HttpResponse:
    """What the funds have supported before in the programme's territory."""
    form = OperationFilter(page.context, request.GET or None)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    labels = {m.code: m.id for m in page.members("past_objective")}
    objective = labels.get(asked.get("objective", ""), "")
    text = asked.get("text", "")
    shown = Paginator(past_operations_queries.listed(page.context, text, objective), PER_PAGE).get_page(
        request.GET.get("page")
    )
    rows = list(shown)
    stand_in(page)
    context = {
        "form": form,
        "rows": rows,
        "count": shown.paginator.count,
        "narrowed": bool(text),
        "pager": pager_of(shown),
        "sums": past_operations_queries.sums(page.context, objective),
        "linked": seen_of(page.context, [row.beneficiary for row in rows if row.beneficiary]),
    }
    return render(request, "actors/past_operations/operations.html", context)


def _matrix(page: Page, found: system_reading.System) -> HeatMatrix:
    rows = [
        (HeatRow(area.short, area.tone), [Cell(charts.datum(found.cells[area.pk, code])) for code in FUNCTIONS])
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
    return seen_of(page.context, named)
