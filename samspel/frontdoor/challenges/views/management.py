"""What those who answer for a challenge and its jury do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samspel.actors.organisations.queries.visibility import granted
from samspel.core import access
from samspel.frontdoor.challenges.forms.challenge import ChallengeForm, CriterionForms, filled_criteria
from samspel.frontdoor.challenges.forms.pilot import ResultForm
from samspel.frontdoor.challenges.forms.question import AnswerForm
from samspel.frontdoor.challenges.policy import ChallengeAction
from samspel.frontdoor.challenges.queries import challenges
from samspel.frontdoor.challenges.services import challenge
from samspel.frontdoor.challenges.services.pilot import pilot_end
from samspel.frontdoor.challenges.services.question import question_answer, question_put_aside
from samspel.frontdoor.challenges.views.challenges import challenge_numbered, link_to, stand_among
from samspel.frontdoor.challenges.views.steps import STEPS, steps_open
from samspel.frontdoor.offers.rules.errors import FrontdoorError
from samspel.web.accounts.form_drafts import resumed_data, sign_in_required
from samspel.web.page import Page, programme_page

if TYPE_CHECKING:
    from samspel.frontdoor.models import Challenge, ChallengeQuestion


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("find")
def new_challenge(request: HttpRequest, page: Page) -> HttpResponse:
    """Begin a challenge."""
    if not granted(page.context, ChallengeAction.MANAGE):
        raise Http404
    return _form(request, page, None)


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("find")
def edit_challenge(request: HttpRequest, page: Page, number: int) -> HttpResponse:
    """Change a draft."""
    return _form(request, page, _managed(page, number))


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("find")
def step(request: HttpRequest, page: Page, number: int, step: str) -> HttpResponse:
    """Take one of the challenge's steps."""
    found = _managed(page, number)
    one = STEPS.get(step)
    if one is None or (
        request.method == "GET"
        and step not in dict(steps_open(page, found, challenges.challenge_overview(page.context, found)))
    ):
        raise Http404
    form = one.form(page, found, request.POST if request.method == "POST" else resumed_data(request))
    if request.method == "POST" and form.is_valid():
        try:
            said = one.act(page, found, form)
        except FrontdoorError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, said)
            return redirect(page.url("frontdoor:challenge", number))
    stand_among(page, link_to(page, found))
    context = {"form": form, "heading": one.words, "about": one.about, "send": one.words, "danger": one.danger}
    return render(request, "frontdoor/challenges/challenge_step.html", context)


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("find")
def answer(request: HttpRequest, page: Page, number: int, pk: int) -> HttpResponse:
    """Answer a question in public."""
    found = _managed(page, number)
    question = question_or_404(found, pk)
    sent: Any = request.POST if request.method == "POST" else resumed_data(request)
    form = AnswerForm(sent, initial={"answer": question.answer})
    if request.method == "POST" and form.is_valid():
        url = page.url("frontdoor:challenge", number) + f"#question-{question.pk}"
        question_answer(actor=request.user, question=question, text=form.cleaned_data["answer"], url=url)
        messages.success(request, _("The answer is published."))
        return redirect(url)
    stand_among(page, link_to(page, found))
    return render(
        request, "frontdoor/challenges/challenge_answer.html", {"form": form, "question": question, "challenge": found}
    )


@require_POST
@sign_in_required
@programme_page("find")
def put_aside(request: HttpRequest, page: Page, number: int, pk: int) -> HttpResponse:
    """Leave a question without a public answer."""
    found = _managed(page, number)
    try:
        question_put_aside(actor=request.user, question=question_or_404(found, pk))
    except FrontdoorError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The question is put aside."))
    return redirect(page.url("frontdoor:challenge", number))


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("find")
def pilot(request: HttpRequest, page: Page, number: int, pk: int) -> HttpResponse:
    """Say what came of a trial."""
    found = _managed(page, number)
    tried = challenges.pilot_of_challenge(found, pk)
    if tried is None:
        raise Http404
    first = {
        "outcome": tried.outcome,
        "result_sv": tried.result_sv,
        "result_en": tried.result_en,
        "day": tried.ended_on,
    }
    sent: Any = request.POST if request.method == "POST" else resumed_data(request)
    form = ResultForm(sent, initial={key: value for key, value in first.items() if value})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            pilot_end(
                actor=request.user,
                pilot=tried,
                outcome=data["outcome"],
                result_sv=data["result_sv"],
                result_en=data["result_en"],
                day=data["day"],
            )
        except FrontdoorError as error:
            form.add_error("day", str(error))
        else:
            messages.success(request, _("The result is published."))
            return redirect(page.url("frontdoor:challenge", number))
    stand_among(page, link_to(page, found))
    context = {
        "form": form,
        "heading": _("What came of the trial?"),
        "about": tried.submission.title,
        "send": _("Publish"),
    }
    return render(request, "frontdoor/challenges/challenge_step.html", context)


def question_or_404(challenge: Challenge, pk: int) -> ChallengeQuestion:
    """The challenge's question with the id; 404 otherwise."""
    found = challenges.question_of_challenge(challenge, pk)
    if found is None:
        raise Http404
    return found


def _managed(page: Page, number: int) -> Challenge:
    """The challenge, for somebody who answers for it; 404 or 403 otherwise."""
    found = challenge_numbered(page, number)
    access.require(page.request.user, ChallengeAction.MANAGE, found)
    return found


def _form(request: HttpRequest, page: Page, found: Challenge | None) -> HttpResponse:
    sent: Any = request.POST if request.method == "POST" else resumed_data(request)
    form = ChallengeForm(page.context, found, sent)
    told = challenges.criterion_values(found) if found else []
    criteria = CriterionForms(sent, initial=told, prefix="criterion")
    if request.method == "POST" and form.is_valid() & criteria.is_valid():
        data = form.data_for_service(filled_criteria(criteria))
        try:
            saved = (
                challenge.challenge_rewrite(actor=request.user, challenge=found, data=data)
                if found
                else challenge.challenge_draft(actor=request.user, programme=page.programme, data=data)
            )
        except FrontdoorError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The challenge is saved. Publish it when it is ready."))
            return redirect(page.url("frontdoor:challenge", saved.number))
    stand_among(page, *([link_to(page, found)] if found else []))
    heading = _("Change the challenge") if found else _("New challenge")
    return render(
        request, "frontdoor/challenges/challenge_form.html", {"form": form, "criteria": criteria, "heading": heading}
    )
