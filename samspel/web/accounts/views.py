"""What a person meets when a form comes too late to be believed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from samspel.web.accounts.form_drafts import keep


@require_POST
def keep_session(request: HttpRequest) -> HttpResponse:
    """Lets the session go on: 204, or 401 where it has already ended."""
    request.session.modified = request.user.is_authenticated
    return HttpResponse(status=204 if request.user.is_authenticated else 401)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's seal did not hold, most often because it lay open too long.

    What was typed is kept, and the way back given."""
    kept = keep(request)
    path = request.get_full_path()
    back = path if url_has_allowed_host_and_scheme(path, {request.get_host()}) else "/"
    return render(request, "web/csrf_failure.html", {"kept": kept, "back": back}, status=403)
