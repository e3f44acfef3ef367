"""Find support in three steps: write, see what fits, send. Without an account and without JavaScript."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspel.actors.models import Organisation
from samspel.core.access import Role
from samspel.core.programmes.models import Partner
from samspel.frontdoor.models import Need
from samspel.frontdoor.needs.forms import ContactForm, NeedForm, UnderstandingForm, shown
from samspel.frontdoor.needs.queries.suggestions import (
    Picks,
    Suggestions,
    first_understanding,
    kept_understanding,
    suggest,
    words_of,
)
from samspel.frontdoor.needs.services import need as need_services
from samspel.frontdoor.needs.services import rate_limit
from samspel.frontdoor.needs.services.need import Picked
from samspel.frontdoor.needs.views.follow_up import follow
from samspel.frontdoor.needs.views.need_link import address_of, draft_of, need_of, private
from samspel.frontdoor.offers.queries.offers import in_force
from samspel.frontdoor.offers.rules.errors import FrontdoorError
from samspel.frontdoor.search.services.matcher import matcher, warm
from samspel.web.page import Page, programme_page


@require_http_methods(["GET", "POST"])
@programme_page("find")
def find(request: HttpRequest, page: Page) -> HttpResponse:
    """Step 1: write the need. Meanwhile the search gets ready."""
    warm()
    return _write(request, page, None)


@private
@require_http_methods(["GET", "POST"])
@programme_page("find")
def rewrite(request: HttpRequest, page: Page, link: str) -> HttpResponse:
    """Step 1 once more: change the words of a draft."""
    need = draft_of(page, link)
    return _write(request, page, need)


@private
@require_http_methods(["GET", "POST"])
@programme_page("find")
def choose(request: HttpRequest, page: Page, link: str) -> HttpResponse:
    """Step 2: how the need was understood, and what fits. Once sent, the page that follows it."""
    need = need_of(page, link)
    if need.state != "draft":
        return follow(request, page, need)
    words = words_of(need.text, need.language)
    told = QueryDict(request.POST.get("query", "")) if request.method == "POST" else request.GET
    form, understood = _understood(page, need, words, told)
    picks = Picks(frozenset(_picked(request, need)), told.get("came_for", "")[:60])
    found = suggest(page.context, need, understood, picks)
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
        "query": _query(told),
        "home": _home(page, understood.municipality.code if understood.municipality else ""),
        "stages": stages(),
    }
    return render(request, "frontdoor/needs/choose.html", context)


@private
@require_http_methods(["GET", "POST"])
@programme_page("find")
def send(request: HttpRequest, page: Page, link: str) -> HttpResponse:
    """Step 3: say who asks, and send one request to all that were picked."""
    need = draft_of(page, link)
    picks = list(need.picks.select_related("offer__organisation"))
    if not picks and not need.wants_person:
        return redirect(page.url("frontdoor:need", link))
    own = _own_organisation(request, page)
    form = ContactForm(need.asker_kind, request.POST or None, initial=_initial(request, own))
    if request.method == "POST" and form.is_valid() and _may_send(request, form):
        contact = form.contact("en" if get_language() == "en" else "sv")
        signed_in = request.user.is_authenticated and request.user.email.lower() == contact.email.lower()
        try:
            need_services.send(need, contact, own, request.user if signed_in else None)
        except FrontdoorError as error:
            messages.error(request, str(error))
        return redirect(page.url("frontdoor:need", link))
    context = {
        "need": need,
        "form": form,
        "picks": picks,
        "home": need.partner or _home(page, ""),
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
    came_for = request.GET.get("offer", "")[:60]
    initial: dict[str, Any] = {"asker_kind": "company"}
    if need is not None:
        initial = {"text": need.text, "asker_kind": need.asker_kind, "municipality": need.municipality_id}
    form = NeedForm(page.context, request.POST or None, initial=initial)
    status = 200
    if request.method == "POST" and form.is_valid():
        if rate_limit.spend(rate_limit.WRITE, address_of(request)):
            saved = _saved(request, page, need, form.cleaned_data)
            query = f"?{urlencode({'came_for': came_for})}" if came_for else ""
            return redirect(page.url("frontdoor:need", saved.link) + query)
        form.add_error(None, _("Very many needs have been written from your network. Wait an hour."))
        status = 429
    offer = in_force(page.programme.pk).filter(code=came_for).first() if came_for else None
    page.crumbs = []
    count = in_force(page.programme.pk).count()
    context = {"form": form, "need": need, "offer": offer, "count": count, "stages": stages()}
    return render(request, "frontdoor/needs/find.html", context, status=status)


def _saved(request: HttpRequest, page: Page, need: Need | None, told: dict[str, Any]) -> Need:
    language = matcher().analyser.language(told["text"])
    words = (told["text"], language, told["asker_kind"], told["municipality"])
    return (
        need_services.rewrite(need, *words) if need else need_services.draft(page.programme, *words, actor=request.user)
    )


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
    if "edited" in request.GET:
        return request.GET.getlist("offer")[:50]
    return [pick.offer.code for pick in need.picks.select_related("offer")]


def _keep(request: HttpRequest, page: Page, need: Need, found: Suggestions) -> None:
    """What was picked, in the order shown; what is no longer among the suggestions but still given comes last."""
    codes = dict.fromkeys(request.POST.getlist("offer")[:50])
    picked = [
        Picked(hit.offer, hit.place, hit.score, {"reasons": list(hit.reasons), "reservations": list(hit.reservations)})
        for hit in found.hits
        if hit.offer.code in codes
    ]
    missing = set(codes) - {p.offer.code for p in picked}
    others = in_force(page.programme.pk).filter(code__in=missing).order_by("code")
    picked += [Picked(offer, len(found.hits) + at, 0.0) for at, offer in enumerate(others, start=1)]
    person = request.POST.get("act") == "person"
    need_services.choose(need, found.understood, picked, person, found.good)


def _may_send(request: HttpRequest, form: ContactForm) -> bool:
    if rate_limit.spend(rate_limit.SEND, address_of(request)) and rate_limit.spend(
        rate_limit.MAIL, form.cleaned_data["email"]
    ):
        return True
    form.add_error(None, _("Many needs have been sent from your network or address today. Try again tomorrow."))
    return False


def _own_organisation(request: HttpRequest, page: Page) -> Organisation | None:
    """The organisation that a signed-in company contact or actor asks for."""
    if not request.user.is_authenticated:
        return None
    rows = request.user.memberships.filter(programme=page.programme, role__in=[Role.COMPANY, Role.ACTOR])
    found = rows.exclude(organisation=None).select_related("organisation").first()
    return found.organisation if found else None


def _initial(request: HttpRequest, own: Organisation | None) -> dict[str, Any]:
    told: dict[str, Any] = {}
    if request.user.is_authenticated:
        told = {"name": request.user.name, "email": request.user.email}
    if own is not None:
        told |= {"organisation_name": own.name, "organisation_number": own.shown_number}
    return told


def _home(page: Page, municipality: str) -> Partner:
    """The partner of the municipality; the lead where nobody answers for it."""
    pk = page.structure.partner_of_municipality.get(municipality)
    partners = page.structure.partners
    return next((p for p in partners if p.pk == pk), next((p for p in partners if p.role == "lead"), partners[0]))
