"""A form never loses what was typed because the session ended.

A POST from somebody who is no longer signed in is kept in the anonymous session, under its path, and handed back to the
form after sign-in, to the same person only: a signed cookie remembers who was last signed in here.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

KEY = "unsent"
COOKIE = "last_user"
LARGEST = 200_000  # characters
NEVER_KEPT = {"csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword"}

View = Callable[..., HttpResponseBase]


def sign_in_required(view: View) -> View:
    """Decorator: sends the anonymous to sign-in and back again, with what they had typed."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            response = view(request, *args, **kwargs)
            if request.get_signed_cookie(COOKIE, default="") != str(request.user.pk):
                response.set_signed_cookie(
                    COOKIE, str(request.user.pk), httponly=True, samesite="Lax", secure=request.is_secure()
                )
            return response
        if request.method == "POST":
            keep(request)
        return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")

    return wrapped


def keep(request: HttpRequest) -> bool:
    """Store the posted fields in the session; False where there is nothing to keep or too much."""
    posted = request.POST.copy()
    for name in NEVER_KEPT & set(posted):
        del posted[name]
    text = posted.urlencode()
    if not text or len(text) > LARGEST:
        return False
    owner = request.get_signed_cookie(COOKIE, default="")
    request.session[KEY] = {"path": request.path, "data": text, "owner": owner}
    return True


def resumed_data(request: HttpRequest) -> QueryDict | None:
    """What was typed in this form before the session ended, once; None where there is nothing."""
    kept = request.session.get(KEY)
    if request.method != "GET" or not kept or kept["path"] != request.path:
        return None
    del request.session[KEY]
    if kept["owner"] and kept["owner"] != str(request.user.pk):
        return None
    messages.info(request, _("What you wrote is still here. Check it and save."))
    return QueryDict(kept["data"])
