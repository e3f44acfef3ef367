"""Claims: the list, a new one, one claim, and a partner's part in it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samspel.money.claims.labels import CLAIM_KINDS, CLAIM_STATES, LIMITS, PART_STATES
from samspel.money.claims.policy import ClaimAction
from samspel.money.claims.queries import claim as claim_queries
from samspel.money.claims.services import claim as claim_services
from samspel.money.claims.services.claim import ClaimError, NewClaim
from samspel.money.expenditure.forms import ClaimForm, ReturnForm
from samspel.money.expenditure.policy import ExpenditureAction
from samspel.money.models import Claim, ClaimRow, PartnerClaim
from samspel.money.plan.queries.terms import TermsError
from samspel.results.reporting_periods.rules import Span
from samspel.ui.charts import Bar, Bars, Datum
from samspel.ui.templatetags.formats import money
from samspel.web.accounts.form_drafts import resumed_data, sign_in_required
from samspel.web.page import Link, Page, programme_page

PER_PAGE = 50


@require_safe
@sign_in_required
@programme_page("money", action=ClaimAction.VIEW)
def claims(request: HttpRequest, page: Page) -> HttpResponse:
    """The programme's claims."""
    page.crumbs = [Link(_("Money"), page.url("money:economy"))]
    context = {
        "claims": claim_queries.listed(page.context),
        "advances": claim_queries.advances(page.context),
        "may_manage": page.may(ClaimAction.MANAGE),
        "may_check": page.may(ClaimAction.CHECK),
    }
    return render(request, "money/claims/claims.html", context)


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=ClaimAction.MANAGE)
def new_claim(request: HttpRequest, page: Page) -> HttpResponse:
    """Make the next claim."""
    span = claim_queries.next_span(page.context)
    first = {"first_day": span.first, "last_day": span.last} if span else {}
    form = ClaimForm(request.POST or resumed_data(request), initial=first)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        new = NewClaim(Span(told["first_day"], told["last_day"]), told["kind"], told["exception"])
        try:
            made = claim_services.make_claim(request.user, page.programme, new)
        except ClaimError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The claim is made. Each partner has a part to fill."))
            return redirect(page.url("money:claim", made.number))
    page.crumbs = _crumbs(page)
    context = {"form": form, "heading": _("New claim"), "send": _("Make the claim")}
    return render(request, "web/simple_form.html", context)


@require_safe
@sign_in_required
@programme_page("money", action=ClaimAction.VIEW)
def claim(request: HttpRequest, page: Page, number: int) -> HttpResponse:
    """One claim: parts, sums, checks, the authority's word and what can be done next."""
    found = claim_of(page, number)
    page.crumbs = _crumbs(page)
    is_open = found.state == "open"
    parts = claim_queries.parts_of(page.context, found)
    outcome = claim_queries.outcome(page.context, found)
    try:
        sums = claim_queries.explained(page.context, found)
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
        "findings": claim_queries.told(page.context, found) if is_open else [],
        "outcome": outcome,
        "waterfall": _waterfall(page, outcome),
        "judged": claim_queries.judged(found) if outcome else [],
        "payments": list(found.payments.prefetch_related("shares__partner")),
        "may_check": page.may(ClaimAction.CHECK, found),
        "ready": is_open and parts and all(p.part.state == "checked" for p in parts),
    }
    return render(request, "money/claims/claim.html", context)


def _waterfall(page: Page, outcome: claim_queries.Outcome | None) -> Bars | None:
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


@require_safe
@sign_in_required
@programme_page("money", action=ClaimAction.VIEW)
def part(request: HttpRequest, page: Page, number: int, partner: str) -> HttpResponse:
    """A partner's part: its rows, what would be questioned, and what can be done."""
    found = part_of(page, number, partner)
    may_prepare = page.may(ClaimAction.PREPARE, found)
    may_check = page.may(ClaimAction.CHECK, found.claim)
    if not (may_prepare or may_check or page.may(ExpenditureAction.VIEW, found)):
        raise Http404
    shown = Paginator(claim_queries.rows_of(found), PER_PAGE).get_page(request.GET.get("page"))
    is_open = found.claim.state == "open"
    page.crumbs = [*_crumbs(page), Link(_("Claim %(n)s") % {"n": number}, page.url("money:claim", number))]
    context = {
        "claim": found.claim,
        "part": found,
        "state": PART_STATES[found.state],
        "rows": shown,
        "count": shown.paginator.count,
        "pager": {"number": shown.number, "more": shown.has_next(), "previous": shown.number - 1,
                  "next": shown.number + 1},
        "findings": claim_queries.told(page.context, found.claim, found) if is_open else [],
        "form": ReturnForm(),
        "may_prepare": may_prepare and is_open and found.state == "draft",
        "may_approve": may_check and is_open and found.state == "submitted" and found.submitted_by != request.user,
        "may_return": may_check and is_open and found.state in {"submitted", "checked"},
        "own_submission": may_check and found.state == "submitted" and found.submitted_by == request.user,
    }  # fmt: skip
    return render(request, "money/claims/claim_part.html", context)


