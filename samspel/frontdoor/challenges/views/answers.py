"""What anybody does with a challenge, without an account: ask, send in a proposal, and follow it by one's own link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samspel.frontdoor.challenges.forms.question import QuestionForm
from samspel.frontdoor.challenges.forms.submission import ProposalForm, SubmissionForm
from samspel.frontdoor.challenges.policy import ChallengeAction
from samspel.frontdoor.challenges.queries.submissions import own_company, submission_by_link
from samspel.frontdoor.challenges.services import submission as submission_services
from samspel.frontdoor.challenges.services.question import question_ask
from samspel.frontdoor.challenges.states import Phase, phase
from samspel.frontdoor.challenges.views.challenges import challenge_numbered, link_to, stand_among
from samspel.frontdoor.needs.forms import GuardedForm
from samspel.frontdoor.needs.services import rate_limit
from samspel.frontdoor.offers.rules.errors import FrontdoorError
from samspel.web.page import Page, programme_page
from samspel.web.private_pages import client_address, private_page

if TYPE_CHECKING:
    from samspel.frontdoor.models import Submission


@require_http_methods(["GET", "POST"])
@programme_page("find", action=ChallengeAction.VIEW)
def ask(request: HttpRequest, page: Page, number: int) -> HttpResponse:
    """Put a question to a challenge."""
    found = challenge_numbered(page, number)
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _may_send(request, form):
        try:
            question_ask(challenge=found, text=form.cleaned_data["text"], email=form.cleaned_data["email"])
        except FrontdoorError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Thank you. The answer is shown on this page when it is there."))
            return redirect(page.url("frontdoor:challenge", number))
    stand_among(page, link_to(page, found))
    context = {"form": form, "heading": _("Ask a question"), "about": found.title, "send": _("Send the question")}
    return render(request, "frontdoor/challenges/challenge_step.html", context)


@private_page
@require_http_methods(["GET", "POST"])
@programme_page("find", action=ChallengeAction.VIEW)
def submit(request: HttpRequest, page: Page, number: int) -> HttpResponse:
    """Send in a proposal."""
    found = challenge_numbered(page, number)
    if phase(found.state, found.opens_on, found.closes_on, page.as_of) is not Phase.SUBMITTING:
        raise Http404
    own = own_company(page.context)
    first = {"company": own.name, "organisation_number": own.shown_number, "name": str(request.user),
             "email": request.user.email} if own and request.user.is_authenticated else None  # fmt: skip
    form = SubmissionForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid() and _may_send(request, form):
        try:
            made = submission_services.submission_send(
                actor=request.user, challenge=found, data=form.data_for_service(), organisation=own
            )
        except FrontdoorError as error:
            form.add_error(None, str(error))
        else:
            url = page.url("frontdoor:submission", made.link)
            submission_services.submission_link_mail(submission=made, url=url)
            return _sent(request, page, made, url)
    stand_among(page, link_to(page, found))
    return render(request, "frontdoor/challenges/submission_form.html", {"form": form, "challenge": found, "new": True})


@private_page
@require_http_methods(["GET", "POST"])
@programme_page("find", action=ChallengeAction.VIEW)
def submission(request: HttpRequest, page: Page, link: str) -> HttpResponse:
    """One's own proposal, by its link: how it stands; changed until the last day."""
    found = _by_link(page, link)
    challenge = found.challenge
    open_now = phase(challenge.state, challenge.opens_on, challenge.closes_on, page.as_of) is Phase.SUBMITTING
    form = ProposalForm(request.POST or None, initial={"title": found.title, "text": found.text})
    if request.method == "POST" and form.is_valid():
        try:
            submission_services.submission_change(
                submission=found, title=form.cleaned_data["title"], text=form.cleaned_data["text"]
            )
        except FrontdoorError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Your proposal is changed."))
            return redirect(page.url("frontdoor:submission", link))
    stand_among(page, link_to(page, challenge))
    context = {"form": form, "submission": found, "challenge": challenge, "open_now": open_now}
    return render(request, "frontdoor/challenges/submission.html", context)


@require_POST
@programme_page("find", action=ChallengeAction.VIEW)
def confirm_submission(request: HttpRequest, page: Page, link: str) -> HttpResponse:
    """Say that the proposal is one's own; from then on it counts."""
    return _act(
        request,
        page,
        link,
        submission_services.submission_confirm,
        _("Your proposal is handed in. You can change it until the last day."),
    )


@require_POST
@programme_page("find", action=ChallengeAction.VIEW)
def withdraw_submission(request: HttpRequest, page: Page, link: str) -> HttpResponse:
    """Take one's proposal back."""
    return _act(request, page, link, submission_services.submission_withdraw, _("Your proposal is withdrawn."))


def _may_send(request: HttpRequest, form: GuardedForm) -> bool:
    """Whether the network has not sent too much in the last hour; the form says so otherwise."""
    if rate_limit.rate_limit_count(limit=rate_limit.SEND, whom=client_address(request)):
        return True
    form.add_error(None, _("Much has been sent from your network in the last hour. Wait a while."))
    return False


def _act(request: HttpRequest, page: Page, link: str, act: Any, said: str) -> HttpResponse:
    try:
        act(submission=_by_link(page, link))
    except FrontdoorError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said)
    return redirect(page.url("frontdoor:submission", link))


def _sent(request: HttpRequest, page: Page, made: Submission, url: str) -> HttpResponse:
    stand_among(page, link_to(page, made.challenge))
    context = {"submission": made, "email": made.contact.email, "demo_url": url if settings.DEVELOPMENT else ""}
    return render(request, "frontdoor/challenges/submission_sent.html", context)


def _by_link(page: Page, link: str) -> Submission:
    found = submission_by_link(page.programme, link)
    if found is None:
        raise Http404
    return found
