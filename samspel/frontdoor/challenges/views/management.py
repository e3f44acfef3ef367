"""What those who answer for a challenge and its jury do."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samspel.actors.organisations.queries.visibility import granted
from samspel.core import access
from samspel.frontdoor.challenges.forms import (
    AnswerForm,
    ChallengeForm,
    CriterionForms,
    PointsForm,
    ResultForm,
    criteria_of,
)
from samspel.frontdoor.challenges.policy import ChallengeAction
from samspel.frontdoor.challenges.queries import challenges
from samspel.frontdoor.challenges.services import challenge, decision, jury, questions
from samspel.frontdoor.challenges.views.challenges import challenge_numbered, link_to, stand_among
from samspel.frontdoor.challenges.views.steps import STEPS, steps_open
from samspel.frontdoor.models import Challenge, ChallengeQuestion, Pilot
from samspel.frontdoor.offers.rules.errors import FrontdoorError
from samspel.web.accounts.form_drafts import resumed_data, sign_in_required
from samspel.web.page import Page, programme_page


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
        request.method == "GET" and step not in dict(steps_open(page, found, challenges.standing(page.context, found)))
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
    question = get_object_or_404(ChallengeQuestion, pk=pk, challenge=found)
    sent: Any = request.POST if request.method == "POST" else resumed_data(request)
    form = AnswerForm(sent, initial={"answer": question.answer})
    if request.method == "POST" and form.is_valid():
        url = page.url("frontdoor:challenge", number) + f"#question-{question.pk}"
        questions.answer(request.user, question, form.cleaned_data["answer"], url)
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
        questions.put_aside(request.user, get_object_or_404(ChallengeQuestion, pk=pk, challenge=found))
    except FrontdoorError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The question is put aside."))
    return redirect(page.url("frontdoor:challenge", number))


@require_safe
@sign_in_required
@programme_page("find")
def table(request: HttpRequest, page: Page, number: int) -> HttpResponse:
    """What a juror has before them: first whether they have an interest, then each proposal to score."""
    found = _judged(request, page, number)
    rows = challenges.on_table(request.user, found)
    stand_among(page, link_to(page, found))
    context = {
        "challenge": found,
        "rows": rows,
        "companies": sorted(rows, key=lambda row: row.submission.company),  # an order that tells nothing of the letters
        "undeclared": any(row.interest is None for row in rows),
        "left": sum(1 for row in rows if row.readable and row.own is None),
    }
    return render(request, "frontdoor/challenges/jury_table.html", context)


@require_POST
@sign_in_required
@programme_page("find")
def interest(request: HttpRequest, page: Page, number: int, pk: int) -> HttpResponse:
    """Declare an interest in a company, or none."""
    found = _judged(request, page, number)
    submission = get_object_or_404(challenge.valid(found), pk=pk)
    conflict = request.POST.get("conflict")
    if conflict not in {"yes", "no"}:
        messages.error(request, _("Say whether you have an interest."))
        return redirect(page.url("frontdoor:jury-table", number))
    try:
        jury.declare(request.user, submission, conflict == "yes", request.POST.get("reason", ""))
    except FrontdoorError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Your declaration is saved."))
    return redirect(page.url("frontdoor:jury-table", number))


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("find")
def points(request: HttpRequest, page: Page, number: int, pk: int) -> HttpResponse:
    """Read a proposal and hand in one's points."""
    found = _judged(request, page, number)
    row = next((row for row in challenges.on_table(request.user, found) if row.submission.pk == pk), None)
    if row is None or not row.readable:
        raise Http404
    form = PointsForm(list(found.criteria.all()), request.POST if request.method == "POST" else resumed_data(request))
    if request.method == "POST" and form.is_valid():
        try:
            jury.score(request.user, row.submission, form.points, form.cleaned_data["comment"])
        except FrontdoorError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Your points are handed in."))
        return redirect(page.url("frontdoor:jury-table", number))
    stand_among(page, link_to(page, found))
    context = {"challenge": found, "row": row, "form": form, "given": row.own.points.all() if row.own else []}
    return render(request, "frontdoor/challenges/jury_points.html", context)


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("find")
def pilot(request: HttpRequest, page: Page, number: int, pk: int) -> HttpResponse:
    """Say what came of a trial."""
    found = _managed(page, number)
    tried = get_object_or_404(Pilot.objects.select_related("submission__challenge"), pk=pk, submission__challenge=found)
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
            decision.end_pilot(request.user, tried, data["outcome"], data["result_sv"], data["result_en"], data["day"])
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


def _managed(page: Page, number: int) -> Challenge:
    """The challenge, for somebody who answers for it; 404 or 403 otherwise."""
    found = challenge_numbered(page, number)
    access.require(page.request.user, ChallengeAction.MANAGE, found)
    return found


def _judged(request: HttpRequest, page: Page, number: int) -> Challenge:
    """The challenge, for somebody in its jury while it sits; 404 otherwise."""
    found = challenge_numbered(page, number)
    if found.state != "judging" or not jury.is_juror(request.user, found):
        raise Http404
    return found


def _form(request: HttpRequest, page: Page, found: Challenge | None) -> HttpResponse:
    sent: Any = request.POST if request.method == "POST" else resumed_data(request)
    form = ChallengeForm(page.context, found, sent)
    told = list(found.criteria.values("question_sv", "question_en", "weight")) if found else []
    criteria = CriterionForms(sent, initial=told, prefix="criterion")
    if request.method == "POST" and form.is_valid() & criteria.is_valid():
        data = form.data_for_service(criteria_of(criteria))
        try:
            saved = (
                challenge.rewrite(request.user, found, data)
                if found
                else challenge.draft(request.user, page.programme, data)
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
