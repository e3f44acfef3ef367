"""Costs: the list, one of them with its evidence, recorded by hand, as hours, corrected and taken back."""

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspel.core import access
from samspel.core.facts import FactError
from samspel.core.programmes.policy import AuditAction
from samspel.core.uploads import UploadError, accept
from samspel.money.claims.policy import ClaimAction
from samspel.money.expenditure.forms.expenditure import (
    CONTENT,
    CostCorrection,
    EvidenceForm,
    IncomeForm,
    NewCostForm,
    StaffHoursForm,
    VoucherFilter,
)
from samspel.money.expenditure.labels import ORIGINS
from samspel.money.expenditure.policy import ExpenditureAction
from samspel.money.expenditure.queries.expenditure import (
    claims_of,
    earlier_version,
    evidence_file_of,
    evidence_of,
    expenditure_list,
    expenditure_of,
    expenditure_rows,
    hour_rate,
    may_record,
    staff_category,
)
from samspel.money.expenditure.services.evidence import evidence_attach
from samspel.money.expenditure.services.expenditure import (
    expenditure_correct,
    expenditure_record,
    expenditure_void,
    hours_record,
    income_record,
)
from samspel.ui.components import Link
from samspel.web import addresses
from samspel.web.accounts.form_drafts import resumed_data, sign_in_required
from samspel.web.forms import ReasonForm
from samspel.web.page import Page, programme_page
from samspel.web.paging import pages_of

if TYPE_CHECKING:
    from samspel.money.models import Expenditure

PER_PAGE = 50


