"""A need that is sent: confirmed by mail, followed by its link, taken back, its asker erased."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from samspel.frontdoor.needs.notifications import confirm_path
from samspel.frontdoor.needs.queries.confirmation import confirmation_token, is_confirmation_token
from samspel.frontdoor.needs.queries.needs import (
    need_is_there,
    need_picks,
    need_search,
    referral_of_need,
    referral_states,
    search_by_link,
)
from samspel.frontdoor.needs.services import need as need_services
from samspel.frontdoor.needs.services import saved_search
from samspel.frontdoor.needs.services.asker import asker_erase, need_alerts_stop
from samspel.frontdoor.needs.views.need_link import need_of
from samspel.frontdoor.offers.rules.errors import FrontdoorError
from samspel.frontdoor.referrals.queries.referral import referrals_of_need
from samspel.frontdoor.referrals.services import referral as referrals
from samspel.web.page import Page, programme_page
from samspel.web.private_pages import private_page

if TYPE_CHECKING:
    from samspel.frontdoor.models import Need


CONSOLE = "django.core.mail.backends.console.EmailBackend"


def follow(request: HttpRequest, page: Page, need: Need) -> HttpResponse:
    """How it goes with a need that is sent. In a demo without mail the confirmation link is shown, marked as such."""
    asker = getattr(need, "asker", None)
    without_mail = settings.DEVELOPMENT and settings.EMAIL_BACKEND == CONSOLE
    link = ""
    if need.state == "sent" and asker is not None and without_mail:
        link = confirm_path(need, confirmation_token(need))
    states = referral_states(need)
    search = need_search(need)
    context = {
        "need": need,
        "asker": asker,
        "demo_link": link,
        "picks": need_picks(need) if need.state == "sent" else [],
        "referrals": [(line, states[line.pk]) for line in referrals_of_need(need)] if need.state != "sent" else [],
        "alerts": search is not None and search.stopped_at is None,
    }
    return render(request, "frontdoor/needs/need.html", context)


@private_page
@require_http_methods(["GET", "POST"])
@programme_page("find")
def confirm(request: HttpRequest, page: Page, link: str, token: str) -> HttpResponse:
    """The page that the mailed link leads to. A button confirms: programs that read mail open links too."""
    need = need_of(page, link)
    if need.state in {"open", "closed"}:
        return redirect(page.url("frontdoor:need", link))
    if need.state != "sent" or not is_confirmation_token(need, token):
        return render(request, "frontdoor/needs/confirm.html", {"need": None}, status=404)
    if request.method == "POST":
        need_services.need_confirm(need=need)
        messages.success(request, _("Thank you. Your need is sent."))
        return redirect(page.url("frontdoor:need", link))
    return render(request, "frontdoor/needs/confirm.html", {"need": need, "token": token})


@private_page
@require_POST
@programme_page("find")
def act(request: HttpRequest, page: Page, link: str) -> HttpResponse:
    """What the asker does with a need that is sent."""
    need = need_of(page, link)
    acts: dict[str, Any] = {
        "withdraw": (need_services.need_withdraw, _("The need is taken back.")),
        "erase": (
            asker_erase,
            _("Your details are erased. Nobody can reach you about the need any more."),
        ),
        "stop": (need_alerts_stop, _("You get no more mail of new offers.")),
    }
    do, words = acts.get(request.POST.get("act", ""), (None, ""))
    if do is None or need.state == "draft":
        raise Http404
    number = need.number
    try:
        do(need=need)
    except FrontdoorError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, words)
    gone = not need_is_there(page.programme, number)
    return redirect(page.url("frontdoor:find") if gone else page.url("frontdoor:need", link))


@private_page
@require_POST
@programme_page("find")
def act_on_referral(request: HttpRequest, page: Page, link: str, pk: int) -> HttpResponse:
    """Take one request back, or take up what an officer suggested."""
    need = need_of(page, link)
    referral = referral_of_need(need, pk)
    if referral is None:
        raise Http404
    acts: dict[str, Any] = {
        "withdraw": (referrals.referral_withdraw, _("The request is taken back.")),
        "take_up": (referrals.referral_take_up, _("Thank you. The request is sent.")),
    }
    do, words = acts.get(request.POST.get("act", ""), (None, ""))
    if do is None:
        raise Http404
    try:
        do(referral=referral, link=need.link)
    except FrontdoorError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, words)
    return redirect(page.url("frontdoor:need", link))


@csrf_exempt
@private_page
@require_http_methods(["GET", "POST"])
@programme_page("find")
def unsubscribe(request: HttpRequest, page: Page, link: str) -> HttpResponse:
    """Stop mail of what fits. A button on the page does it; and, by the link alone, the mail program itself with one
    POST (RFC 8058), which brings no cookie to check."""
    search = search_by_link(page.programme, link)
    if search is None:
        raise Http404
    if request.method == "POST":
        saved_search.saved_search_stop(search=search)
        search = search_by_link(page.programme, link)
    return render(request, "frontdoor/needs/unsubscribe.html", {"search": search})
