"""Referrals: the officer's queue, one referral and its steps, and one need as officers see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samspel.core import access
from samspel.frontdoor.needs.policy import AskerAction, NeedAction
from samspel.frontdoor.needs.queries.needs import asker_of_need, need_areas, need_by_id, need_picks, offers_asked
from samspel.frontdoor.needs.queries.suggestions import OfferSuggestion
from samspel.frontdoor.needs.queries.suggestions import offer_suggestions as suggest_offers
from samspel.frontdoor.needs.queries.understanding import kept_understanding
from samspel.frontdoor.offers.rules.errors import FrontdoorError
from samspel.frontdoor.referrals.forms.filters import QueueFilterForm
from samspel.frontdoor.referrals.forms.steps import SuggestForm
from samspel.frontdoor.referrals.forms.support import SupportHoursForm
from samspel.frontdoor.referrals.labels import NEEDS, QUEUE_NAMES, QUEUE_NOTES
from samspel.frontdoor.referrals.policy import ReferralAction, may_link_organisation
from samspel.frontdoor.referrals.queries import queue
from samspel.frontdoor.referrals.queries import referral as referral_queries
from samspel.frontdoor.referrals.queries.history import referral_history
from samspel.frontdoor.referrals.services import referral as referral_services
from samspel.frontdoor.referrals.services.need import need_close
from samspel.frontdoor.referrals.states import LIVE
from samspel.frontdoor.referrals.views.steps import STEPS, possible
from samspel.ui.components import Link
from samspel.web import addresses
from samspel.web.accounts.form_drafts import resumed_data, sign_in_required
from samspel.web.page import Page, programme_page

if TYPE_CHECKING:
    from samspel.frontdoor.models import Need, Referral


PER_PAGE = 30
SUGGESTIONS = 4


@require_safe
@sign_in_required
@programme_page("referrals", action=ReferralAction.VIEW)
def referrals(request: HttpRequest, page: Page) -> HttpResponse:
    """The queue: one list at a time, narrowed by filters."""
    show = addresses.query(request).get("show", "")
    form = QueueFilterForm(page.context, addresses.query(request) or None)
    filters = form.filters(show if show in QUEUE_NAMES else "answer", addresses.query(request).get("of", ""))
    rows: Any = (
        queue.queue_needs(page.context, filters)
        if filters.show == NEEDS
        else queue.queue_referrals(page.context, filters)
    )
    shown = Paginator(rows, PER_PAGE).get_page(addresses.page_number(request))
    query = {k: v for k in ("region", "area", "kind", "text", "of") if (v := addresses.query(request).get(k))}
    context = {
        "tabs": [
            Link(
                f"{tab.words} ({tab.number})",
                page.url("frontdoor:referrals", show=tab.key, **query),
                tab.key == filters.show,
            )
            for tab in queue.queue_tabs(page.context, filters)
        ],
        "show": filters.show,
        "heading": QUEUE_NAMES[filters.show],
        "about": QUEUE_NOTES[filters.show],
        "form": form,
        "lines": [] if filters.show == NEEDS else referral_queries.referral_rows(shown),
        "needs": shown if filters.show == NEEDS else [],
        "shown": shown,
    }
    return render(request, "frontdoor/referrals/referrals.html", context)


@require_safe
@sign_in_required
@programme_page("referrals")
def referral(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """One referral: the need, why it was matched, what has been done, and what the reader can do."""
    found = found_referral(page, pk)
    page.crumbs = crumbs(page)
    asker = referral_queries.asker_of_referral(request.user, found)
    context = {
        "referral": found,
        "line": referral_queries.referral_rows([found])[0],
        "need": found.need,
        "areas": need_areas(found.need),
        "pick": referral_queries.pick_of_referral(found),
        "asker": asker,
        "asker_is_hidden": asker is None and found.state == "requested" and page.may(ReferralAction.ANSWER, found),
        "history": referral_history(request.user, found),
        "hours": SupportHoursForm(),
        "steps": possible(page, found),
        "may_link": may_link_organisation(request.user, found),
        "may_open_need": page.may(NeedAction.VIEW, found.need),
        "forwarded_to": referral_queries.referrals_forwarded(found),
    }
    return render(request, "frontdoor/referrals/referral.html", context)


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("referrals")
def referral_step(request: HttpRequest, page: Page, pk: int, slug: str) -> HttpResponse:
    """Take a step with a referral."""
    found, one = found_referral(page, pk), STEPS.get(slug)
    if one is None:
        raise Http404
    if not one.may(page, found):
        raise PermissionDenied
    form = one.form(page, found, request.POST or resumed_data(request))
    if request.method == "POST" and form.is_valid():
        try:
            said = one.act(request.user, found, form)
        except FrontdoorError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, said)
            return redirect(page.url("frontdoor:referral", pk))
    page.crumbs = [*crumbs(page), Link(f"{found.need.number}.{found.number}", page.url("frontdoor:referral", pk))]
    context = {"form": form, "heading": one.heading, "about": one.about, "send": one.words, "need": found.need}
    return render(request, "frontdoor/referrals/step_form.html", context)


@require_safe
@sign_in_required
@programme_page("referrals", action=ReferralAction.VIEW)
def need(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """One need as officers see it: the text, how it was understood, what was picked, and its referrals."""
    found = found_need(page, pk)
    page.crumbs = crumbs(page)
    may = page.may(NeedAction.HANDLE, found) and found.state == "open"
    picks = need_picks(found)
    sees_asker = page.may(AskerAction.VIEW, found)
    context = {
        "need": found,
        "areas": need_areas(found),
        "picks": picks,
        "lines": referral_queries.referrals_of_need(found),
        "asker": asker_of_need(found) if sees_asker else None,
        "form": SuggestForm(page.context) if may else None,
        "suggestions": _suggestions(page, found) if may else [],
        "may": may,
        "may_open_need": True,
    }
    return render(request, "frontdoor/referrals/need.html", context)


@require_POST
@sign_in_required
@programme_page("referrals", action=ReferralAction.VIEW)
def suggest(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Suggest an offer to the asker."""
    found = found_need(page, pk)
    access.require(request.user, NeedAction.HANDLE, found)
    form = SuggestForm(page.context, request.POST)
    if form.is_valid():
        try:
            referral_services.referral_suggest(
                actor=request.user, need=found, offer=form.cleaned_data["offer"], note=form.cleaned_data["note"]
            )
        except FrontdoorError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The offer is suggested. The one who asked is told by mail."))
    else:
        messages.error(request, _("Choose an offer to suggest."))
    return redirect(page.url("frontdoor:referral-need", pk))