@require_safe
@sign_in_required
@programme_page("money", action=ClaimAction.VIEW)
def vouchers(request: HttpRequest, page: Page) -> HttpResponse:
    """The costs the reader may see, narrowed by filters."""
    form = VoucherFilter(page.context, addresses.query(request) or None)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    rows = expenditure_list(page.context, **asked)
    shown = Paginator(rows, PER_PAGE).get_page(addresses.page_number(request))
    page.crumbs = [Link(_("Money"), page.url("money:economy"))]
    context = {
        "form": form,
        "rows": expenditure_rows(list(shown)),
        "count": shown.paginator.count,
        "pages": pages_of(shown),
        "may_record": may_record(page.context),
    }  # fmt: skip
    return render(request, "money/expenditure/vouchers.html", context)


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=ClaimAction.VIEW)
def voucher(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """One cost: what it says, the claims it has been in, its evidence, and a form for more evidence."""
    found = _found(page, pk)
    may_change = found.voided_at is None and page.may(ExpenditureAction.RECORD, found)
    form = EvidenceForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        access.require(request.user, ExpenditureAction.RECORD, found)
        if form.is_valid() and _attached(request, found, form):
            messages.success(request, _("The evidence is attached."))
            return redirect(page.url("money:voucher", pk))
    page.crumbs = [Link(_("Money"), page.url("money:economy")), Link(_("Costs"), page.url("money:vouchers"))]
    context = {
        "cost": found,
        "origin": ORIGINS[found.origin],
        "claims": claims_of(found),
        "papers": evidence_of(found),
        "earlier": earlier_version(found),
        "form": form,
        "may_change": may_change,
        "may_audit": page.may(AuditAction.VIEW, found),
    }
    return render(request, "money/expenditure/voucher.html", context)


def _attached(request: HttpRequest, cost: "Expenditure", form: EvidenceForm) -> bool:
    given = form.cleaned_data
    try:
        file = accept(given["file"].name or "", given["file"].read()) if given["file"] else None
        evidence_attach(
            actor=request.user, expenditure=cost, title=given["title"], reference=given["reference"], file=file
        )
    except UploadError as error:
        form.add_error("file", str(error))
        return False
    return True


@require_safe
@sign_in_required
@programme_page("money", action=ClaimAction.VIEW)
def evidence_file(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """The document itself, to keep, never to show inside a page."""
    found = evidence_file_of(page.context, pk)
    if found is None:
        raise Http404
    response = HttpResponse(bytes(found.content), content_type=found.media_type)
    ending = found.filename.rsplit(".", 1)[-1].lower()
    response["Content-Disposition"] = f'attachment; filename="evidence-{found.pk}.{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=ClaimAction.VIEW)
def new_cost(request: HttpRequest, page: Page) -> HttpResponse:
    """Record a cost by hand."""
    form = NewCostForm(page.context, request.POST or resumed_data(request))
    if request.method == "POST" and form.is_valid():
        made = expenditure_record(
            actor=request.user,
            programme=page.programme,
            content=form.content(),
            in_kind=form.cleaned_data["in_kind"],
        )
        messages.success(request, _("The cost is recorded. Attach its evidence."))
        return redirect(page.url("money:voucher", made.pk))
    return _simple(request, page, form, _("Record a cost"), _("Save"))


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=ClaimAction.VIEW)
def new_hours(request: HttpRequest, page: Page) -> HttpResponse:
    """Record a month's hours of one person, at the unit cost the rules give for the month."""
    form = StaffHoursForm(
        page.context, request.POST or resumed_data(request), initial={"rate": hour_rate(page.context)}
    )
    staff = staff_category(page.context)
    if staff is None:
        raise Http404
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("partner", "month", "person", "hours", "rate")}
        made = hours_record(actor=request.user, programme=page.programme, category=staff, **given)
        messages.success(request, _("The hours are recorded."))
        return redirect(page.url("money:voucher", made.pk))
    return _simple(request, page, form, _("Record hours"), _("Save"))


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=ClaimAction.VIEW)
def new_income(request: HttpRequest, page: Page) -> HttpResponse:
    """Record money the project earned; the claim of its day is lowered by it."""
    form = IncomeForm(page.context, request.POST or resumed_data(request))
    if request.method == "POST" and form.is_valid():
        income_record(actor=request.user, programme=page.programme, content=form.cleaned_data)
        messages.success(request, _("The income is recorded. It lowers the claim of its period."))
        return redirect(page.url("money:economy"))
    return _simple(request, page, form, _("Record income"), _("Save"))


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=ClaimAction.VIEW)
def correct_cost(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Correct a cost: in a claim that is sent the change becomes an adjustment in the next one."""
    found = _changeable(request, page, pk)
    initial = {name: getattr(found, name) for name in CONTENT}
    form = CostCorrection(page.context, request.POST or resumed_data(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = expenditure_correct(
                actor=request.user, expenditure=found, content=form.content(), reason=form.cleaned_data["reason"]
            )
        except FactError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The change is saved. The earlier version is kept in the history."))
            return redirect(page.url("money:voucher", made.pk))
    return _simple(request, page, form, _("Correct the cost"), _("Save"))


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=ClaimAction.VIEW)
def take_back_cost(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Take a cost back, with a reason."""
    found = _changeable(request, page, pk)
    form = ReasonForm(request.POST or resumed_data(request))
    if request.method == "POST" and form.is_valid():
        try:
            expenditure_void(actor=request.user, expenditure=found, reason=form.cleaned_data["reason"])
        except FactError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("It is taken back. It can still be read in the history."))
            return redirect(page.url("money:voucher", pk))
    return _simple(request, page, form, _("Take back the cost"), _("Take back"))


def _simple(request: HttpRequest, page: Page, form: forms.Form, heading: str, send: str) -> HttpResponse:
    page.crumbs = [Link(_("Money"), page.url("money:economy")), Link(_("Costs"), page.url("money:vouchers"))]
    return render(request, "web/simple_form.html", {"form": form, "heading": heading, "send": send})


def _found(page: Page, pk: int) -> "Expenditure":
    found = expenditure_of(page.context, pk)
    if found is None:
        raise Http404
    return found


def _changeable(request: HttpRequest, page: Page, pk: int) -> "Expenditure":
    found = _found(page, pk)
    if found.voided_at is not None:
        raise Http404
    access.require(request.user, ExpenditureAction.VOID, found)
    return found
