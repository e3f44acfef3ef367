"""De minimis aid: who has got it, one undertaking's ledger, declarations, and decisions at the ceiling."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samspel.core import access
from samspel.core.facts import FactError
from samspel.core.figures import Request, fetch, measure
from samspel.core.programmes.policy import FigureAction
from samspel.money.state_aid.forms import LINES, MOST_LINES, DecideForm, DeclarationForm, TryForm
from samspel.money.state_aid.policy import AidAction, DeclarationAction
from samspel.money.state_aid.queries.rate import NoRate
from samspel.money.state_aid.queries.undertaking import (
    aid_request_of,
    declaration_of,
    declaration_to_ask_of,
    ledger_view,
    organisation_of,
    receivers,
    unapproved,
    undecided,
)
from samspel.money.state_aid.services.declaration import (
    AidError,
    declaration_approve,
    declaration_record,
    declaration_void,
)
from samspel.money.state_aid.services.request import aid_request_decide
from samspel.ui.components import Link
from samspel.web import addresses
from samspel.web.accounts.form_drafts import resumed_data, sign_in_required
from samspel.web.forms import ReasonForm
from samspel.web.page import Page, programme_page
from samspel.web.paging import pages_of

if TYPE_CHECKING:
    from samspel.actors.models import Organisation
    from samspel.money.models import AidDeclaration

PER_PAGE = 50
TOTAL = "money.de_minimis"


@require_safe
@sign_in_required
@programme_page("money", action=AidAction.VIEW)
def aid(request: HttpRequest, page: Page) -> HttpResponse:
    """Everyone with de minimis aid or a declaration, and what waits for somebody."""
    page.crumbs = [Link(_("Money"), page.url("money:economy"))]
    shown = Paginator(receivers(page.context), PER_PAGE).get_page(addresses.page_number(request))
    (total,) = fetch([Request(measure(TOTAL), page.slice, ())])
    context = {
        "rows": shown,
        "count": shown.paginator.count,
        "pages": pages_of(shown),
        "total": page.figure(measure(TOTAL), total.get((), 0)),
        "undecided": undecided(page.context),
        "unapproved": [(row, row.recorded_by_id != request.user.pk) for row in unapproved(page.context)],
        "may_decide": page.may(AidAction.DECIDE),
        "may_approve": page.may(DeclarationAction.APPROVE),
        "may_register": page.may(AidAction.REGISTER),
    }
    return render(request, "money/state_aid/aid.html", context)


@require_safe
@sign_in_required
@programme_page("money")
def undertaking(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """The ledger of the undertaking the organisation belongs to, on a day, with room for a planned amount."""
    organisation = _organisation(page, pk)
    form = TryForm(addresses.query(request) or None)
    tried = form.cleaned_data if form.is_bound and form.is_valid() else {}
    day: date = tried.get("day") or min(page.as_of, page.programme.ends_on)
    amount: Decimal = tried.get("amount") or Decimal(0)
    context: dict[str, Any] = {"organisation": organisation, "form": form, "day": day, "amount": amount}
    try:
        context["standing"] = ledger_view(page.context, organisation, day, amount)
    except NoRate as missing:
        context["fault"] = str(missing)
    context |= {
        "programme_id": page.programme.pk,
        "may_declare": page.may(DeclarationAction.RECORD, declaration_to_ask_of(page.context, organisation)),
        "may_approve": page.may(DeclarationAction.APPROVE),
        "may_see_supports": page.may(FigureAction.IDENTITIES),
    }
    page.crumbs = _crumbs(page)
    return render(request, "money/state_aid/undertaking.html", context)


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money")
def declare(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """An enterprise declares the de minimis aid that others have given its undertaking."""
    organisation = _organisation(page, pk)
    access.require(request.user, DeclarationAction.RECORD, declaration_to_ask_of(page.context, organisation))
    sent = request.POST or resumed_data(request)
    count, more = str(sent.get("count", "")) if sent else "", bool(sent and "more" in sent)
    form = DeclarationForm((addresses.whole(count, 0, MOST_LINES) or 0) + (LINES if more else 0), sent)
    if request.method == "POST" and not more and form.is_valid():
        told = form.cleaned_data
        declaration_record(
            actor=request.user,
            programme=page.programme,
            organisation=organisation,
            signed_by=told["signed_by"],
            month=told["month"],
            lines=form.told(),
        )
        messages.success(request, _("The declaration is signed. It counts when an officer has approved it."))
        return redirect(page.url("money:undertaking", pk))
    page.crumbs = [*_crumbs(page), Link(organisation.name, page.url("money:undertaking", pk))]
    return render(request, "money/state_aid/declare.html", {"form": form, "organisation": organisation, "quiet": more})


@require_POST
@sign_in_required
@programme_page("money", action=DeclarationAction.APPROVE)
def approve_declaration(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Approve a declaration that somebody else recorded."""
    found = _declaration(page, pk)
    try:
        declaration_approve(actor=request.user, declaration=found)
    except AidError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The declaration is approved."))
    return redirect(page.url("money:undertaking", found.organisation_id))


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money")
def take_back_declaration(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Take a declaration back, with a reason."""
    found = _declaration(page, pk)
    access.require(request.user, DeclarationAction.VOID, found)
    form: forms.Form = ReasonForm(request.POST or resumed_data(request))
    if request.method == "POST" and form.is_valid():
        try:
            declaration_void(actor=request.user, declaration=found, reason=form.cleaned_data["reason"])
        except FactError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("It is taken back. It can still be read in the history."))
            return redirect(page.url("money:undertaking", found.organisation_id))
    page.crumbs = _crumbs(page)
    context = {"form": form, "heading": _("Take back the declaration"), "send": _("Take back")}
    return render(request, "web/simple_form.html", context)


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=AidAction.VIEW)
def aid_request(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """A support held at the ceiling: what it is, why it was held, and the decision."""
    found = aid_request_of(page.context, pk)
    if found is None:
        raise Http404
    form = DecideForm(request.POST or resumed_data(request))
    own = found.asked_by == request.user
    may_decide = page.may(AidAction.DECIDE, found) and not own and found.state == "pending"
    if request.method == "POST":
        if not page.may(AidAction.DECIDE, found):
            raise PermissionDenied
        if form.is_valid():
            told = form.cleaned_data
            try:
                aid_request_decide(
                    actor=request.user, request=found, basis=told["basis"], amount=told["amount"], reason=told["reason"]
                )
            except AidError as error:
                form.add_error(None, str(error))
                found = aid_request_of(page.context, pk) or found
            else:
                messages.success(request, _("The decision is saved."))
                return redirect(page.url("money:aid-request", pk))
    page.crumbs = _crumbs(page)
    context = {"asked": found, "form": form if may_decide else None, "own": own}
    return render(request, "money/state_aid/aid_request.html", context)


def _crumbs(page: Page) -> list[Link]:
    crumbs = [Link(_("Money"), page.url("money:economy"))]
    return [*crumbs, Link(_("State aid"), page.url("money:aid"))] if page.may(AidAction.VIEW) else crumbs


def _organisation(page: Page, pk: int) -> "Organisation":
    """The organisation, for a reader who may see its declarations; 404 otherwise."""
    found = organisation_of(page.context, pk)
    if found is None:
        raise Http404
    return found


def _declaration(page: Page, pk: int) -> "AidDeclaration":
    found = declaration_of(page.context, pk)
    if found is None:
        raise Http404
    return found