@require_POST
@sign_in_required
@programme_page("money", action=ClaimAction.VIEW)
def gather(request: HttpRequest, page: Page, number: int, partner: str) -> HttpResponse:
    """Put in what is not claimed."""

    def act(found: PartnerClaim) -> str:
        put_in = claim_services.gather(request.user, found)
        if not put_in:
            return _("There was nothing more to put in.")
        return ngettext("%(n)s row is put in.", "%(n)s rows are put in.", put_in) % {"n": put_in}

    return _step(request, page, number, partner, act)


@require_POST
@sign_in_required
@programme_page("money", action=ClaimAction.VIEW)
def submit(request: HttpRequest, page: Page, number: int, partner: str) -> HttpResponse:
    """Send the part in."""

    def act(found: PartnerClaim) -> str:
        claim_services.submit(request.user, found)
        return _("The part is sent in. Its rows are locked.")

    return _step(request, page, number, partner, act)


@require_POST
@sign_in_required
@programme_page("money", action=ClaimAction.VIEW)
def approve(request: HttpRequest, page: Page, number: int, partner: str) -> HttpResponse:
    """Approve the part."""

    def act(found: PartnerClaim) -> str:
        claim_services.approve(request.user, found)
        return _("The part is checked.")

    return _step(request, page, number, partner, act)


@require_http_methods(["POST"])
@sign_in_required
@programme_page("money", action=ClaimAction.CHECK)
def send_back(request: HttpRequest, page: Page, number: int, partner: str) -> HttpResponse:
    """Return the part with what must be mended; rows ticked are set aside."""
    rows = [int(pk) for pk in request.POST.getlist("row") if pk.isdecimal()]

    def act(found: PartnerClaim) -> str:
        claim_services.send_back(request.user, found, request.POST.get("comment", ""), rows)
        return _("The part is returned.")

    return _step(request, page, number, partner, act)


@require_POST
@sign_in_required
@programme_page("money", action=ClaimAction.VIEW)
def set_aside(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Leave a row for a later claim."""
    return _row_step(
        request, page, pk, lambda row: claim_services.set_aside(request.user, row, request.POST.get("reason", ""))
    )


@require_POST
@sign_in_required
@programme_page("money", action=ClaimAction.VIEW)
def put_back(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Put a row back."""
    return _row_step(request, page, pk, lambda row: claim_services.put_back(request.user, row))


def _row_step(request: HttpRequest, page: Page, pk: int, act: Callable[[ClaimRow], None]) -> HttpResponse:
    row = (
        ClaimRow.objects.filter(claim__programme=page.programme, pk=pk).select_related("claim", "part__partner").first()
    )
    if row is None:
        raise Http404
    try:
        act(row)
    except ClaimError as error:
        messages.error(request, str(error))
    return redirect(page.url("money:claim-part", row.claim.number, row.part.partner.code))


def _step(
    request: HttpRequest, page: Page, number: int, partner: str, act: Callable[[PartnerClaim], str]
) -> HttpResponse:
    found = part_of(page, number, partner)
    try:
        messages.success(request, act(found))
    except ClaimError as error:
        messages.error(request, str(error))
    return redirect(page.url("money:claim-part", number, partner))


def claim_of(page: Page, number: int) -> Claim:
    """The programme's claim with the number; 404 otherwise."""
    found = Claim.objects.filter(programme=page.programme, number=number).select_related("programme", "sent_by").first()
    if found is None:
        raise Http404
    return found


def part_of(page: Page, number: int, partner: str) -> PartnerClaim:
    """The partner's part of the claim; 404 otherwise."""
    rows: Any = PartnerClaim.objects.filter(claim__programme=page.programme, claim__number=number)
    found: PartnerClaim | None = (
        rows.filter(partner__code=partner).select_related("claim__programme", "partner", "submitted_by").first()
    )
    if found is None:
        raise Http404
    return found


def _crumbs(page: Page) -> list[Link]:
    return [Link(_("Money"), page.url("money:economy")), Link(_("Claims"), page.url("money:claims"))]
