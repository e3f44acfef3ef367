"""One application for co-financing: written, handed in, and taken through its steps."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspel.core import clock
from samspel.core.documents import to_pdf, to_word
from samspel.money.claims.documents import FILES
from samspel.money.funding.documents import memorandum, tables
from samspel.money.funding.forms.application import ApplicationForm, BeginForm
from samspel.money.funding.labels import APPLICATION_STATES, PARTS
from samspel.money.funding.policy import CofinancingAction, FundingAction, RequisitionAction
from samspel.money.funding.queries.application import application_of, application_standing, decided_amounts, score_table
from samspel.money.funding.queries.choice import open_intakes
from samspel.money.funding.queries.draft import draft_from_plan
from samspel.money.funding.queries.impartiality import why_not
from samspel.money.funding.queries.requisition import requisitions_of
from samspel.money.funding.services.application import application_begin, application_write
from samspel.money.funding.states import WRITABLE
from samspel.money.funding.views.application_steps import HANDLING, STEPS, steps_open
from samspel.money.funding.views.cofinancing import crumbs, filled
from samspel.ui.components import Link
from samspel.ui.formatting import number
from samspel.ui.templatetags.formats import language
from samspel.web.accounts.form_drafts import resumed_data, sign_in_required
from samspel.web.page import Page, programme_page

if TYPE_CHECKING:
    from samspel.money.models import Application


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=FundingAction.APPLY)
def begin(request: HttpRequest, page: Page) -> HttpResponse:
    """A new application."""
    programme = page.programme
    lead = next((b.partner for b in page.structure.bodies if b.kind == "project_lead" and b.partner), None)
    first = {
        "title": programme.name, "applicant": lead.name if lead else "", "starts_on": programme.starts_on,
        "ends_on": programme.ends_on,
    }  # fmt: skip
    form = BeginForm(open_intakes(page.context, clock.today()), request.POST or resumed_data(request), initial=first)

    def act() -> tuple[str, str]:
        told = form.cleaned_data
        financier = told["intake"].financier
        written = draft_from_plan(page.structure, financier, language()) if told["from_plan"] else None
        made = application_begin(actor=request.user, intake=told["intake"], wording=form.told(), written=written)
        return _("The application is a draft. See what is missing, and hand it in."), _url(page, made)

    return filled(request, page, form, act, (_("New application"), _("Begin")))


@require_safe
@sign_in_required
@programme_page("money", action=FundingAction.VIEW)
def application(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """One application: what it says, how it stands, and what the reader can do."""
    found = _found(page, pk)
    page.crumbs = crumbs(page)
    standing = application_standing(page.context, found)
    context = {
        "application": found,
        "state": APPLICATION_STATES[found.state],
        "standing": standing,
        "parts": [(part.heading, found.texts.get(part.code, "")) for part in PARTS],
        "tables": tables(found, language()),
        "scores": score_table(found, standing),
        "assessors": [row.assessor for row, _points in standing.assessments],
        "weighted": [number(points, language(), 2) for _row, points in standing.assessments],
        "granted": [(row.year, row.amount, standing.left[row.year]) for row in decided_amounts(standing)],
        "requisitions": requisitions_of(found),
        "steps": steps_open(page, found, standing),
        "may_write": found.state in WRITABLE and page.may(FundingAction.APPLY, found),
        "may_pay": page.may(CofinancingAction.RECORD, found),
        "may_void": page.may(RequisitionAction.VOID, found),
        "may_handle": page.may(FundingAction.HANDLE, found),
    }
    return render(request, "money/funding/application.html", context)


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=FundingAction.APPLY)
def write(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Write the application."""
    found = _found(page, pk)
    form = ApplicationForm(found, request.POST or resumed_data(request))
    page.crumbs = [*crumbs(page), Link(found.title, _url(page, found))]

    def act() -> tuple[str, str]:
        application_write(actor=request.user, application=found, wording=form.told())
        return _("The application is saved."), _url(page, found)

    words = (_("Write the application"), _("Save"))
    return filled(request, page, form, act, words, "money/funding/write_application.html", {"application": found})


@require_safe
@sign_in_required
@programme_page("money", action=FundingAction.VIEW)
def memorandum_file(request: HttpRequest, page: Page, pk: int, form: str) -> HttpResponse:
    """The decision memorandum as Word or PDF."""
    found = _found(page, pk)
    if form not in {"docx", "pdf"}:
        raise Http404
    made = memorandum(found, language())
    response = HttpResponse(to_word(made) if form == "docx" else to_pdf(made), content_type=FILES[form])
    name = f"{page.programme.code}-{found.intake.partner.code}-{found.number}"
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("money", action=FundingAction.VIEW)
def step(request: HttpRequest, page: Page, pk: int, step: str) -> HttpResponse:
    """Take a step."""
    found, taken = _found(page, pk), STEPS.get(step)
    if taken is None:
        raise Http404
    if not page.may(taken.action, found):
        raise PermissionDenied
    if found.state not in taken.states:
        messages.error(request, _("It cannot be done now: somebody else may have come before."))
        return redirect(_url(page, found))
    judged = taken.action in HANDLING and step != "interest"
    if judged and (reason := why_not(request.user, found)):
        messages.error(request, reason)
        return redirect(_url(page, found))
    form = taken.form(page, found, request.POST if request.method == "POST" else resumed_data(request))

    def act() -> tuple[str, str]:
        return taken.act(request.user, found, form), _url(page, found)

    words = (str(taken.words), str(taken.words))
    page.crumbs = [*crumbs(page), Link(found.title, _url(page, found))]
    return filled(request, page, form, act, words, context={"about": taken.about})


def _url(page: Page, found: "Application") -> str:
    return page.url("money:application", found.pk)


def _found(page: Page, pk: int) -> "Application":
    found = application_of(page.context, pk)
    if found is None:
        raise Http404
    return found
