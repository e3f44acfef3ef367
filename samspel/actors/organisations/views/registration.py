"""Pages that register and describe an organisation, and say what it does."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspel.actors.organisations.forms.functions import FunctionsForm
from samspel.actors.organisations.forms.organisation import OrganisationForm
from samspel.actors.organisations.forms.personal_number import never_kept
from samspel.actors.organisations.labels.crumbs import crumbs_below
from samspel.actors.organisations.policy import OrganisationAction
from samspel.actors.organisations.queries.organisation import areas_described_by, competence_codes, function_cells
from samspel.actors.organisations.queries.visibility import (
    changeable_organisation,
    granted,
    visible_organisation,
    works_here,
)
from samspel.actors.organisations.services.function import functions_set
from samspel.actors.organisations.services.organisation import (
    ActorError,
    organisation_describe,
    organisation_register,
)
from samspel.web.accounts.form_drafts import resumed_data, sign_in_required
from samspel.web.page import Page, programme_page

if TYPE_CHECKING:
    from samspel.actors.models import Organisation


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
            made = organisation_register(actor=request.user, data=form.data_for_service())
        except ActorError as error:
            form.add_error("number", str(error))
        else:
            messages.success(request, _("%(name)s is registered.") % {"name": made.name})
            return redirect(page.url("actors:actor", made.pk))
    page.crumbs = crumbs_below(page.context)
    context = {"form": form, "heading": _("New organisation")}
    return render(request, "actors/organisations/actor_form.html", context)


@never_kept("number")
@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("network")
def edit_actor(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Change what is registered of an organisation."""
    organisation = _found(changeable_organisation(page.context, pk))
    form = OrganisationForm(organisation, _sent(request), initial=OrganisationForm.initial_of(organisation))
    if request.method == "POST" and form.is_valid():
        try:
            organisation_describe(actor=request.user, organisation=organisation, data=form.data_for_service())
        except ActorError as error:
            form.add_error("number", str(error))
        else:
            messages.success(request, _("The change is saved."))
            return redirect(page.url("actors:actor", pk))
    page.crumbs = crumbs_below(page.context, organisation)
    context = {"form": form, "heading": _("Change %(name)s") % {"name": organisation.name}}
    return render(request, "actors/organisations/actor_form.html", context)


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("network")
def functions(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Say what an organisation does in which areas, and what it is good at."""
    organisation = _found(visible_organisation(page.context, pk))
    answers_for = {area.pk for area in areas_described_by(request.user, page.programme, organisation)}
    if not answers_for:
        raise PermissionDenied
    before = function_cells(page.programme, organisation)
    initial = {"functions": before, "competences": competence_codes(organisation)}
    form = FunctionsForm(page.structure.areas, answers_for, _sent(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        functions_set(
            actor=request.user,
            programme=page.programme,
            organisation=organisation,
            functions=form.chosen(before),
            competences=form.cleaned_data["competences"],
        )
        messages.success(request, _("The change is saved."))
        return redirect(page.url("actors:actor", pk))
    page.crumbs = crumbs_below(page.context, organisation)
    context = {"form": form, "organisation": organisation}
    return render(request, "actors/organisations/functions.html", context)


def _found(organisation: "Organisation | None") -> "Organisation":
    if organisation is None:
        raise Http404
    return organisation


def _sent(request: HttpRequest) -> Mapping[str, Any] | None:
    """What was just sent, else what an expired session cut off."""
    return request.POST if request.method == "POST" else resumed_data(request)
