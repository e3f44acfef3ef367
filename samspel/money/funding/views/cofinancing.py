"""Co-financing: who is to pay and what has come, intakes and rankings, and payments."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspel.core import clock
from samspel.core.facts import FactError
from samspel.money.claims.labels import APPLICATION_STATES
from samspel.money.funding.forms.application import IntakeForm, RankingForm, financiers_of, open_intakes
from samspel.money.funding.forms.steps import MetForm, PaidForm, PaidInForm
from samspel.money.funding.policy import CofinancingAction, FundingAction, RequisitionAction
from samspel.money.funding.queries import application as application_queries
from samspel.money.funding.services import application, payment
from samspel.money.funding.services.application import FundingError
from samspel.money.models import FundingCondition, Intake, RankingRule, Requisition
from samspel.programme.initiatives.forms import ReasonForm
from samspel.web.accounts.form_drafts import resumed_data, sign_in_required
from samspel.web.page import Link, Page, programme_page


@require_safe
@sign_in_required
@programme_page("money", action=FundingAction.VIEW)
def funding(request: HttpRequest, page: Page) -> HttpResponse:
    """Planned, applied for, granted and paid in, by financier and year; the applications and the intakes."""
    page.crumbs = [Link(_("Money"), page.url("money:economy"))]
    context = {
        "rows": application_queries.financiers(page.context),
        "years": application_queries.years(page.context),
        "totals": application_queries.totals(page.context),
        "applications": [
            (row, APPLICATION_STATES[row.state]) for row in application_queries.applications(page.context)
        ],
        "intakes": application_queries.intakes(page.context),
        "rules": list(RankingRule.objects.filter(programme=page.programme).select_related("partner")),
        "may_apply": page.may(FundingAction.APPLY) and open_intakes(page.context, clock.today()).exists(),
        "may_handle": financiers_of(page.context, FundingAction.HANDLE).exists(),
        "may_pay": financiers_of(page.context, CofinancingAction.RECORD).exists(),
    }
    return render(request, "money/funding/funding.html", context)


@require_safe
@sign_in_required
@programme_page("money", action=FundingAction.VIEW)
def intake(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """One intake: its criteria, and its applications in the order that rank and points give."""
    found = Intake.objects.filter(programme=page.programme, pk=pk).select_related("partner", "financier").first()
    if found is None:
        raise Http404
    page.crumbs = crumbs(page)
    rows = [(row, points, APPLICATION_STATES[row.state]) for row, points in application_queries.in_order(found)]
    weights = [criterion.weight for criterion in found.criteria.all()]
    context = {"intake": found, "rows": rows, "criteria": found.criteria.all(), "weight": sum(weights)}
    return render(request, "money/funding/intake.html", context)


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=FundingAction.VIEW)
def new_intake(request: HttpRequest, page: Page) -> HttpResponse:
    """Open an intake."""
    if not financiers_of(page.context, FundingAction.HANDLE).exists():
        raise PermissionDenied
    form = IntakeForm(page.context, request.POST or resumed_data(request))

    def act() -> tuple[str, str]:
        made = application.open_intake(request.user, page.programme, form.told())
        return _("The intake is open."), page.url("money:intake", made.pk)

    return filled(request, page, form, act, (_("New intake"), _("Open the intake")))


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=FundingAction.VIEW)
def ranking(request: HttpRequest, page: Page) -> HttpResponse:
    """Record a committee's ranking."""
    if not financiers_of(page.context, FundingAction.HANDLE).exists():
        raise PermissionDenied
    form = RankingForm(page.context, request.POST or resumed_data(request))

    def act() -> tuple[str, str]:
        told = form.cleaned_data
        partner, ranks = told["financier"].partner, told["ranks"].splitlines()
        application.set_ranking(request.user, partner, told["committee"], told["decided_on"], told["reference"], ranks)
        return _("The ranking is saved."), page.url("money:funding")

    return filled(request, page, form, act, (_("The committee's ranking"), _("Save")))


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=FundingAction.VIEW)
def paid_in(request: HttpRequest, page: Page) -> HttpResponse:
    """Note co-financing that came without a requisition."""
    if not financiers_of(page.context, CofinancingAction.RECORD).exists():
        raise PermissionDenied
    form = PaidInForm(page.context, request.POST or resumed_data(request))

    def act() -> tuple[str, str]:
        told = form.cleaned_data
        payment.pay_in(request.user, told["financier"], told["on"], told["year"], told["amount"], told["reference"])
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
        payment.pay(request.user, found, form.cleaned_data["on"], form.cleaned_data["reference"])
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
        payment.take_back(request.user, found, form.cleaned_data["reason"])
        return _("The requisition is taken back."), page.url("money:application", found.decision.application_id)

    return filled(request, page, form, act, (_("Take the requisition back"), _("Take back")))


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=FundingAction.VIEW)
def condition_met(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Note that a condition is met."""
    rows = FundingCondition.objects.filter(decision__programme=page.programme, pk=pk)
    found = rows.select_related("decision__application__intake").first()
    if found is None:
        raise Http404
    if not page.may(FundingAction.HANDLE, found.decision.application):
        raise PermissionDenied
    form = MetForm(request.POST or resumed_data(request), initial={"on": clock.today()})

    def act() -> tuple[str, str]:
        payment.met(request.user, found, form.cleaned_data["on"], form.cleaned_data["note"])
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


def _requisition(page: Page, pk: int) -> Requisition:
    rows = Requisition.objects.filter(programme=page.programme, pk=pk)
    found = rows.select_related("decision__application__intake", "recorded_by").first()
    if found is None:
        raise Http404
    return found
