"""Who changed what: the audit log of one object."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samspel.core import access, audit
from samspel.core.programmes.policy import AuditAction
from samspel.web.accounts.form_drafts import sign_in_required
from samspel.web.page import Page, programme_page
from samspel.web.queries.history import may_see, object_at

SHARED = ""  # organisations and their merges belong to no programme


@require_safe
@sign_in_required
@programme_page()
def history(request: HttpRequest, page: Page, label: str, pk: str) -> HttpResponse:
    """Events of one object, newest first. 404 for objects of other programmes, 403 without the right to the log or to
    the object itself: the log tells everything that the object holds."""
    found = object_at(label, pk)
    if found is None or audit.programme_code_of(found) not in {page.programme.code, SHARED}:
        raise Http404
    access.require(request.user, AuditAction.VIEW, found)
    if not may_see(request.user, found):
        raise PermissionDenied(found._meta.label)
    return render(request, "web/history.html", {"object": found, "events": audit.history(found)})
