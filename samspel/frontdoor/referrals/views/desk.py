"""An actor's own desk: requests to answer, under way, ended; its offers with their capacity."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samspel.actors.models import Organisation
from samspel.core import access, clock
from samspel.core.access import Reach
from samspel.frontdoor.models import Offer
from samspel.frontdoor.offers.labels import KINDS
from samspel.frontdoor.offers.policy import OfferAction
from samspel.frontdoor.offers.rules.offer import is_stale
from samspel.frontdoor.offers.services.offer import set_capacity
from samspel.frontdoor.referrals.forms import CapacityForm
from samspel.frontdoor.referrals.policy import DeskAction
from samspel.frontdoor.referrals.queries import referral
from samspel.web.accounts.form_drafts import sign_in_required
from samspel.web.page import Page, programme_page


@require_safe
@sign_in_required
@programme_page("desk")
def desk(request: HttpRequest, page: Page) -> HttpResponse:
    """Everything that an actor does here, on one page."""
    mine = own_organisations(page)
    if not mine:
        raise PermissionDenied
    offers = Offer.objects.filter(programme=page.programme, organisation__in=mine, withdrawn_on=None)
    context = {
        "organisations": list(Organisation.objects.filter(pk__in=mine)),
        **referral.desk(page.programme, mine),
        "offers": [
            (offer, KINDS[offer.kind], is_stale(offer.confirmed_on, clock.today()), _capacity_form(offer))
            for offer in offers.order_by("title_sv", "pk")
        ],
    }
    return render(request, "frontdoor/referrals/desk.html", context)


@require_POST
@sign_in_required
@programme_page("desk")
def capacity(request: HttpRequest, page: Page, offer: str) -> HttpResponse:
    """Say how many an offer can take and when it is free."""
    found = get_object_or_404(Offer, programme=page.programme, code=offer)
    access.require(request.user, OfferAction.RECORD, found)
    form = CapacityForm(request.POST, prefix=found.code)
    if form.is_valid():
        set_capacity(request.user, found, form.cleaned_data["capacity"], form.cleaned_data["next_free_on"])
        messages.success(request, _("Saved: “%(title)s” now tells what you have said.") % {"title": found.title})
    else:
        wrong = "; ".join(f"{form.fields[name].label}: {errors[0]}" for name, errors in form.errors.items())
        messages.error(request, f"{found.title}. {wrong}")
    return redirect(page.url("frontdoor:desk") + "#offers")


def own_organisations(page: Page) -> list[int]:
    """The organisations whose desk the reader has in this programme."""
    return [
        grant.value
        for grant in access.grants(page.request.user, DeskAction.VIEW)
        if grant.programme_id == page.programme.pk and grant.key == Reach.ORGANISATION
    ]


def _capacity_form(offer: Offer) -> CapacityForm:
    first = {"capacity": offer.capacity, "next_free_on": offer.next_free_on}
    return CapacityForm(prefix=offer.code, initial=first)
