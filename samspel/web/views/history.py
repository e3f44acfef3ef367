"""Who changed what: the audit log of one object."""

from typing import Any

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samspel.core import access, audit
from samspel.core.programmes.policy import AuditAction
from samspel.web.accounts.form_drafts import sign_in_required
from samspel.web.page import Page, programme_page

SHARED = ""  # organisations and their merges belong to no programme


@require_safe
@sign_in_required
@programme_page()
def history(request: HttpRequest, page: Page, label: str, pk: str) -> HttpResponse:
    """Events of one object, newest first. 404 for objects of other programmes, 403 without the right to the log."""
    found = _object(label, pk)
    if found is None or audit.programme_code_of(found) not in {page.programme.code, SHARED}:
        raise Http404
    access.require(request.user, AuditAction.VIEW, found)
    return render(request, "web/history.html", {"object": found, "events": audit.history(found)})


def _object(label: str, pk: str) -> Any:
    """The object, of a model that says where its programme is; None for any other."""
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return None
    if not hasattr(model, "access_paths") or not pk.isdigit():
        return None
    return model._default_manager.filter(pk=int(pk)).first()
