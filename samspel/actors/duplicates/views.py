"""Organisations that look alike: merged, kept apart, and parted again."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samspel.actors.duplicates import services as duplicates_services
from samspel.actors.duplicates.forms import APART, FIRST
from samspel.actors.duplicates.policy import MergeAction
from samspel.actors.duplicates.queries import candidate_pairs
from samspel.actors.models import Merge
from samspel.actors.organisations.forms import DecisionForm, UndoForm
from samspel.actors.organisations.queries.visibility import granted
from samspel.actors.organisations.views.crumbs import pager_of, stand_in
from samspel.core import access
from samspel.core.facts import FactError
from samspel.web.accounts.form_drafts import resumed_data, sign_in_required
from samspel.web.page import Page, programme_page

PER_PAGE = 20


@require_safe
@sign_in_required
@programme_page("network")
def duplicates(request: HttpRequest, page: Page) -> HttpResponse:
    """Pairs that may be one organisation, best first, and the merges in force."""
    _may_review(page)
    return _review(request, page, request.GET.get("page"))


@require_POST
@sign_in_required
@programme_page("network")
def decide_duplicate(request: HttpRequest, page: Page) -> HttpResponse:
    """Merge a pair, or note that they are two."""
    _may_review(page)
    key = f"{request.POST.get('first', '')}-{request.POST.get('second', '')}".replace("%", "")
    form = DecisionForm(request.POST, auto_id=f"id_%s_{key}")
    number = request.POST.get("page", "")
    if form.is_valid():
        try:
            _decide(request, form)
        except FactError as error:
            form.add_error("reason", str(error))
        else:
            return redirect(page.url("actors:duplicates", page=number))
    return _review(request, page, number, form)


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("network")
def undo_merge(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Take a merge back, with a reason."""
    if not granted(page.context, MergeAction.VOID):
        raise PermissionDenied
    rows = Merge.objects.filter(voided_at=None).select_related("organisation", "into")
    found: Merge = get_object_or_404(rows, pk=pk)
    access.require(request.user, MergeAction.VOID, found)
    form = UndoForm(request.POST if request.method == "POST" else resumed_data(request))
    if request.method == "POST" and form.is_valid():
        try:
            duplicates_services.undo(request.user, found, form.cleaned_data["reason"])
        except FactError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The two count apart again, each with its own facts."))
            return redirect(page.url("actors:actor", found.organisation_id))
    stand_in(page, found.into)
    names = {"name": found.organisation.name, "other": found.into.name}
    context = {"form": form, "heading": _("Part %(name)s from %(other)s") % names, "send": _("Undo the merge")}
    return render(request, "web/simple_form.html", context)


def _may_review(page: Page) -> None:
    if not granted(page.context, MergeAction.RECORD):
        raise PermissionDenied


def _review(request: HttpRequest, page: Page, number: str | None, failed: DecisionForm | None = None) -> HttpResponse:
    shown = Paginator(candidate_pairs.open_pairs(), PER_PAGE).get_page(number)
    stand_in(page)
    context: dict[str, Any] = {
        "pairs": candidate_pairs.candidates(list(shown)),
        "count": shown.paginator.count,
        "pager": pager_of(shown),
        "merges": candidate_pairs.merges_in_force(),
        "may_undo": bool(granted(page.context, MergeAction.VOID)),
        "failed": failed,
        "failed_key": f"{failed['first'].value()}-{failed['second'].value()}" if failed else "",
    }
    return render(request, "actors/duplicates/duplicates.html", context)


def _decide(request: HttpRequest, form: DecisionForm) -> None:
    """Do what was chosen, and say so. FactError where it cannot be done."""
    clean = form.cleaned_data
    first, second = clean["first"], clean["second"]
    names = {"name": first.name, "other": second.name}
    if clean["choice"] == APART:
        duplicates_services.keep_apart(request.user, first, second)
        messages.success(request, _("%(name)s and %(other)s are two. They are not asked about again.") % names)
        return
    gone, stays = (first, second) if clean["choice"] == FIRST else (second, first)
    duplicates_services.merge(request.user, gone, stays, clean["reason"])
    names = {"name": gone.name, "other": stays.name}
    messages.success(request, _("%(name)s now counts as %(other)s.") % names)
