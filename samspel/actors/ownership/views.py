"""An organisation's figures by year, and who owns whom."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspel.actors.models import Organisation, Ownership
from samspel.actors.organisations.forms import EndOwnershipForm, OwnershipForm, YearForm
from samspel.actors.organisations.queries import profile
from samspel.actors.organisations.queries.visibility import seen_of
from samspel.actors.organisations.rules.personal_number import never_kept
from samspel.actors.organisations.services import organisation as organisation_services
from samspel.actors.organisations.services.organisation import ActorError
from samspel.actors.organisations.views.crumbs import changeable, stand_in
from samspel.core import clock
from samspel.web.accounts.form_drafts import resumed_data, sign_in_required
from samspel.web.page import Page, programme_page


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("network")
def years(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Add a year's figures, or correct them."""
    organisation = changeable(page, pk)
    rows = profile.years_of(organisation)
    asked = request.GET.get("year", "")
    told = next((y.row for y in rows if str(y.row.year) == asked), None)
    first = {"year": clock.today().year - 1}
    if told is not None:
        first = {name: getattr(told, name) for name in ("year", "staff", "turnover", "balance")}
    form = YearForm(request.POST if request.method == "POST" else resumed_data(request), initial=first)
    if request.method == "POST" and form.is_valid():
        organisation_services.record_year(request.user, organisation, **form.cleaned_data)
        messages.success(request, _("The figures of %(year)d are saved.") % form.cleaned_data)
        return redirect(page.url("actors:years", pk))
    stand_in(page, organisation)
    context = {"form": form, "organisation": organisation, "years": rows, "correcting": told is not None}
    return render(request, "actors/ownership/years.html", context)


@never_kept("other")
@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("network")
def owners(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Say who owns whom, and from when no longer."""
    organisation = changeable(page, pk)
    posted = request.method == "POST"
    ended = _hold(organisation, (request.POST.get("hold") if posted else request.GET.get("end")) or "")
    form = OwnershipForm(organisation, None if ended else request.POST if posted else resumed_data(request))
    ending = EndOwnershipForm(request.POST if posted and ended else None, initial={"until": clock.today()})
    if posted and (_hold_ended(request, ended, ending) if ended else _hold_saved(request, form)):
        return redirect(page.url("actors:owners", pk))
    held, owned = profile.holds_of(organisation)
    stand_in(page, organisation)
    context = {
        "form": form,
        "ending": ending,
        "ended": ended,
        "organisation": organisation,
        "owners": held,
        "owned": owned,
        "linked": seen_of(page.context, [h.other for h in (*held, *owned)]),
    }
    return render(request, "actors/ownership/owners.html", context)


def _hold_saved(request: HttpRequest, form: OwnershipForm) -> bool:
    if not form.is_valid():
        return False
    organisation_services.record_ownership(request.user, form.hold())
    messages.success(request, _("Saved."))
    return True


def _hold(organisation: Organisation, pk: str) -> Ownership | None:
    """The hold that is to be ended, if any; 404 for another organisation's."""
    if not pk:
        return None
    own = Ownership.objects.filter(Q(owner=organisation) | Q(owned=organisation)).select_related("owner", "owned")
    return get_object_or_404(own, pk=int(pk) if pk.isdecimal() else 0)


def _hold_ended(request: HttpRequest, hold: Ownership, form: EndOwnershipForm) -> bool:
    if not form.is_valid():
        return False
    try:
        organisation_services.end_ownership(request.user, hold, form.cleaned_data["until"])
    except ActorError as error:
        form.add_error("until", str(error))
        return False
    messages.success(request, _("Saved."))
    return True
