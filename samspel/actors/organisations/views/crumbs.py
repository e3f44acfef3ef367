"""What the views share."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page as Part
from django.http import Http404
from django.utils.translation import gettext as _

from samspel.actors.models import Organisation
from samspel.actors.organisations.policy import OrganisationAction
from samspel.actors.organisations.queries.visibility import granted, may_see
from samspel.core import access
from samspel.web.page import Link, Page


def seen(page: Page, pk: int) -> Organisation:
    """The organisation, for a reader who may see it; 404 otherwise."""
    found = Organisation.objects.select_related("municipality").filter(pk=pk).first()
    if found is None or not may_see(page.context, found):
        raise Http404
    return found


def changeable(page: Page, pk: int) -> Organisation:
    """The organisation, for a reader who may change what is registered of it; 404 or 403 otherwise."""
    found = seen(page, pk)
    if not granted(page.context, OrganisationAction.RECORD):
        raise PermissionDenied
    access.require(page.request.user, OrganisationAction.RECORD, found)
    return found


def stand_in(page: Page, organisation: Organisation | None = None) -> None:
    """Where the page stands: below the actors, or below one of them."""
    page.crumbs = [Link(_("Network"), page.url("actors:actors"))]
    if organisation is not None:
        page.crumbs.append(Link(organisation.name, page.url("actors:actor", organisation.pk)))


def pager_of(shown: Part[Any]) -> dict[str, Any]:
    """What the pager part shows."""
    return {
        "number": shown.number,
        "more": shown.has_next(),
        "previous": shown.number - 1,
        "next": shown.number + 1,
    }
