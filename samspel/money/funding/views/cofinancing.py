"""Co-financing: who is to pay and what has come, intakes and rankings, and payments."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspel.core import clock
from samspel.core.facts import FactError
from samspel.money.funding.forms.intake import IntakeForm, RankingForm
from samspel.money.funding.forms.steps import ConditionMetForm, PaidForm, PaidInForm
from samspel.money.funding.labels import APPLICATION_STATES
from samspel.money.funding.policy import CofinancingAction, FundingAction, RequisitionAction
from samspel.money.funding.queries.application import application_rows
from samspel.money.funding.queries.choice import financiers_of, open_intakes
from samspel.money.funding.queries.financing import financier_rows, total_figures, year_figures
from samspel.money.funding.queries.intake import (
    applications_in_order,
    criteria_of,
    intake_of,
    intake_rows,
    ranking_rules,
)
from samspel.money.funding.queries.requisition import condition_of, requisition_of
from samspel.money.funding.services.application import FundingError
from samspel.money.funding.services.intake import intake_open, ranking_record
from samspel.money.funding.services.payment import condition_meet, payment_record, requisition_pay, requisition_void
from samspel.ui.components import Link
from samspel.web.accounts.form_drafts import resumed_data, sign_in_required
from samspel.web.forms import ReasonForm
from samspel.web.page import Page, programme_page

if TYPE_CHECKING:
    from samspel.money.models import Requisition


@require_safe
@sign_in_required
@programme_page("money", action=FundingAction.VIEW)
def funding(request: HttpRequest, page: Page) -> HttpResponse:
    """Planned, applied for, granted and paid in, by financier and year; the applications and the intakes."""
    page.crumbs = [Link(_("Money"), page.url("money:economy"))]
    context = {
        "rows": financier_rows(page.context),
        "years": year_figures(page.context),
        "totals": total_figures(page.context),
        "applications": [(row, APPLICATION_STATES[row.state]) for row in application_rows(page.context)],
        "intakes": intake_rows(page.context),
        "rules": ranking_rules(page.context),
        "may_apply": page.may(FundingAction.APPLY) and bool(open_intakes(page.context, clock.today())),
        "may_handle": bool(financiers_of(page.context, FundingAction.HANDLE)),
        "may_pay": bool(financiers_of(page.context, CofinancingAction.RECORD)),
    }
    return render(request, "money/funding/funding.html", context)


@require_safe
@sign_in_required
@programme_page("money", action=FundingAction.VIEW)
def intake(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """One intake: its criteria, and its applications in the order that rank and points give."""
    found = intake_of(page.context, pk)
    if found is None:
        raise Http404
    page.crumbs = crumbs(page)
    rows = [(row, points, APPLICATION_STATES[row.state]) for row, points in applications_in_order(found)]
    criteria = criteria_of(found)
    context = {"intake": found, "rows": rows, "criteria": criteria, "weight": sum(c.weight for c in criteria)}
    return render(request, "money/funding/intake.html", context)


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=FundingAction.VIEW)
def new_intake(request: HttpRequest, page: Page) -> HttpResponse:
    """Open an intake."""
    if not (financiers_of(page.context, FundingAction.HANDLE)):
        raise PermissionDenied
    form = IntakeForm(page.context, request.POST or resumed_data(request))

    def act() -> tuple[str, str]:
        made = intake_open(actor=request.user, programme=page.programme, new=form.told())
        return _("The intake is open."), page.url("money:intake", made.pk)

    return filled(request, page, form, act, (_("New intake"), _("Open the intake")))


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=FundingAction.VIEW)
def ranking(request: HttpRequest, page: Page) -> HttpResponse:
    """Record a committee's ranking."""
    if not (financiers_of(page.context, FundingAction.HANDLE)):
        raise PermissionDenied
    form = RankingForm(page.context, request.POST or resumed_data(request))

    def act() -> tuple[str, str]:
        told = form.cleaned_data
        partner, ranks = told["financier"].partner, told["ranks"].splitlines()
        ranking_record(
            actor=request.user,
            partner=partner,
            committee=told["committee"],
            decided_on=told["decided_on"],
            reference=told["reference"],
            ranks=ranks,
        )
        return _("The ranking is saved."), page.url("money:funding")

    return filled(request, page, form, act, (_("The committee's ranking"), _("Save")))


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=FundingAction.VIEW)
def paid_in(request: HttpRequest, page: Page) -> HttpResponse:
    """Note co-financing that came without a requisition."""
    if not (financiers_of(page.context, CofinancingAction.RECORD)):
        raise PermissionDenied
    form = PaidInForm(page.context, request.POST or resumed_data(request))

    def act() -> tuple[str, str]:
        told = form.cleaned_data
        payment_record(
            actor=request.user,
            financier=told["financier"],
            on=told["on"],
            year=told["year"],
            amount=told["amount"],
            reference=told["reference"],
        )
        return _("The payment is saved."), page.url("money:funding")

    return filled(request, page, form, act, (_("Co-financing paid in"), _("Save")))


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=FundingAction.VIEW)
def requisition_paid(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Note that a requisition is paid."""
    found = _requisition(page, pk)
    if not page.may(CofinancingAction.RECORD, found):
        raise PermissionDenied
    form = PaidForm(request.POST or resumed_data(request), initial={"on": clock.today()})

    def act() -> tuple[str, str]:
        requisition_pay(
            actor=request.user, requisition=found, on=form.cleaned_data["on"], reference=form.cleaned_data["reference"]
        )
        return _("The payment is saved."), page.url("money:application", found.decision.application_id)

    return filled(request, page, form, act, (_("Requisition paid"), _("Save")))


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=FundingAction.VIEW)
def requisition_back(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Take a requisition back, with a reason."""
    found = _requisition(page, pk)
    if not page.may(RequisitionAction.VOID, found):
        raise PermissionDenied
    form: forms.Form = ReasonForm(request.POST or resumed_data(request))

    def act() -> tuple[str, str]:
        requisition_void(actor=request.user, requisition=found, reason=form.cleaned_data["reason"])
        return _("The requisition is taken back."), page.url("money:application", found.decision.application_id)

    return filled(request, page, form, act, (_("Take the requisition back"), _("Take back")))


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=FundingAction.VIEW)
def condition_met(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Note that a condition is met."""
    found = condition_of(page.context, pk)
    if found is None:
        raise Http404
    if not page.may(FundingAction.HANDLE, found.decision.application):
        raise PermissionDenied
    form = ConditionMetForm(request.POST or resumed_data(request), initial={"on": clock.today()})

    def act() -> tuple[str, str]:
        condition_meet(actor=request.user, condition=found, on=form.cleaned_data["on"], note=form.cleaned_data["note"])
        return _("It is noted."), page.url("money:application", found.decision.application_id)

    return filled(request, page, form, act, (found.text, _("Note it as met")))


def crumbs(page: Page) -> list[Link]:
    """The way back."""
    return [Link(_("Money"), page.url("money:economy")), Link(_("Co-financing"), page.url("money:funding"))]


def filled(
    request: HttpRequest, page: Page, form: Any, act: Callable[[], tuple[str, str]], words: tuple[str, str],
    template: str = "web/simple_form.html", context: dict[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    """A page with one form; `act` does what it asks and gives what to say and where to go."""
    if request.method == "POST" and form.is_valid():
        try:
            said, url = act()
        except (FundingError, FactError) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, said)
            return redirect(url)
    page.crumbs = page.crumbs or crumbs(page)
    return render(request, template, {"form": form, "heading": words[0], "send": words[1], **(context or {})})


def _requisition(page: Page, pk: int) -> "Requisition":
    found = requisition_of(page.context, pk)
    if found is None:
        raise Http404
    return found
