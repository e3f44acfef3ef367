"""A partner's part of a claim, and what is done with it and its rows."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samspel.money.claims.forms import ReturnForm
from samspel.money.claims.labels import PART_STATES
from samspel.money.claims.policy import ClaimAction
from samspel.money.claims.queries.part import claim_row_of, expenditure_rows_of, part_of
from samspel.money.claims.queries.remarks import finding_rows
from samspel.money.claims.services.claim import ClaimError
from samspel.money.claims.services.part import (
    claim_row_restore,
    claim_row_set_aside,
    part_approve,
    part_fill,
    part_return,
    part_submit,
)
from samspel.money.claims.views.claims import crumbs_to_claims
from samspel.money.expenditure.policy import ExpenditureAction
from samspel.ui.components import Link
from samspel.web import addresses
from samspel.web.accounts.form_drafts import sign_in_required
from samspel.web.page import Page, programme_page
from samspel.web.paging import pages_of

if TYPE_CHECKING:
    from samspel.money.models import ClaimRow, PartnerClaim

PER_PAGE = 50


@require_safe
@sign_in_required
@programme_page("money", action=ClaimAction.VIEW)
def part(request: HttpRequest, page: Page, number: int, partner: str) -> HttpResponse:
    """A partner's part: its rows, what would be questioned, and what can be done."""
    found = _part(page, number, partner)
    may_prepare = page.may(ClaimAction.PREPARE, found)
    may_check = page.may(ClaimAction.CHECK, found.claim)
    if not (may_prepare or may_check or page.may(ExpenditureAction.VIEW, found)):
        raise Http404
    shown = Paginator(expenditure_rows_of(found), PER_PAGE).get_page(addresses.page_number(request))
    is_open = found.claim.state == "open"
    page.crumbs = [*crumbs_to_claims(page), Link(_("Claim %(n)s") % {"n": number}, page.url("money:claim", number))]
    context = {
        "claim": found.claim,
        "part": found,
        "state": PART_STATES[found.state],
        "rows": shown,
        "count": shown.paginator.count,
        "pages": pages_of(shown),
        "findings": finding_rows(page.context, found.claim, found) if is_open else [],
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

    def act(found: "PartnerClaim") -> str:
        put_in = part_fill(actor=request.user, part=found)
        if not put_in:
            return _("There was nothing more to put in.")
        return ngettext("%(n)s row is put in.", "%(n)s rows are put in.", put_in) % {"n": put_in}

    return _step(request, page, number, partner, act)


@require_POST
@sign_in_required
@programme_page("money", action=ClaimAction.VIEW)
def submit(request: HttpRequest, page: Page, number: int, partner: str) -> HttpResponse:
    """Send the part in."""

    def act(found: "PartnerClaim") -> str:
        part_submit(actor=request.user, part=found)
        return _("The part is sent in. Its rows are locked.")

    return _step(request, page, number, partner, act)


@require_POST
@sign_in_required
@programme_page("money", action=ClaimAction.VIEW)
def approve(request: HttpRequest, page: Page, number: int, partner: str) -> HttpResponse:
    """Approve the part."""

    def act(found: "PartnerClaim") -> str:
        part_approve(actor=request.user, part=found)
        return _("The part is checked.")

    return _step(request, page, number, partner, act)


@require_http_methods(["POST"])
@sign_in_required
@programme_page("money", action=ClaimAction.CHECK)
def send_back(request: HttpRequest, page: Page, number: int, partner: str) -> HttpResponse:
    """Return the part with what must be mended; rows ticked are set aside."""
    rows = [pk for text in request.POST.getlist("row") if (pk := addresses.key(text)) is not None]

    def act(found: "PartnerClaim") -> str:
        part_return(actor=request.user, part=found, comment=request.POST.get("comment", ""), rows=rows)
        return _("The part is returned.")

    return _step(request, page, number, partner, act)


@require_POST
@sign_in_required
@programme_page("money", action=ClaimAction.VIEW)
def set_aside(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Leave a row for a later claim."""
    return _row_step(
        request,
        page,
        pk,
        lambda row: claim_row_set_aside(actor=request.user, row=row, reason=request.POST.get("reason", "")),
    )


@require_POST
@sign_in_required
@programme_page("money", action=ClaimAction.VIEW)
def put_back(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Put a row back."""
    return _row_step(request, page, pk, lambda row: claim_row_restore(actor=request.user, row=row))


def _row_step(request: HttpRequest, page: Page, pk: int, act: Callable[["ClaimRow"], None]) -> HttpResponse:
    row = claim_row_of(page.context, pk)
    if row is None:
        raise Http404
    try:
        act(row)
    except ClaimError as error:
        messages.error(request, str(error))
    return redirect(page.url("money:claim-part", row.claim.number, row.part.partner.code))


def _step(
    request: HttpRequest, page: Page, number: int, partner: str, act: Callable[["PartnerClaim"], str]
) -> HttpResponse:
    found = _part(page, number, partner)
    try:
        messages.success(request, act(found))
    except ClaimError as error:
        messages.error(request, str(error))
    return redirect(page.url("money:claim-part", number, partner))


def _part(page: Page, number: int, partner: str) -> "PartnerClaim":
    """The partner's part of the claim; 404 otherwise."""
    found = part_of(page.context, number, partner)
    if found is None:
        raise Http404
    return found
