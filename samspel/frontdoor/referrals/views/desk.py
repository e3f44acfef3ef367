"""An actor's own desk: requests to answer, under way, ended; its offers with their capacity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samspel.code_lists.offer_kinds import KINDS
from samspel.core import access, clock
from samspel.frontdoor.offers.policy import OfferAction
from samspel.frontdoor.offers.queries.offers import offer_by_code, offers_of_owners
from samspel.frontdoor.offers.rules.offer import is_stale
from samspel.frontdoor.offers.services.offer import offer_capacity_set
from samspel.frontdoor.referrals.forms.desk import CapacityForm
from samspel.frontdoor.referrals.queries import referral
from samspel.frontdoor.referrals.queries.referral import desk_organisations
from samspel.web.accounts.form_drafts import sign_in_required
from samspel.web.page import Page, programme_page

if TYPE_CHECKING:
    from samspel.frontdoor.models import Offer


@require_safe
@sign_in_required
@programme_page("desk")
def desk(request: HttpRequest, page: Page) -> HttpResponse:
    """Everything that an actor does here, on one page."""
    mine = desk_organisations(page.context)
    if not mine:
        raise PermissionDenied
    owners = [organisation.pk for organisation in mine]
    context = {
        "organisations": mine,
        **referral.desk_referrals(page.programme, owners),
        "offers": [
            (offer, KINDS[offer.kind], is_stale(offer.confirmed_on, clock.today()), _capacity_form(offer))
            for offer in offers_of_owners(page.programme, owners)
        ],
    }
    return render(request, "frontdoor/referrals/desk.html", context)


@require_POST
@sign_in_required
@programme_page("desk")
def capacity(request: HttpRequest, page: Page, offer: str) -> HttpResponse:
    """Say how many an offer can take and when it is free."""
    found = offer_by_code(page.programme, offer)
    if found is None:
        raise Http404
    access.require(request.user, OfferAction.RECORD, found)
    form = CapacityForm(request.POST, prefix=found.code)
    if form.is_valid():
        offer_capacity_set(
            actor=request.user,
            offer=found,
            capacity=form.cleaned_data["capacity"],
            next_free_on=form.cleaned_data["next_free_on"],
        )
        messages.success(request, _("Saved: “%(title)s” now tells what you have said.") % {"title": found.title})
    else:
        wrong = "; ".join(f"{form.fields[name].label}: {errors[0]}" for name, errors in form.errors.items())
        messages.error(request, f"{found.title}. {wrong}")
    return redirect(page.url("frontdoor:desk") + "#offers")


def _capacity_form(offer: Offer) -> CapacityForm:
    first = {"capacity": offer.capacity, "next_free_on": offer.next_free_on}
    return CapacityForm(prefix=offer.code, initial=first)
