"""Initiatives, milestones, work package revisions and the work list: the pages where people write."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspel.core import access, clock
from samspel.core.facts import FactError
from samspel.core.programmes.models import Initiative, Milestone, MilestoneReached, Track
from samspel.core.programmes.policy import AuditAction, WorklistAction
from samspel.programme.initiatives import queries as reading
from samspel.programme.initiatives.forms import (
    CorrectionForm,
    InitiativeFilter,
    InitiativeForm,
    MilestoneForm,
    ReasonForm,
    WorkPackageForm,
)
from samspel.programme.initiatives.policy import InitiativeAction, MilestoneAction
from samspel.programme.initiatives.services import initiative as initiative_services
from samspel.programme.plan.policy import WorkPackageAction
from samspel.programme.plan.views.charts import stage_name
from samspel.web.accounts.form_drafts import resumed_data, sign_in_required
from samspel.web.page import Link, Page, programme_page
from samspel.web.worklist import drafts, waiting

PER_PAGE = 50
UNSAVED = {"csrfmiddlewaretoken", "draft"}


@require_safe
@programme_page("initiatives")
def initiatives(request: HttpRequest, page: Page) -> HttpResponse:
    """What is done and planned, narrowed by filters."""
    form = InitiativeFilter(page.structure, request.GET or None)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    rows = reading.listed(
        page.context, reading.Filters(**{k: chosen.get(k, "") for k in ("area", "partner", "stage", "text")})
    )
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    pager = {
        "number": shown.number,
        "more": shown.has_next(),
        "previous": shown.number - 1,
        "next": shown.number + 1,
    }
    context = {
        "form": form,
        "rows": [(i, stage_name(reading.stage_of(i, page.as_of))) for i in shown],
        "count": shown.paginator.count,
        "pager": pager,
        "may_record": bool(_answers_for(request, page)),
    }
    return render(request, "programme/initiatives/initiatives.html", context)


@require_safe
@programme_page("initiatives")
def initiative(request: HttpRequest, page: Page, number: int) -> HttpResponse:
    """One initiative as known on the day, and its earlier versions."""
    versions = reading.versions(page.context, number)
    if not versions:
        raise Http404
    current = reading.known(page.context).select_related("activity__track").filter(number=number).first()
    page.crumbs = [Link(_("Initiatives"), page.url("initiatives"))]
    context = {
        "initiative": current,
        "last": versions[0],
        "stage": stage_name(reading.stage_of(current, page.as_of)) if current else "",
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
    if not _answers_for(request, page):
        raise PermissionDenied
    form = _filled(request, page, InitiativeForm)
    if request.method == "POST":
        if "draft" in request.POST:
            return _save_draft(request, page, request.POST.get("title") or _("Unnamed initiative"))
        if form.is_valid():
            try:
                made = initiative_services.record_initiative(request.user, page.programme, form.data_for_service())
            except FactError as error:
                form.add_error(None, str(error))
            else:
                initiative_services.drop_draft(request.user, request.path)
                messages.success(request, _("The initiative is saved."))
                return redirect(page.url("initiative", made.number))
    page.crumbs = [Link(_("Initiatives"), page.url("initiatives"))]
    return render(request, "programme/initiatives/initiative_form.html", {"form": form, "heading": _("New initiative")})


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("initiatives")
def edit_initiative(request: HttpRequest, page: Page, number: int) -> HttpResponse:
    """Correct an initiative: the old version stays readable."""
    current = _current(request, page, number)
    initial = CorrectionForm.initial_of(current) | {"version": current.pk}
    form = _filled(request, page, CorrectionForm, initial)
    if request.method == "POST":
        if "draft" in request.POST:
            return _save_draft(request, page, _("Change of %(title)s") % {"title": current.title})
        if form.is_valid():
            try:
                if form.cleaned_data["version"] != current.pk:
                    raise FactError(
                        _("Somebody else has changed the initiative since you opened it. Compare, then save again.")
                    )
                initiative_services.correct_initiative(
                    request.user, current, form.data_for_service(), form.cleaned_data["reason"]
                )
            except FactError as error:
                form.add_error(None, str(error))
            else:
                initiative_services.drop_draft(request.user, request.path)
                messages.success(request, _("The change is saved. The earlier version is kept in the history."))
                return redirect(page.url("initiative", number))
    page.crumbs = [Link(current.title, page.url("initiative", number))]
    return render(
        request, "programme/initiatives/initiative_form.html", {"form": form, "heading": _("Change the initiative")}
    )


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("initiatives")
def void_initiative(request: HttpRequest, page: Page, number: int) -> HttpResponse:
    """Take an initiative back."""
    current = _current(request, page, number)
    form = ReasonForm(request.POST or resumed_data(request))
    if request.method == "POST" and form.is_valid():
        try:
            initiative_services.void_initiative(request.user, current, form.cleaned_data["reason"])
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


@require_safe
@sign_in_required
@programme_page("worklist", action=WorklistAction.VIEW)
def worklist(request: HttpRequest, page: Page) -> HttpResponse:
    """What waits for the reader."""
    own = drafts(page.context)
    unfinished = {draft.path for draft in own}
    rest = [item for item in waiting(page.context) if item.url not in unfinished]
    return render(request, "web/worklist.html", {"waiting": rest, "drafts": own})


@require_http_methods(["GET", "POST"])
@programme_page("objectives")
def milestone(request: HttpRequest, page: Page, milestone: str) -> HttpResponse:
    """One milestone: when it is due, whether it is reached, and the form to say so or to take it back."""
    found = get_object_or_404(Milestone.objects.select_related("area"), programme=page.programme, code=milestone)
    facts = MilestoneReached.objects.filter(milestone=found).select_related("recorded_by", "voided_by").order_by("-pk")
    reached = (
        MilestoneReached.objects.as_of(page.slice.known_at).filter(milestone=found, occurred_on__lte=page.as_of).first()
    )
    may = page.may(MilestoneAction.VOID if reached else MilestoneAction.RECORD, found)
    form: forms.Form | None = None
    if may:
        initial = {"on": min(clock.today(), found.due_on)}
        sent = request.POST or None
        form = ReasonForm(sent) if reached else MilestoneForm(sent, initial=initial)
    if request.method == "POST":
        if form is None:
            access.require(request.user, MilestoneAction.RECORD, found)
        elif form.is_valid() and _milestone_saved(request, found, reached, form):
            return redirect(page.url("milestone", found.code))
    page.crumbs = [Link(_("Targets"), page.url("objectives"))]
    context = {
        "milestone": found,
        "reached": reached,
        "facts": facts,
        "form": form,
        "late": max((page.as_of - found.due_on).days, 0),
    }
    return render(request, "programme/initiatives/milestone.html", context)


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("initiatives")
def revise_work_package(request: HttpRequest, page: Page, track: str) -> HttpResponse:
    """Write the next version of a work package."""
    found = get_object_or_404(Track.objects.select_related("area"), programme=page.programme, code=track)
    access.require(request.user, WorkPackageAction.REVISE, found)
    last = found.versions.order_by("-number").first()
    initial = {"text_sv": last.text_sv, "text_en": last.text_en} if last else {}
    form = WorkPackageForm(request.POST or resumed_data(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        initiative_services.revise_work_package(request.user, found, **form.cleaned_data)
        messages.success(request, _("The new version is saved. The earlier ones are kept."))
        return redirect(page.url("work-package", found.code))
    page.crumbs = [Link(found.name, page.url("work-package", found.code))]
    context = {"form": form, "heading": _("New version of the work package"), "send": _("Save the version")}
    return render(request, "web/simple_form.html", context)


def _milestone_saved(
    request: HttpRequest, found: Milestone, reached: MilestoneReached | None, form: forms.Form
) -> bool:
    try:
        if reached:
            initiative_services.reopen_milestone(request.user, reached, form.cleaned_data["reason"])
        else:
            initiative_services.reach_milestone(request.user, found, form.cleaned_data["on"], form.cleaned_data["note"])
    except FactError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("Saved."))
    return True


def _current(request: HttpRequest, page: Page, number: int) -> Initiative:
    """The initiative as it stands now, for somebody who may change it; 404 or 403 otherwise."""
    rows = Initiative.objects.as_of(None).select_related("programme", "area", "partner")
    current: Initiative = get_object_or_404(rows, programme=page.programme, number=number)
    access.require(request.user, InitiativeAction.VOID, current)
    return current


def _answers_for(request: HttpRequest, page: Page) -> list[access.Grant]:
    """The reader's grants to record initiatives in this programme."""
    return [g for g in access.grants(request.user, InitiativeAction.RECORD) if g.programme_id == page.programme.pk]


def _filled(request: HttpRequest, page: Page, kind: type[Any], initial: dict[str, Any] | None = None) -> Any:
    """The form with what was just sent, else what an expired session cut off, else the draft, else `initial`."""
    if request.method == "POST":
        return kind(page.context, request.POST)
    resumed = resumed_data(request)
    if resumed is not None:
        return kind(page.context, resumed)
    draft = request.user.drafts.filter(path=request.path).first()  # type: ignore[union-attr]
    return kind(page.context, initial={**(initial or {}), **(draft.data if draft else {})})


def _save_draft(request: HttpRequest, page: Page, title: str) -> HttpResponse:
    data: dict[str, Any] = {}
    for name, values in request.POST.lists():
        if name not in UNSAVED:
            data[name] = values if name in {"areas", "partners"} else values[0]
    initiative_services.save_draft(request.user, page.programme, request.path, title, data)
    messages.success(request, _("The draft is saved. You find it in your work list."))
    return redirect(page.url("worklist"))
