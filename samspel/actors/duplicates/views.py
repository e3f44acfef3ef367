"""Pages of organisations that look alike: merged, kept apart, and parted again."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samspel.actors.duplicates.forms import APART, FIRST, PairDecisionForm, UndoForm
from samspel.actors.duplicates.policy import MergeAction
from samspel.actors.duplicates.queries.candidate_pairs import candidate_pairs, open_pairs
from samspel.actors.duplicates.queries.identities import merge_in_force, merges_in_force
from samspel.actors.duplicates.services import merge_record, merge_void, pair_keep_apart
from samspel.actors.organisations.labels.crumbs import crumbs_below
from samspel.actors.organisations.queries.visibility import granted
from samspel.core import access
from samspel.core.facts import FactError
from samspel.web import addresses
from samspel.web.accounts.form_drafts import resumed_data, sign_in_required
from samspel.web.page import Page, programme_page
from samspel.web.paging import pages_of

PER_PAGE = 20


@require_safe
@sign_in_required
@programme_page("network")
def duplicates(request: HttpRequest, page: Page) -> HttpResponse:
    """Pairs that may be one organisation, best first, and the merges in force."""
    _require_review(page)
    return _review_page(request, page, addresses.page_number(request))


@require_POST
@sign_in_required
@programme_page("network")
def decide_duplicate(request: HttpRequest, page: Page) -> HttpResponse:
    """Merge a pair, or note that they are two."""
    _require_review(page)
    key = f"{request.POST.get('first', '')}-{request.POST.get('second', '')}".replace("%", "")
    form = PairDecisionForm(request.POST, auto_id=f"id_%s_{key}")
    number = addresses.whole(request.POST.get("page"), 1) or 1
    if form.is_valid():
        try:
            messages.success(request, _decision_saved(request.user, form))
        except FactError as error:
            form.add_error("reason", str(error))
        else:
            return redirect(page.url("actors:duplicates", page=number))
    return _review_page(request, page, number, form)


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("network")
def undo_merge(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Take a merge back, with a reason."""
    if not granted(page.context, MergeAction.VOID):
        raise PermissionDenied
    merge = merge_in_force(pk)
    if merge is None:
        raise Http404
    access.require(request.user, MergeAction.VOID, merge)
    form = UndoForm(request.POST if request.method == "POST" else resumed_data(request))
    if request.method == "POST" and form.is_valid():
        try:
            merge_void(actor=request.user, merge=merge, reason=form.cleaned_data["reason"])
        except FactError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The two count apart again, each with its own facts."))
            return redirect(page.url("actors:actor", merge.organisation_id))
    page.crumbs = crumbs_below(page.context, merge.into)
    names = {"name": merge.organisation.name, "other": merge.into.name}
    context = {"form": form, "heading": _("Part %(name)s from %(other)s") % names, "send": _("Undo the merge")}
    return render(request, "web/simple_form.html", context)


def _require_review(page: Page) -> None:
    if not granted(page.context, MergeAction.RECORD):
        raise PermissionDenied


def _review_page(
    request: HttpRequest, page: Page, number: int | None, failed: PairDecisionForm | None = None
) -> HttpResponse:
    shown = Paginator(open_pairs(), PER_PAGE).get_page(number)
    page.crumbs = crumbs_below(page.context)
    context: dict[str, Any] = {
        "pairs": candidate_pairs(list(shown)),
        "count": shown.paginator.count,
        "pages": pages_of(shown),
        "merges": merges_in_force(),
        "may_undo": bool(granted(page.context, MergeAction.VOID)),
        "failed": failed,
        "failed_key": f"{failed['first'].value()}-{failed['second'].value()}" if failed else "",
    }
    return render(request, "actors/duplicates/duplicates.html", context)


def _decision_saved(user: Any, form: PairDecisionForm) -> str:
    """Do what was chosen; the message that says so. FactError where it cannot be done."""
    clean = form.cleaned_data
    first, second = clean["first"], clean["second"]
    if clean["choice"] == APART:
        pair_keep_apart(actor=user, first=first, second=second)
        names = {"name": first.name, "other": second.name}
        return _("%(name)s and %(other)s are two. They are not asked about again.") % names
    gone, stays = (first, second) if clean["choice"] == FIRST else (second, first)
    merge_record(actor=user, organisation=gone, into=stays, reason=clean["reason"])
    return _("%(name)s now counts as %(other)s.") % {"name": gone.name, "other": stays.name}
