"""What follows when the parts are checked: sending, opening again, the authority's decision, payments, and files."""

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from samspel.core import clock
from samspel.core.programmes.policy import FigureAction
from samspel.money.claims.documents import FILES, file_of
from samspel.money.claims.policy import ClaimAction
from samspel.money.claims.services import claim as claim_services
from samspel.money.claims.services.claim import ClaimError
from samspel.money.claims.services.decision import Decided, advance, decide, pay
from samspel.money.claims.views.claims import claim_of
from samspel.money.expenditure.forms import MoneyField, PaymentForm, ReopenForm, ReportForm, SendForm
from samspel.money.models import Claim, ClaimRow
from samspel.programme.initiatives.forms import DayInput
from samspel.web.accounts.form_drafts import resumed_data, sign_in_required
from samspel.web.page import Link, Page, programme_page

ROWS = 500


class DecisionForm(forms.Form):
    """The authority's decision; a pair of amounts and a reason for each row that is not certified whole."""

    decided_on = forms.DateField(label=gettext_lazy("Decided on"), widget=DayInput())
    reference = forms.CharField(label=gettext_lazy("The decision's reference"), max_length=120)
    support = MoneyField(
        label=gettext_lazy("Certified support"),
        required=False,
        help_text=gettext_lazy("Empty: as the certified costs and the grant's terms give."),
    )

    def __init__(self, rows: list[ClaimRow], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in rows:
            name = {"voucher": row.expenditure.voucher or row.pk}
            self.fields[f"deducted_{row.pk}"] = MoneyField(label=_("Deducted, %(voucher)s") % name, required=False)
            self.fields[f"parked_{row.pk}"] = forms.BooleanField(label=_("Parked, %(voucher)s") % name, required=False)
            self.fields[f"reason_{row.pk}"] = forms.CharField(
                label=_("Reason, %(voucher)s") % name, required=False, max_length=500
            )

    def lines(self) -> list[tuple[ClaimRow, Any, Any, Any]]:
        """Each row with its three fields."""
        return [
            (row, self[f"deducted_{row.pk}"], self[f"parked_{row.pk}"], self[f"reason_{row.pk}"]) for row in self.rows
        ]

    def told(self) -> dict[int, tuple[Decimal, Decimal, str]]:
        """What is said of the rows that are not certified whole."""
        data = self.cleaned_data
        found = {}
        for row in self.rows:
            deducted = data[f"deducted_{row.pk}"] or Decimal(0)
            parked = row.amount if data[f"parked_{row.pk}"] else Decimal(0)
            if deducted or parked:
                found[row.pk] = (deducted, parked, data[f"reason_{row.pk}"])
        return found


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=ClaimAction.CHECK)
def send(request: HttpRequest, page: Page, number: int) -> HttpResponse:
    """Send the claim."""

    def act(claim: Claim, form: forms.Form) -> str:
        claim_services.send(request.user, claim, form.cleaned_data["signed_by"])
        return _("The claim is sent. Every figure and row is kept as it is now.")

    return _form_step(request, page, number, SendForm, act, (_("Send the claim"), _("Send")))


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=ClaimAction.CHECK)
def reopen(request: HttpRequest, page: Page, number: int) -> HttpResponse:
    """Open a sent claim again."""

    def act(claim: Claim, form: forms.Form) -> str:
        claim_services.reopen(request.user, claim, form.cleaned_data["reason"], form.cleaned_data["what"] == "text")
        return _("The claim is open again.")

    return _form_step(request, page, number, ReopenForm, act, (_("Open the claim again"), _("Open")))


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=ClaimAction.CHECK)
def report(request: HttpRequest, page: Page, number: int) -> HttpResponse:
    """Write the economic report."""

    def act(claim: Claim, form: forms.Form) -> str:
        claim_services.write_report(request.user, claim, form.cleaned_data["text"])
        return _("The report is saved.")

    first = {"text": claim_of(page, number).report}
    return _form_step(request, page, number, ReportForm, act, (_("The economic report"), _("Save")), first)


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=ClaimAction.CHECK)
def pay_claim(request: HttpRequest, page: Page, number: int) -> HttpResponse:
    """Record the payment."""

    def act(claim: Claim, form: forms.Form) -> str:
        told = form.cleaned_data
        pay(request.user, claim, told["received_on"], told["amount"], told["reference"])
        return _("The payment is recorded and split to the partners.")

    first = {"amount": claim_of(page, number).support_certified, "received_on": clock.today()}
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
            advance(request.user, page.programme, told["received_on"], told["amount"], told["reference"])
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
    claim = claim_of(page, number)
    if claim.state != "sent":
        raise Http404
    text = request.GET.get("text", "").strip()
    rows = ClaimRow.objects.filter(claim=claim, holds=True).select_related("expenditure__partner")
    if text:
        rows = rows.filter(expenditure__voucher__icontains=text)
    form = DecisionForm(list(rows[:ROWS]), request.POST or resumed_data(request), initial={"decided_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            decide(request.user, claim, Decided(told["decided_on"], told["reference"], form.told(), told["support"]))
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
    """The sent claim as a file: workbook, report or everything."""
    claim = claim_of(page, number)
    if form not in FILES or claim.frozen is None or claim.state == "open":
        raise Http404
    if not page.may(ClaimAction.CHECK, claim) and not page.may(FigureAction.IDENTITIES):
        raise Http404
    response = HttpResponse(file_of(claim, form), content_type=FILES[form])
    response["Content-Disposition"] = f'attachment; filename="{page.programme.code}-claim-{number}.{form}"'
    return response


def _form_step(
    request: HttpRequest, page: Page, number: int, form_class: Any, act: Any, words: tuple[str, str],
    initial: dict[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    """A page with one form that does one thing to the claim."""
    claim = claim_of(page, number)
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
