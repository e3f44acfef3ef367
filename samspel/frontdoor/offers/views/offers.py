"""Offers: the public list, a page for each, and what their owners do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samspel.actors.organisations.queries.visibility import may_see
from samspel.core import access
from samspel.frontdoor.needs.queries.needs import search_in_force
from samspel.frontdoor.needs.services import saved_search
from samspel.frontdoor.offers.forms import OfferFilter, OfferForm, UseForms, filled_uses
from samspel.frontdoor.offers.policy import OfferAction, may_record_offers
from samspel.frontdoor.offers.queries.confirmation_token import is_confirmation_token
from samspel.frontdoor.offers.queries.offers import (
    OfferFilters,
    offer_audience,
    offer_by_code,
    offer_list,
    offer_region,
    offer_regions,
    offer_row,
    offer_rows,
    offer_uses,
)
from samspel.frontdoor.offers.services import offer as offer_services
from samspel.frontdoor.offers.services import reminders
from samspel.ui.components import Link
from samspel.web import addresses
from samspel.web.accounts.form_drafts import resumed_data, sign_in_required
from samspel.web.page import Page, programme_page
from samspel.web.paging import pages_of

if TYPE_CHECKING:
    from samspel.frontdoor.models import Offer


PER_PAGE = 25


@require_safe
@programme_page("find")
def offers(request: HttpRequest, page: Page) -> HttpResponse:
    """What the actors offer, narrowed by filters."""
    form = OfferFilter(page.context, addresses.query(request) or None)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    shown = Paginator(offer_list(page.context, OfferFilters(**asked)), PER_PAGE).get_page(
        addresses.page_number(request)
    )
    page.crumbs = [Link(_("Find support"), page.url("frontdoor:find"))]
    context = {
        "form": form,
        "rows": offer_rows(page.context, list(shown)),
        "count": shown.paginator.count,
        "pages": pages_of(shown),
        "narrowed": any(asked.values()),
        "may_record": may_record_offers(page.context),
    }  # fmt: skip
    return render(request, "frontdoor/offers/offers.html", context)


@require_safe
@programme_page("find", action=OfferAction.VIEW)
def offer(request: HttpRequest, page: Page, offer: str) -> HttpResponse:
    """One offer."""
    found = offer_called(page, offer)
    may_change = page.may(OfferAction.RECORD, found)
    row = offer_row(page.context, found)
    if row.state in {"withdrawn", "coming"} and not may_change:
        raise Http404
    stand_among(page)
    context = {
        "row": row,
        "offer": found,
        "whom": offer_audience(found, offer_regions(found)),
        "uses": offer_uses(found),
        "region": offer_region(page.context, found),
        "may_change": may_change,
        "watched": may_change and search_in_force(found) is not None,
        "owner_has_page": may_see(page.context, found.organisation),
    }
    return render(request, "frontdoor/offers/offer.html", context)


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("find")
def new_offer(request: HttpRequest, page: Page) -> HttpResponse:
    """Record an offer."""
    if not may_record_offers(page.context):
        raise PermissionDenied
    return _form(request, page, None)


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("find")
def edit_offer(request: HttpRequest, page: Page, offer: str) -> HttpResponse:
    """Change an offer."""
    found = offer_called(page, offer)
    access.require(request.user, OfferAction.RECORD, found)
    return _form(request, page, found)


@require_POST
@sign_in_required
@programme_page("find")
def stand_by_offer(request: HttpRequest, page: Page, offer: str) -> HttpResponse:
    """Say that an offer is still true, take it back, or give it again."""
    found = offer_called(page, offer)
    acts = {
        "confirm": (offer_services.offer_confirm, _("Thank you. The offer is confirmed as true.")),
        "withdraw": (offer_services.offer_withdraw, _("The offer is withdrawn. What has been asked of it goes on.")),
        "give_again": (offer_services.offer_restore, _("The offer is given again.")),
    }
    act, words = acts.get(request.POST.get("act", ""), (None, ""))
    if act is None:
        raise Http404
    act(actor=request.user, offer=found)
    messages.success(request, words)
    return redirect(page.url("frontdoor:offer", found.code))


@require_http_methods(["GET", "POST"])
@programme_page("find")
def still_true(request: HttpRequest, page: Page, offer: str, token: str) -> HttpResponse:
    """The page that the yearly mail leads to: one button, no sign-in."""
    found = offer_called(page, offer)
    done = request.method == "POST" and reminders.offer_confirm_by_link(offer=found, token=token)
    if request.method == "POST":
        found = offer_called(page, offer)
    good = done or is_confirmation_token(found, token)
    context = {"offer": found, "done": done, "good": good}
    response = render(request, "frontdoor/offers/still_true.html", context, status=200 if good else 404)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_POST
@sign_in_required
@programme_page("find")
def watch_offer(request: HttpRequest, page: Page, offer: str) -> HttpResponse:
    """Be told of needs that an offer fits, or no longer."""
    found = offer_called(page, offer)
    access.require(request.user, OfferAction.RECORD, found)
    search = search_in_force(found)
    if "stop" in request.POST and search is not None:
        saved_search.saved_search_stop(search=search)
        messages.success(request, _("You get no more mail of needs."))
    elif "stop" not in request.POST:
        saved_search.saved_search_start(
            actor=request.user, offer=found, language="en" if get_language() == "en" else "sv"
        )
        messages.success(request, _("We mail you when a new need fits the offer."))
    return redirect(page.url("frontdoor:offer", found.code))


def offer_called(page: Page, code: str) -> Offer:
    """The programme's offer with the code; 404 otherwise."""
    found = offer_by_code(page.programme, code)
    if found is None:
        raise Http404
    return found


def stand_among(page: Page, *links: Link) -> None:
    """Where the page stands: below the offers."""
    page.crumbs = [
        Link(_("Find support"), page.url("frontdoor:find")), Link(_("Offers"), page.url("frontdoor:offers")), *links
    ]  # fmt: skip


def _form(request: HttpRequest, page: Page, found: Offer | None) -> HttpResponse:
    sent: Any = request.POST if request.method == "POST" else resumed_data(request)
    form = OfferForm(page.context, found, sent)
    told = [{"year": u.year, "text_sv": u.text_sv, "text_en": u.text_en} for u in offer_uses(found)] if found else []
    uses = UseForms(sent, initial=told, prefix="use")
    if request.method == "POST" and form.is_valid() & uses.is_valid():
        data = form.data_for_service(filled_uses(uses))
        if found is not None:
            saved = offer_services.offer_change(actor=request.user, offer=found, data=data)
        else:
            saved = offer_services.offer_record(actor=request.user, programme=page.programme, data=data)
        messages.success(request, _("The offer is saved."))
        return redirect(page.url("frontdoor:offer", saved.code))
    stand_among(page, *([Link(found.title, page.url("frontdoor:offer", found.code))] if found else []))
    heading = _("Change the offer") if found else _("New offer")
    return render(request, "frontdoor/offers/offer_form.html", {"form": form, "uses": uses, "heading": heading})
