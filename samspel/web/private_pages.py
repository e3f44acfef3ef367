"""Pages that are their reader's own: kept by no search engine and no cache; and where a request comes from."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.http.response import HttpResponseBase

View = Callable[..., HttpResponseBase]


def private_page(view: View) -> View:
    """Decorator: the page is its asker's own; no search engine and no cache keeps it."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response["Cache-Control"] = "no-store"
        return response

    return wrapped


def client_address(request: HttpRequest) -> str:
    """Where the request comes from, as sign-in sees it too."""
    return str(get_adapter(request).get_client_ip(request) or "")
