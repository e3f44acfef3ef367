"""Referrals: the officer's queue, one referral and its steps, and one need as officers see it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samspel.core import access
from samspel.frontdoor.models import Asker, Need, Referral
from samspel.frontdoor.needs.policy import AskerAction, NeedAction
from samspel.frontdoor.needs.queries.suggestions import Suggestion, kept_understanding
from samspel.frontdoor.needs.queries.suggestions import suggest as suggest_offers
from samspel.frontdoor.offers.rules.errors import FrontdoorError
from samspel.frontdoor.referrals.forms import HoursForm, QueueFilter, SuggestForm
from samspel.frontdoor.referrals.policy import ReferralAction
from samspel.frontdoor.referrals.queries import queue
from samspel.frontdoor.referrals.queries import referral as referral_queries
from samspel.frontdoor.referrals.services import referral as referral_services
from samspel.frontdoor.referrals.services.support import may_link
from samspel.frontdoor.referrals.states import LIVE
from samspel.frontdoor.referrals.views.steps import STEPS, possible
from samspel.web.accounts.form_drafts import resumed_data, sign_in_required
from samspel.web.page import Link, Page, programme_page

PER_PAGE = 30
SUGGESTIONS = 4


@require_safe
@sign_in_required
@programme_page("referrals", action=ReferralAction.VIEW)
def referrals(request: HttpRequest, page: Page) -> HttpResponse:
    """The queue: one list at a time, narrowed by filters."""
    show = request.GET.get("show", "")
    form = QueueFilter(page.context, request.GET or None)
    filters = form.filters(show if show in queue.WORDS else "answer", request.GET.get("of", ""))
    rows: Any = (
        queue.needs(page.context, filters) if filters.show == queue.NEEDS else queue.referrals(page.context, filters)
    )
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    query = {k: v for k in ("region", "area", "kind", "text", "of") if (v := request.GET.get(k))}
    context = {
        "tabs": [
            Link(
                f"{tab.words} ({tab.number})",
                page.url("frontdoor:referrals", show=tab.key, **query),
                tab.key == filters.show,
            )
            for tab in queue.tabs(page.context, filters)
        ],
        "show": filters.show,
        "heading": queue.WORDS[filters.show],
        "about": queue.ABOUT[filters.show],
        "form": form,
        "lines": [] if filters.show == queue.NEEDS else referral_queries.lines(shown),
        "needs": shown if filters.show == queue.NEEDS else [],
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
    asker = referral_queries.asker_of(request.user, found)
    context = {
        "referral": found,
        "line": referral_queries.lines([found])[0],
        "need": found.need,
        "areas": list(found.need.areas.all()),
        "pick": referral_queries.picked(found),
        "asker": asker,
        "asker_is_hidden": asker is None and found.state == "requested" and page.may(ReferralAction.ANSWER, found),
        "history": referral_queries.history(request.user, found),
        "hours": HoursForm(),
        "steps": possible(page, found),
        "may_link": may_link(request.user, found),
        "may_open_need": page.may(NeedAction.VIEW, found.need),
        "forwarded_to": list(found.forwarded_to.all()),
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
    picks = list(found.picks.select_related("offer__organisation"))
    sees_asker = page.may(AskerAction.VIEW, found)
    context = {
        "need": found,
        "areas": list(found.areas.all()),
        "picks": picks,
        "lines": referral_queries.of_need(found),
        "asker": Asker.objects.filter(need=found).first() if sees_asker else None,
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
            referral_services.suggest(request.user, found, form.cleaned_data["offer"], form.cleaned_data["note"])
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
        referral_services.close(request.user, found)
    except FrontdoorError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The need is closed."))
    return redirect(page.url("frontdoor:referral-need", pk))


def _suggestions(page: Page, need: Need) -> list[Suggestion]:
    """The offers that fit the need best of those that nobody has been asked about."""
    asked = set(need.referrals.filter(state__in=(*LIVE, "done")).values_list("offer_id", flat=True))
    found = suggest_offers(page.context, need, kept_understanding(need))
    return [hit for hit in found.hits if hit.offer.pk not in asked][:SUGGESTIONS]


def found_referral(page: Page, pk: int) -> Referral:
    """The referral in this programme, for a reader who may see it; 404 otherwise."""
    rows = Referral.objects.filter(programme=page.programme, pk=pk)
    rows = access.visible(page.request.user, ReferralAction.VIEW, rows)
    if not page.may(ReferralAction.VIEW):
        rows = referral_queries.asked(rows)
    found = (
        referral_queries.with_all(rows)
        .select_related(
            "need__municipality", "need__partner", "need__organisation", "forwarded_from__need", "organisation", "offer"
        )
        .first()
    )
    if found is None:
        raise Http404
    return found


def found_need(page: Page, pk: int) -> Need:
    """The need in this programme, confirmed, for a reader who may see it; 404 otherwise."""
    rows = Need.objects.filter(programme=page.programme, pk=pk, confirmed_at__isnull=False)
    rows = access.visible(page.request.user, NeedAction.VIEW, rows)
    found = rows.select_related("municipality", "partner", "organisation", "programme").first()
    if found is None:
        raise Http404
    return found


def crumbs(page: Page) -> list[Link]:
    """The way back: to the queue for those who have it, to the desk for the others."""
    if page.may(ReferralAction.VIEW):
        return [Link(_("Requests"), page.url("frontdoor:referrals"))]
    page.place = "desk"
    return [Link(_("Your desk"), page.url("frontdoor:desk"))]
