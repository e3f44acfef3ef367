"""What the asker's pages share: the need behind the link, and that nobody else keeps the page."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from samspel.frontdoor.models import Need
from samspel.web.page import Page

View = Callable[..., HttpResponseBase]


def private(view: View) -> View:
    """Decorator: the page is its asker's own; no search engine and no cache keeps it."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response["Cache-Control"] = "no-store"
        return response

    return wrapped


def need_of(page: Page, link: str) -> Need:
    """The need with the unguessable link; 404 otherwise."""
    rows = Need.objects.select_related("programme", "municipality", "partner")
    found = rows.filter(programme=page.programme, link=link).first()
    if found is None:
        raise Http404
    return found


def draft_of(page: Page, link: str) -> Need:
    """The same, where it is not sent yet; 404 otherwise."""
    need = need_of(page, link)
    if need.state != "draft":
        raise Http404
    return need


def address_of(request: HttpRequest) -> str:
    """Where the request comes from, as sign-in sees it too."""
    return str(get_adapter(request).get_client_ip(request) or "")