@require_POST
@sign_in_required
@programme_page("referrals", action=ReferralAction.VIEW)
def close_need(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Close a need."""
    found = found_need(page, pk)
    access.require(request.user, NeedAction.HANDLE, found)
    try:
        need_close(actor=request.user, need=found)
    except FrontdoorError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The need is closed."))
    return redirect(page.url("frontdoor:referral-need", pk))


def _suggestions(page: Page, need: Need) -> list[OfferSuggestion]:
    """The offers that fit the need best of those that nobody has been asked about."""
    asked = offers_asked(need, (*LIVE, "done"))
    found = suggest_offers(page.context, need, kept_understanding(need))
    return [hit for hit in found.hits if hit.offer.pk not in asked][:SUGGESTIONS]


def found_referral(page: Page, pk: int) -> Referral:
    """The referral in this programme, for a reader who may see it; 404 otherwise."""
    found = referral_queries.referral_by_id(page.context, pk)
    if found is None:
        raise Http404
    return found


def found_need(page: Page, pk: int) -> Need:
    """The need in this programme, confirmed, for a reader who may see it; 404 otherwise."""
    found = need_by_id(page.context, pk)
    if found is None:
        raise Http404
    return found


def crumbs(page: Page) -> list[Link]:
    """The way back: to the queue for those who have it, to the desk for the others."""
    if page.may(ReferralAction.VIEW):
        return [Link(_("Requests"), page.url("frontdoor:referrals"))]
    page.place = "desk"
    return [Link(_("Your desk"), page.url("frontdoor:desk"))]
