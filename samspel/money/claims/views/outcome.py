"""What follows when the parts are checked: sending, opening again, the authority's decision, payments, and files."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspel.core import clock
from samspel.money.claims.documents import FILES, WITH_COSTS, file_of
from samspel.money.claims.forms import ClaimDecisionForm, PaymentForm, ReopenForm, ReportForm, SendForm
from samspel.money.claims.policy import ClaimAction
from samspel.money.claims.queries.claim import claim_of
from samspel.money.claims.queries.part import rows_held
from samspel.money.claims.services.claim import ClaimError, claim_reopen, claim_send, report_write
from samspel.money.claims.services.decision import ClaimDecision, claim_decide
from samspel.money.claims.services.payment import advance_record, claim_pay
from samspel.money.expenditure.policy import ExpenditureAction
from samspel.ui.components import Link
from samspel.web import addresses
from samspel.web.accounts.form_drafts import resumed_data, sign_in_required
from samspel.web.page import Page, programme_page

if TYPE_CHECKING:
    from samspel.money.models import Claim

ROWS = 500


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=ClaimAction.CHECK)
def send(request: HttpRequest, page: Page, number: int) -> HttpResponse:
    """Send the claim."""

    def act(claim: "Claim", form: forms.Form) -> str:
        claim_send(actor=request.user, claim=claim, signed_by=form.cleaned_data["signed_by"])
        return _("The claim is sent. Every figure and row is kept as it is now.")

    return _form_step(request, page, number, SendForm, act, (_("Send the claim"), _("Send")))


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=ClaimAction.CHECK)
def reopen(request: HttpRequest, page: Page, number: int) -> HttpResponse:
    """Open a sent claim again."""

    def act(claim: "Claim", form: forms.Form) -> str:
        claim_reopen(
            actor=request.user,
            claim=claim,
            reason=form.cleaned_data["reason"],
            text_only=form.cleaned_data["what"] == "text",
        )
        return _("The claim is open again.")

    return _form_step(request, page, number, ReopenForm, act, (_("Open the claim again"), _("Open")))


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=ClaimAction.CHECK)
def report(request: HttpRequest, page: Page, number: int) -> HttpResponse:
    """Write the economic report."""

    def act(claim: "Claim", form: forms.Form) -> str:
        report_write(actor=request.user, claim=claim, text=form.cleaned_data["text"])
        return _("The report is saved.")

    first = {"text": _claim(page, number).report}
    return _form_step(request, page, number, ReportForm, act, (_("The economic report"), _("Save")), first)


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=ClaimAction.CHECK)
def pay_claim(request: HttpRequest, page: Page, number: int) -> HttpResponse:
    """Record the payment."""

    def act(claim: "Claim", form: forms.Form) -> str:
        told = form.cleaned_data
        claim_pay(
            actor=request.user,
            claim=claim,
            received_on=told["received_on"],
            amount=told["amount"],
            reference=told["reference"],
        )
        return _("The payment is recorded and split to the partners.")

    first = {"amount": _claim(page, number).support_certified, "received_on": clock.today()}
    return _form_step(request, page, number, PaymentForm, act, (_("Payment received"), _("Save")), first)


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=ClaimAction.CHECK)
def new_advance(request: HttpRequest, page: Page) -> HttpResponse:
    """Record an advance."""
    form = PaymentForm(request.POST or resumed_data(request), initial={"received_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            advance_record(
                actor=request.user,
                programme=page.programme,
                received_on=told["received_on"],
                amount=told["amount"],
                reference=told["reference"],
            )
        except ClaimError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The advance is recorded and split to the partners."))
            return redirect(page.url("money:claims"))
    page.crumbs = [Link(_("Claims"), page.url("money:claims"))]
    context = {"form": form, "heading": _("Advance received"), "send": _("Save")}
    return render(request, "web/simple_form.html", context)


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=ClaimAction.CHECK)
def decision(request: HttpRequest, page: Page, number: int) -> HttpResponse:
    """Record the authority's decision, row by row where something is not certified."""
    claim = _claim(page, number)
    if claim.state != "sent":
        raise Http404
    text = addresses.query(request).get("text", "").strip()
    rows = rows_held(claim, text)
    form = ClaimDecisionForm(
        list(rows[:ROWS]), request.POST or resumed_data(request), initial={"decided_on": clock.today()}
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            claim_decide(
                actor=request.user,
                claim=claim,
                decided=ClaimDecision(told["decided_on"], told["reference"], form.told(), told["support"]),
            )
        except ClaimError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The decision is recorded."))
            return redirect(page.url("money:claim", number))
    page.crumbs = [Link(_("Claim %(n)s") % {"n": number}, page.url("money:claim", number))]
    return render(request, "money/claims/decision.html", {"claim": claim, "form": form, "more": rows.count() > ROWS})


@require_safe
@sign_in_required
@programme_page("money", action=ClaimAction.VIEW)
def claim_file(request: HttpRequest, page: Page, number: int, form: str) -> HttpResponse:
    """The sent claim as a file: workbook, report or everything; costs only to those who may see all partners'."""
    claim = _claim(page, number)
    if form not in FILES or claim.frozen is None or claim.state == "open":
        raise Http404
    if form in WITH_COSTS and not page.may(ExpenditureAction.VIEW):
        raise Http404
    response = HttpResponse(file_of(claim, form), content_type=FILES[form])
    response["Content-Disposition"] = f'attachment; filename="{page.programme.code}-claim-{number}.{form}"'
    return response


def _claim(page: Page, number: int) -> "Claim":
    """The programme's claim with the number; 404 otherwise."""
    found = claim_of(page.context, number)
    if found is None:
        raise Http404
    return found


def _form_step(
    request: HttpRequest, page: Page, number: int, form_class: Any, act: Any, words: tuple[str, str],
    initial: dict[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    """A page with one form that does one thing to the claim."""
    claim = _claim(page, number)
    form = form_class(request.POST or resumed_data(request), initial=initial or {})
    if request.method == "POST" and form.is_valid():
        try:
            done = act(claim, form)
        except ClaimError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, done)
            return redirect(page.url("money:claim", number))
    page.crumbs = [Link(_("Claim %(n)s") % {"n": number}, page.url("money:claim", number))]
    context = {"form": form, "heading": words[0], "send": words[1]}
    return render(request, "web/simple_form.html", context)
