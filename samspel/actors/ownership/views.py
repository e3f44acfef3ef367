"""Pages of an organisation's figures by year, and of who owns whom."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspel.actors.organisations.forms.personal_number import never_kept
from samspel.actors.organisations.labels.crumbs import crumbs_below
from samspel.actors.organisations.queries.visibility import changeable_organisation, visible_ids
from samspel.actors.organisations.services.organisation import ActorError
from samspel.actors.ownership.forms import EndOwnershipForm, OwnershipForm, YearForm
from samspel.actors.ownership.queries import holding_of, holdings_of, years_of
from samspel.actors.ownership.services.ownership import ownership_end, ownership_record
from samspel.actors.ownership.services.year import year_record
from samspel.core import clock
from samspel.web import addresses
from samspel.web.accounts.form_drafts import resumed_data, sign_in_required
from samspel.web.page import Page, programme_page

if TYPE_CHECKING:
    from samspel.actors.models import Organisation, Ownership


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("network")
def years(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Add a year's figures, or correct them."""
    organisation = _changeable(page, pk)
    rows = years_of(organisation)
    asked = addresses.query(request).get("year", "")
    corrected = next((y.row for y in rows if str(y.row.year) == asked), None)
    first = {"year": clock.today().year - 1}
    if corrected is not None:
        first = {name: getattr(corrected, name) for name in ("year", "staff", "turnover", "balance")}
    form = YearForm(request.POST if request.method == "POST" else resumed_data(request), initial=first)
    if request.method == "POST" and form.is_valid():
        year_record(actor=request.user, organisation=organisation, **form.cleaned_data)
        messages.success(request, _("The figures of %(year)d are saved.") % form.cleaned_data)
        return redirect(page.url("actors:years", pk))
    page.crumbs = crumbs_below(page.context, organisation)
    context = {"form": form, "organisation": organisation, "years": rows, "correcting": corrected is not None}
    return render(request, "actors/ownership/years.html", context)


@never_kept("other")
@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("network")
def owners(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Say who owns whom, and from when no longer."""
    organisation = _changeable(page, pk)
    posted = request.method == "POST"
    ended = _holding(organisation, (request.POST.get("hold") if posted else addresses.query(request).get("end")) or "")
    form = OwnershipForm(organisation, None if ended else request.POST if posted else resumed_data(request))
    ending = EndOwnershipForm(request.POST if posted and ended else None, initial={"until": clock.today()})
    if posted and (_ended(request, ended, ending) if ended else _saved(request, form)):
        messages.success(request, _("Saved."))
        return redirect(page.url("actors:owners", pk))
    held, owned = holdings_of(organisation)
    page.crumbs = crumbs_below(page.context, organisation)
    context = {
        "form": form,
        "ending": ending,
        "ended": ended,
        "organisation": organisation,
        "owners": held,
        "owned": owned,
        "linked": visible_ids(page.context, [row.other for row in (*held, *owned)]),
    }
    return render(request, "actors/ownership/owners.html", context)


def _changeable(page: Page, pk: int) -> "Organisation":
    found = changeable_organisation(page.context, pk)
    if found is None:
        raise Http404
    return found


def _holding(organisation: "Organisation", pk: str) -> "Ownership | None":
    """The holding that is to be ended, if any; 404 for another organisation's."""
    if not pk:
        return None
    found = holding_of(organisation, pk)
    if found is None:
        raise Http404
    return found


def _saved(request: HttpRequest, form: OwnershipForm) -> bool:
    if form.is_valid():
        ownership_record(actor=request.user, holding=form.holding())
    return form.is_valid()


def _ended(request: HttpRequest, ownership: "Ownership", form: EndOwnershipForm) -> bool:
    if not form.is_valid():
        return False
    try:
        ownership_end(actor=request.user, ownership=ownership, until=form.cleaned_data["until"])
    except ActorError as error:
        form.add_error("until", str(error))
        return False
    return True
