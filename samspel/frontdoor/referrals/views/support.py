"""From a referral to a support: which organisation asked, the support in one click, or filled in in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspel.actors.organisations.services.organisation import ActorError
from samspel.core.facts import FactError
from samspel.frontdoor.offers.rules.errors import FrontdoorError
from samspel.frontdoor.referrals.forms.support import AskingOrganisationForm, SupportHoursForm
from samspel.frontdoor.referrals.policy import may_link_organisation, may_record_support
from samspel.frontdoor.referrals.queries.referral import step_of_referral
from samspel.frontdoor.referrals.queries.support import SupportDraft, support_draft
from samspel.frontdoor.referrals.services import support as support_services
from samspel.frontdoor.referrals.services.organisation import organisation_link, organisation_register
from samspel.frontdoor.referrals.views.referrals import crumbs, found_referral
from samspel.results.facts.forms import FactForm
from samspel.results.facts.labels.kinds import KINDS
from samspel.results.facts.services import fact
from samspel.results.facts.services.fact import FactData
from samspel.results.facts.services.fact_checks import FactStopped
from samspel.ui.components import Link
from samspel.web.accounts.form_drafts import resumed_data, sign_in_required
from samspel.web.page import Page, programme_page

if TYPE_CHECKING:
    from samspel.frontdoor.models import Referral, ReferralStep


KIND = KINDS["support"]


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("referrals")
def organisation(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Say which organisation asked, or register it."""
    found = found_referral(page, pk)
    if not may_link_organisation(request.user, found):
        raise PermissionDenied
    form = AskingOrganisationForm(found.need, request.POST or resumed_data(request))
    if request.method == "POST" and form.is_valid():
        try:
            if form.described is not None:
                organisation_register(actor=request.user, referral=found, data=form.described)
            else:
                organisation_link(actor=request.user, referral=found, organisation=form.found)  # type: ignore[arg-type]
        except (FrontdoorError, ActorError) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The organisation is noted. Support can now be recorded."))
            return redirect(page.url("frontdoor:referral", pk))
    page.crumbs = _crumbs(page, found)
    context = {"form": form, "heading": _("Which organisation asked?"), "send": _("Save")}
    return render(request, "web/simple_form.html", context)


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("referrals")
def support(request: HttpRequest, page: Page, pk: int, step: int) -> HttpResponse:
    """Record the support of a step: with the hours alone from the referral's page, or in full here."""
    found = found_referral(page, pk)
    chosen = step_of_referral(found, step)
    if chosen is None:
        raise Http404
    if not may_record_support(request.user, chosen):
        raise PermissionDenied
    ready = support_draft(request.user, chosen)
    if ready is None:
        messages.error(request, _("No support can be recorded for this step now."))
        return redirect(page.url("frontdoor:referral", pk))
    if "quick" in request.POST:
        return _quick(request, page, chosen, ready)
    return _in_full(request, page, chosen, ready)


def _quick(request: HttpRequest, page: Page, step: ReferralStep, ready: SupportDraft) -> HttpResponse:
    """The one click: hours, and the rest from the referral."""
    form, back = SupportHoursForm(request.POST), page.url("frontdoor:referral", step.referral_id)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect(back)
    try:
        support_services.support_record(
            actor=request.user, step=step, data=FactData(ready.columns(form.cleaned_data["hours"]))
        )
    except (FrontdoorError, FactError) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The support is recorded."))
    return redirect(back)


def _in_full(request: HttpRequest, page: Page, step: ReferralStep, ready: SupportDraft) -> HttpResponse:
    """The results room's own form, filled in."""
    form = FactForm(KIND, page.context, request.POST or resumed_data(request), initial=_initial(ready))
    may_ask = False
    if request.method == "POST" and form.is_valid():
        data = form.data_for_service()
        try:
            made = support_services.support_record(actor=request.user, step=step, data=data)
        except FactStopped as stopped:
            if stopped.may_ask and "ask" in request.POST:
                fact.fact_decision_ask(
                    actor=request.user, programme=page.programme, kind=KIND, data=data, explained=str(stopped)
                )
                messages.success(request, _("The support is held until it is decided. Nothing is recorded yet."))
                return redirect(page.url("frontdoor:referral", step.referral_id))
            form.add_error(None, str(stopped))
            may_ask = stopped.may_ask
        except (FactError, ActorError, FrontdoorError) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The support is recorded."))
            return redirect(page.url("results:fact", KIND.key, made.pk))
    page.crumbs = _crumbs(page, step.referral)
    context = {"form": form, "kind": KIND, "heading": str(KIND.name), "may_ask": may_ask, "correcting": True}
    return render(request, "results/facts/fact_form.html", context)


def _initial(ready: SupportDraft) -> dict[str, Any]:
    return {
        "organisation": ready.organisation.shown_number or ready.organisation.name,
        "kind": ready.kind,
        "occurred_on": ready.occurred_on,
        "area": ready.area.pk if ready.area else None,
        "partner": ready.partner.pk if ready.partner else None,
        "reference": ready.reference,
    }


def _crumbs(page: Page, found: Referral) -> list[Link]:
    return [*crumbs(page), Link(f"{found.need.number}.{found.number}", page.url("frontdoor:referral", found.pk))]
