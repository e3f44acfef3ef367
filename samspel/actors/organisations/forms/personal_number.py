"""Personal identity numbers that people type in a form: used to find the pseudonym, and then forgotten."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from samspel.actors.organisations.rules.number import looks_personal

View = Callable[..., HttpResponseBase]


def show_instead(form: forms.Form, name: str, text: str) -> None:
    """Let the form show this text in the field when it is shown again, not what was typed."""
    sent: Any = form.data.copy()  # type: ignore[attr-defined]
    sent[form.add_prefix(name)] = text
    form.data = sent


def never_kept(name: str) -> Callable[[View], View]:
    """Decorator: a personal identity number in the field is dropped where the sender is not signed in, since what the
    anonymous send is kept until they have signed in."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated and looks_personal(request.POST.get(name, "")):
                sent = request.POST.copy()
                sent[name] = ""
                request.POST = sent  # type: ignore[assignment]
            return view(request, *args, **kwargs)

        return wrapped

    return decorate
