"""Pages of initiatives: the list, one with its history, and the forms that record, correct and take back."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspel.core import access
from samspel.core.facts import FactError
from samspel.core.programmes.policy import AuditAction
from samspel.programme.initiatives.forms import CorrectionForm, InitiativeFilter, InitiativeForm
from samspel.programme.initiatives.policy import InitiativeAction
from samspel.programme.initiatives.queries import initiatives as queries
from samspel.programme.initiatives.services import initiative as services
from samspel.ui.components import Link
from samspel.web import addresses
from samspel.web.accounts.form_drafts import resumed_data, sign_in_required
from samspel.web.drafts import draft_data, draft_drop, draft_save
from samspel.web.forms import ReasonForm
from samspel.web.page import Page, programme_page
from samspel.web.paging import pages_of

UNSAVED = {"csrfmiddlewaretoken", "draft"}


@require_safe
@programme_page("initiatives")
def initiatives(request: HttpRequest, page: Page) -> HttpResponse:
    """What is done and planned, narrowed by filters."""
    form = InitiativeFilter(page.structure, addresses.query(request) or None)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    filters = queries.InitiativeFilters(**{key: chosen.get(key, "") for key in ("area", "partner", "stage", "text")})
    shown = queries.initiative_page(page.context, filters, addresses.page_number(request))
    context = {
        "form": form,
        "rows": queries.with_stage(page.context, list(shown.object_list)),
        "count": shown.paginator.count,
        "pages": pages_of(shown),
        "may_record": bool(queries.recording_grants(page.context)),
    }
    return render(request, "programme/initiatives/initiatives.html", context)


@require_safe
@programme_page("initiatives")
def initiative(request: HttpRequest, page: Page, number: int) -> HttpResponse:
    """One initiative as known on the day, and its earlier versions."""
    versions = queries.initiative_versions(page.context, number)
    if not versions:
        raise Http404
    current = queries.initiative(page.context, number)
    page.crumbs = [Link(_("Initiatives"), page.url("initiatives"))]
    context = {
        "initiative": current,
        "last": versions[0],
        "stage": queries.stage_text(page.context, current) if current else "",
        "versions": versions,
        "may_change": current is not None and page.may(InitiativeAction.VOID, current),
        "may_audit": page.may(AuditAction.VIEW, versions[0]),
    }
    return render(request, "programme/initiatives/initiative.html", context)


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("initiatives")
def new_initiative(request: HttpRequest, page: Page) -> HttpResponse:
    """Record an initiative."""
    if not queries.recording_grants(page.context):
        raise PermissionDenied
    form = _filled(request, page, InitiativeForm)
    if request.method == "POST":
        if "draft" in request.POST:
            return _save_draft(request, page, request.POST.get("title") or _("Unnamed initiative"))
        if form.is_valid():
            try:
                made = services.initiative_record(
                    actor=request.user, programme=page.programme, data=form.data_for_service()
                )
            except FactError as error:
                form.add_error(None, str(error))
            else:
                draft_drop(user=request.user, path=request.path)
                messages.success(request, _("The initiative is saved."))
                return redirect(page.url("initiative", made.number))
    page.crumbs = [Link(_("Initiatives"), page.url("initiatives"))]
    return render(request, "programme/initiatives/initiative_form.html", {"form": form, "heading": _("New initiative")})


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("initiatives")
def edit_initiative(request: HttpRequest, page: Page, number: int) -> HttpResponse:
    """Correct an initiative: the old version stays readable."""
    current = _changeable(request, page, number)
    initial = CorrectionForm.initial_of(current) | {"version": current.pk}
    form = _filled(request, page, CorrectionForm, initial)
    if request.method == "POST":
        if "draft" in request.POST:
            return _save_draft(request, page, _("Change of %(title)s") % {"title": current.title})
        if form.is_valid():
            try:
                services.initiative_correct(
                    actor=request.user,
                    initiative=current,
                    version=form.cleaned_data["version"],
                    data=form.data_for_service(),
                    reason=form.cleaned_data["reason"],
                )
            except FactError as error:
                form.add_error(None, str(error))
            else:
                draft_drop(user=request.user, path=request.path)
                messages.success(request, _("The change is saved. The earlier version is kept in the history."))
                return redirect(page.url("initiative", number))
    page.crumbs = [Link(current.title, page.url("initiative", number))]
    context = {"form": form, "heading": _("Change the initiative")}
    return render(request, "programme/initiatives/initiative_form.html", context)


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("initiatives")
def void_initiative(request: HttpRequest, page: Page, number: int) -> HttpResponse:
    """Take an initiative back."""
    current = _changeable(request, page, number)
    form = ReasonForm(request.POST or resumed_data(request))
    if request.method == "POST" and form.is_valid():
        try:
            services.initiative_void(actor=request.user, initiative=current, reason=form.cleaned_data["reason"])
        except FactError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The initiative is taken back. It can still be read in the history."))
            return redirect(page.url("initiatives"))
    page.crumbs = [Link(current.title, page.url("initiative", number))]
    context = {
        "form": form,
        "heading": _("Take back %(title)s") % {"title": current.title},
        "send": _("Take back"),
    }
    return render(request, "web/simple_form.html", context)


def _changeable(request: HttpRequest, page: Page, number: int) -> Any:
    """The initiative as it reads today, for somebody who may change it; 404 or 403 otherwise."""
    current = queries.initiative_now(page.context, number)
    if current is None:
        raise Http404
    access.require(request.user, InitiativeAction.VOID, current)
    return current


def _filled(request: HttpRequest, page: Page, kind: type[Any], initial: Mapping[str, Any] | None = None) -> Any:
    """The form with what was just sent, else what an expired session cut off, else the draft, else `initial`."""
    if request.method == "POST":
        return kind(page.context, request.POST)
    resumed = resumed_data(request)
    if resumed is not None:
        return kind(page.context, resumed)
    return kind(page.context, initial={**(initial or {}), **draft_data(request.user, request.path)})


def _save_draft(request: HttpRequest, page: Page, title: str) -> HttpResponse:
    data: dict[str, Any] = {}
    for name, values in request.POST.lists():
        if name not in UNSAVED:
            data[name] = values if name in {"areas", "partners"} else values[0]
    draft_save(user=request.user, programme=page.programme, path=request.path, title=title, data=data)
    messages.success(request, _("The draft is saved. You find it in your work list."))
    return redirect(page.url("worklist"))
