"""What every answer carries: a session that goes on, and headers that the browser should always get."""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

POLICY = (
    "accelerometer=(), camera=(), geolocation=(), microphone=(), payment=(), usb=(), publickey-credentials-get=(self)"
)


SEEN = "seen_at"
AFRESH = 60  # seconds


class SlidingSession:
    """The session ends a while after the last request, not after sign-in.

    It is written anew at most once a minute, so that reading pages does not mean writing to the database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.user.is_authenticated and time.time() - request.session.get(SEEN, 0) > AFRESH:
            request.session[SEEN] = int(time.time())
        return response


class Headers:
    """Permissions-Policy, and no caching of what a signed-in person sees."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", POLICY)
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Content-Language", translation.get_language() or "sv")
        return response
