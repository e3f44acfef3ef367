"""Find support in three steps: write, see what fits, send. Without an account and without JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspel.frontdoor.needs.forms import NeedContactForm, NeedForm, UnderstandingForm, shown
from samspel.frontdoor.needs.queries.needs import answering_partner, need_picks, own_organisation
from samspel.frontdoor.needs.queries.suggestions import OfferSuggestions, PickedCodes, offer_suggestions
from samspel.frontdoor.needs.queries.understanding import first_understanding, kept_understanding, need_words
from samspel.frontdoor.needs.services import need as need_services
from samspel.frontdoor.needs.services import rate_limit
from samspel.frontdoor.needs.services.need import PickedOffer
from samspel.frontdoor.needs.views.follow_up import follow
from samspel.frontdoor.needs.views.need_link import draft_of, need_of
from samspel.frontdoor.needs.views.pin_map import offer_pins
from samspel.frontdoor.offers.queries.offers import offers_by_codes, offers_in_force_count
from samspel.frontdoor.offers.rules.errors import FrontdoorError
from samspel.frontdoor.search.queries.matcher import matcher, warm_matcher
from samspel.web import addresses
from samspel.web.page import Page, programme_page
from samspel.web.private_pages import client_address, private_page

if TYPE_CHECKING:
    from samspel.actors.models import Organisation
    from samspel.frontdoor.models import Need


@require_http_methods(["GET", "POST"])
@programme_page("find")
def find(request: HttpRequest, page: Page) -> HttpResponse:
    """Step 1: write the need. Meanwhile the search gets ready."""
    warm_matcher()
    return _write(request, page, None)


@private_page
@require_http_methods(["GET", "POST"])
@programme_page("find")
def rewrite(request: HttpRequest, page: Page, link: str) -> HttpResponse:
    """Step 1 once more: change the words of a draft."""
    need = draft_of(page, link)
    return _write(request, page, need)


@private_page
@require_http_methods(["GET", "POST"])
@programme_page("find")
def choose(request: HttpRequest, page: Page, link: str) -> HttpResponse:
    """Step 2: how the need was understood, and what fits. Once sent, the page that follows it."""
    need = need_of(page, link)
    if need.state != "draft":
        return follow(request, page, need)
    words = need_words(need.text, need.language)
    told = addresses.query(request)
    if request.method == "POST":
        told = addresses.plain_values(QueryDict(request.POST.get("query", "")))
    form, understood = _understood(page, need, words, told)
    picks = PickedCodes(frozenset(_picked(request, need)), told.get("came_for", "")[:60])
    found = offer_suggestions(page.context, need, understood, picks)
    if request.method == "POST":
        try:
            _keep(request, page, need, found)
        except FrontdoorError as error:
            messages.error(request, str(error))
        else:
            return redirect(page.url("frontdoor:send-need", link))
    page.crumbs = []
    context = {
        "need": need,
        "form": form,
        "found": found,
        "map": offer_pins(
            page.context, understood.municipality, [(s.place, s.offer.municipality, s.offer.title) for s in found.hits]
        )
        if not found.preparing
        else None,
        "query": _query(told),
        "home": answering_partner(page.context, understood.municipality.code if understood.municipality else ""),
        "stages": stages(),
    }
    return render(request, "frontdoor/needs/choose.html", context)


@private_page
@require_http_methods(["GET", "POST"])
@programme_page("find")
def send(request: HttpRequest, page: Page, link: str) -> HttpResponse:
    """Step 3: say who asks, and send one request to all that were picked."""
    need = draft_of(page, link)
    picks = need_picks(need)
    if not picks and not need.wants_person:
        return redirect(page.url("frontdoor:need", link))
    own = own_organisation(page.context)
    form = NeedContactForm(need.asker_kind, request.POST or None, initial=_initial(request, own))
    if request.method == "POST" and form.is_valid() and _may_send(request, form):
        contact = form.contact("en" if get_language() == "en" else "sv")
        signed_in = request.user.is_authenticated and request.user.email.lower() == contact.email.lower()
        try:
            need_services.need_send(
                need=need, contact=contact, organisation=own, actor=request.user if signed_in else None
            )
        except FrontdoorError as error:
            messages.error(request, str(error))
        return redirect(page.url("frontdoor:need", link))
    context = {
        "need": need,
        "form": form,
        "picks": picks,
        "home": need.partner or answering_partner(page.context, ""),
        "own": own,
        "stages": stages(),
        "kept_years": need_services.KEPT.days // 365,
    }
    return render(request, "frontdoor/needs/send.html", context)


def stages() -> list[str]:
    """The three steps."""
    return [_("Your need"), _("Suggestions"), _("Contact")]


def _query(told: QueryDict) -> str:
    """How the need is understood, as the form for picking sends it along."""
    kept = told.copy()
    kept.pop("offer", None)
    return kept.urlencode()


def _write(request: HttpRequest, page: Page, need: Need | None) -> HttpResponse:
    came_for = addresses.query(request).get("offer", "")[:60]
    initial: dict[str, Any] = {"asker_kind": "company"}
    if need is not None:
        initial = {"text": need.text, "asker_kind": need.asker_kind, "municipality": need.municipality_id}
    form = NeedForm(page.context, request.POST or None, initial=initial)
    status = 200
    if request.method == "POST" and form.is_valid():
        if rate_limit.rate_limit_count(limit=rate_limit.WRITE, whom=client_address(request)):
            saved = _saved(request, page, need, form.cleaned_data)
            query = f"?{urlencode({'came_for': came_for})}" if came_for else ""
            return redirect(page.url("frontdoor:need", saved.link) + query)
        form.add_error(None, _("Very many needs have been written from your network. Wait an hour."))
        status = 429
    offer = next(iter(offers_by_codes(page.programme, [came_for])), None) if came_for else None
    page.crumbs = []
    count = offers_in_force_count(page.programme)
    context = {"form": form, "need": need, "offer": offer, "count": count, "stages": stages()}
    return render(request, "frontdoor/needs/find.html", context, status=status)


def _saved(request: HttpRequest, page: Page, need: Need | None, told: dict[str, Any]) -> Need:
    said = {
        "text": told["text"],
        "language": matcher().analyser.language(told["text"]),
        "asker_kind": told["asker_kind"],
        "municipality": told["municipality"],
    }
    if need is not None:
        return need_services.need_rewrite(need=need, **said)
    return need_services.need_draft(programme=page.programme, actor=request.user, **said)


def _understood(page: Page, need: Need, words: list[str], told: QueryDict) -> Any:
    """The form and what it says: as the reader left it, as it was kept, or as the text alone is understood."""
    if "edited" in told:
        form = UnderstandingForm(page.context, words, told)
        return form, form.understanding()
    understood = kept_understanding(need) if need.tags else first_understanding(page.context, need)
    return UnderstandingForm(page.context, words, initial=shown(understood, words)), understood


def _picked(request: HttpRequest, need: Need) -> list[str]:
    if request.method == "POST":
        return request.POST.getlist("offer")[:50]
    if "edited" in addresses.query(request):
        return addresses.query(request).getlist("offer")[:50]
    return [pick.offer.code for pick in need_picks(need)]


def _keep(request: HttpRequest, page: Page, need: Need, found: OfferSuggestions) -> None:
    """What was picked, in the order shown; what is no longer among the suggestions but still given comes last."""
    codes = dict.fromkeys(request.POST.getlist("offer")[:50])
    picked = [
        PickedOffer(
            hit.offer, hit.place, hit.score, {"reasons": list(hit.reasons), "reservations": list(hit.reservations)}
        )
        for hit in found.hits
        if hit.offer.code in codes
    ]
    missing = set(codes) - {p.offer.code for p in picked}
    others = offers_by_codes(page.programme, missing)
    picked += [PickedOffer(offer, len(found.hits) + at, 0.0) for at, offer in enumerate(others, start=1)]
    person = request.POST.get("act") == "person"
    need_services.need_choose(
        need=need, understood=found.understood, picks=picked, wants_person=person, good=found.good
    )


def _may_send(request: HttpRequest, form: NeedContactForm) -> bool:
    if rate_limit.rate_limit_count(limit=rate_limit.SEND, whom=client_address(request)) and rate_limit.rate_limit_count(
        limit=rate_limit.MAIL, whom=form.cleaned_data["email"]
    ):
        return True
    form.add_error(None, _("Many needs have been sent from your network or address today. Try again tomorrow."))
    return False


def _initial(request: HttpRequest, own: Organisation | None) -> dict[str, Any]:
    told: dict[str, Any] = {}
    if request.user.is_authenticated:
        told = {"name": request.user.name, "email": request.user.email}
    if own is not None:
        told |= {"organisation_name": own.name, "organisation_number": own.shown_number}
    return told
