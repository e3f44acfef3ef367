"""What anybody does with a challenge, without an account: ask, send in a proposal, and follow it by one's own link."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samspel.actors.models import Organisation
from samspel.core import access
from samspel.frontdoor.challenges.forms import ProposalForm, QuestionForm, SubmissionForm
from samspel.frontdoor.challenges.policy import ChallengeAction
from samspel.frontdoor.challenges.services import questions
from samspel.frontdoor.challenges.services import submission as submission_services
from samspel.frontdoor.challenges.states import Phase, phase
from samspel.frontdoor.challenges.views.challenges import challenge_numbered, link_to, stand_among
from samspel.frontdoor.models import Submission
from samspel.frontdoor.needs.forms import GuardedForm
from samspel.frontdoor.needs.services import rate_limit
from samspel.frontdoor.needs.views.need_link import address_of, private
from samspel.frontdoor.offers.rules.errors import FrontdoorError
from samspel.web.page import Page, programme_page


@require_http_methods(["GET", "POST"])
@programme_page("find", action=ChallengeAction.VIEW)
def ask(request: HttpRequest, page: Page, number: int) -> HttpResponse:
    """Put a question to a challenge."""
    found = challenge_numbered(page, number)
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _may_send(request, form):
        try:
            questions.ask(found, form.cleaned_data["text"], form.cleaned_data["email"])
        except FrontdoorError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Thank you. The answer is shown on this page when it is there."))
            return redirect(page.url("frontdoor:challenge", number))
    stand_among(page, link_to(page, found))
    context = {"form": form, "heading": _("Ask a question"), "about": found.title, "send": _("Send the question")}
    return render(request, "frontdoor/challenges/challenge_step.html", context)


@private
@require_http_methods(["GET", "POST"])
@programme_page("find", action=ChallengeAction.VIEW)
def submit(request: HttpRequest, page: Page, number: int) -> HttpResponse:
    """Send in a proposal."""
    found = challenge_numbered(page, number)
    if phase(found.state, found.opens_on, found.closes_on, page.as_of) is not Phase.SUBMITTING:
        raise Http404
    own = _own_company(request, page)
    first = {"company": own.name, "organisation_number": own.shown_number, "name": str(request.user),
             "email": request.user.email} if own and request.user.is_authenticated else None  # fmt: skip
    form = SubmissionForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid() and _may_send(request, form):
        try:
            made = submission_services.submit(request.user, found, form.data_for_service(), own)
        except FrontdoorError as error:
            form.add_error(None, str(error))
        else:
            url = page.url("frontdoor:submission", made.link)
            submission_services.tell_link(made, url)
            return _sent(request, page, made, url)
    stand_among(page, link_to(page, found))
    return render(request, "frontdoor/challenges/submission_form.html", {"form": form, "challenge": found, "new": True})


@private
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
            submission_services.change(found, form.cleaned_data["title"], form.cleaned_data["text"])
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
        submission_services.confirm,
        _("Your proposal is handed in. You can change it until the last day."),
    )


@require_POST
@programme_page("find", action=ChallengeAction.VIEW)
def withdraw_submission(request: HttpRequest, page: Page, link: str) -> HttpResponse:
    """Take one's proposal back."""
    return _act(request, page, link, submission_services.withdraw, _("Your proposal is withdrawn."))


def _may_send(request: HttpRequest, form: GuardedForm) -> bool:
    """Whether the network has not sent too much in the last hour; the form says so otherwise."""
    if rate_limit.spend(rate_limit.SEND, address_of(request)):
        return True
    form.add_error(None, _("Much has been sent from your network in the last hour. Wait a while."))
    return False


def _act(request: HttpRequest, page: Page, link: str, act: Any, said: str) -> HttpResponse:
    try:
        act(_by_link(page, link))
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
    rows = Submission.objects.select_related("challenge__programme", "challenge__partner", "challenge__area")
    found = rows.filter(challenge__programme=page.programme, link=link).first()
    if found is None:
        raise Http404
    return found


def _own_company(request: HttpRequest, page: Page) -> Organisation | None:
    """The signed-in reader's own company in this programme."""
    if not request.user.is_authenticated:
        return None
    own = [
        m
        for m in access.memberships(request.user)
        if m.programme_id == page.programme.pk and m.role == access.Role.COMPANY
    ]
    return own[0].organisation if own else None
