"""Claims: the list, a new one, and one claim."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspel.money.claims.forms import ClaimForm
from samspel.money.claims.labels import CLAIM_KINDS, CLAIM_STATES, LIMITS
from samspel.money.claims.policy import ClaimAction
from samspel.money.claims.queries.claim import advances_of, claim_of, claim_rows, next_period, payments_of
from samspel.money.claims.queries.explanation import claim_explanation
from samspel.money.claims.queries.outcome import ClaimOutcome, claim_outcome, rows_decided
from samspel.money.claims.queries.part import part_rows
from samspel.money.claims.queries.remarks import finding_rows
from samspel.money.claims.services.claim import ClaimError, NewClaim, claim_make
from samspel.money.expenditure.policy import ExpenditureAction
from samspel.money.plan.queries.terms import TermsError
from samspel.results.reporting_periods.rules import Span
from samspel.ui.charts import Bar, Bars, Datum
from samspel.ui.components import Link
from samspel.ui.templatetags.formats import money
from samspel.web.accounts.form_drafts import resumed_data, sign_in_required
from samspel.web.page import Page, programme_page

if TYPE_CHECKING:
    from samspel.money.models import Claim


@require_safe
@sign_in_required
@programme_page("money", action=ClaimAction.VIEW)
def claims(request: HttpRequest, page: Page) -> HttpResponse:
    """The programme's claims."""
    page.crumbs = [Link(_("Money"), page.url("money:economy"))]
    context = {
        "claims": claim_rows(page.context),
        "advances": advances_of(page.context),
        "may_manage": page.may(ClaimAction.MANAGE),
        "may_check": page.may(ClaimAction.CHECK),
    }
    return render(request, "money/claims/claims.html", context)


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=ClaimAction.MANAGE)
def new_claim(request: HttpRequest, page: Page) -> HttpResponse:
    """Make the next claim."""
    span = next_period(page.context)
    first = {"first_day": span.first, "last_day": span.last} if span else {}
    form = ClaimForm(request.POST or resumed_data(request), initial=first)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        new = NewClaim(Span(told["first_day"], told["last_day"]), told["kind"], told["exception"])
        try:
            made = claim_make(actor=request.user, programme=page.programme, new=new)
        except ClaimError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The claim is made. Each partner has a part to fill."))
            return redirect(page.url("money:claim", made.number))
    page.crumbs = crumbs_to_claims(page)
    context = {"form": form, "heading": _("New claim"), "send": _("Make the claim")}
    return render(request, "web/simple_form.html", context)


@require_safe
@sign_in_required
@programme_page("money", action=ClaimAction.VIEW)
def claim(request: HttpRequest, page: Page, number: int) -> HttpResponse:
    """One claim: parts, sums, checks, the authority's word and what can be done next."""
    found = _claim(page, number)
    page.crumbs = crumbs_to_claims(page)
    is_open = found.state == "open"
    parts = part_rows(page.context, found)
    outcome = claim_outcome(page.context, found)
    try:
        sums = claim_explanation(page.context, found)
    except TermsError as error:
        messages.error(request, str(error))
        return redirect(page.url("money:claims"))
    context = {
        "claim": found,
        "kind": CLAIM_KINDS[found.kind],
        "state": CLAIM_STATES[found.state],
        "parts": parts,
        "sums": sums,
        "limit": LIMITS[sums.limit],
        "findings": finding_rows(page.context, found) if is_open else [],
        "outcome": outcome,
        "waterfall": _waterfall(page, outcome),
        "judged": rows_decided(page.context, found) if outcome else [],
        "payments": payments_of(found),
        "may_check": page.may(ClaimAction.CHECK, found),
        "may_see_costs": page.may(ExpenditureAction.VIEW),
        "ready": is_open and parts and all(p.part.state == "checked" for p in parts),
    }
    return render(request, "money/claims/claim.html", context)


def _waterfall(page: Page, outcome: ClaimOutcome | None) -> Bars | None:
    if outcome is None:
        return None
    currency = page.programme.currency
    steps_down = [
        (_("Declared"), outcome.declared, 1),
        (_("Deducted"), outcome.deducted, -1),
        (_("Parked"), outcome.parked, -1),
        (_("Certified"), outcome.certified, 1),
    ]
    return Bars(
        [Bar(label, Datum(f.value * sign, money(f.value * sign, currency), f.url)) for label, f, sign in steps_down],
        (_("Step"), _("Amount")),
        _("Show the steps as a table"),
    )


def _claim(page: Page, number: int) -> "Claim":
    """The programme's claim with the number; 404 otherwise."""
    found = claim_of(page.context, number)
    if found is None:
        raise Http404
    return found


def crumbs_to_claims(page: Page) -> list[Link]:
    return [Link(_("Money"), page.url("money:economy")), Link(_("Claims"), page.url("money:claims"))]
