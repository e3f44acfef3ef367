"""Registering and describing organisations, and saying what they do."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspel.actors.models import ActorFunction, Organisation
from samspel.actors.organisations.forms import FunctionsForm, OrganisationForm
from samspel.actors.organisations.policy import OrganisationAction
from samspel.actors.organisations.queries.visibility import granted, works_here
from samspel.actors.organisations.rules.personal_number import never_kept
from samspel.actors.organisations.services import organisation as organisation_services
from samspel.actors.organisations.services.organisation import ActorError
from samspel.actors.organisations.views.crumbs import changeable, seen, stand_in
from samspel.web.accounts.form_drafts import resumed_data, sign_in_required
from samspel.web.page import Page, programme_page


@never_kept("number")
@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("network")
def new_actor(request: HttpRequest, page: Page) -> HttpResponse:
    """Register an organisation."""
    if not works_here(page.context) or not granted(page.context, OrganisationAction.RECORD):
        raise PermissionDenied
    form = OrganisationForm(None, _sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = organisation_services.register(request.user, form.data_for_service())
        except ActorError as error:
            form.add_error("number", str(error))
        else:
            messages.success(request, _("%(name)s is registered.") % {"name": made.name})
            return redirect(page.url("actors:actor", made.pk))
    stand_in(page)
    return render(request, "actors/organisations/actor_form.html", {"form": form, "heading": _("New organisation")})


@never_kept("number")
@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("network")
def edit_actor(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Change what is registered of an organisation."""
    organisation = changeable(page, pk)
    form = OrganisationForm(organisation, _sent(request), initial=OrganisationForm.initial_of(organisation))
    if request.method == "POST" and form.is_valid():
        try:
            organisation_services.describe(request.user, organisation, form.data_for_service())
        except ActorError as error:
            form.add_error("number", str(error))
        else:
            messages.success(request, _("The change is saved."))
            return redirect(page.url("actors:actor", pk))
    stand_in(page, organisation)
    heading = _("Change %(name)s") % {"name": organisation.name}
    return render(request, "actors/organisations/actor_form.html", {"form": form, "heading": heading})


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("network")
def functions(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Say what an organisation does in which areas, and what it is good at."""
    organisation = seen(page, pk)
    answers_for = {
        area.pk for area in organisation_services.areas_described_by(request.user, page.programme, organisation)
    }
    if not answers_for:
        raise PermissionDenied
    before = _cells(page, organisation)
    competences = [c.code for c in organisation.competences.all()]
    initial = {"functions": before, "competences": competences}
    form = FunctionsForm(page.context, answers_for, _sent(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        chosen = form.chosen(before)
        organisation_services.set_functions(
            request.user, page.programme, organisation, chosen, form.cleaned_data["competences"]
        )
        messages.success(request, _("The change is saved."))
        return redirect(page.url("actors:actor", pk))
    stand_in(page, organisation)
    return render(request, "actors/organisations/functions.html", {"form": form, "organisation": organisation})


def _cells(page: Page, organisation: Organisation) -> list[str]:
    rows = ActorFunction.objects.filter(programme=page.programme, organisation=organisation)
    return [f"{area}:{function}" for area, function in rows.values_list("area__code", "function")]


def _sent(request: HttpRequest) -> Mapping[str, Any] | None:
    """What was just sent, else what an expired session cut off."""
    return request.POST if request.method == "POST" else resumed_data(request)
