"""The page of one organisation."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samspel.actors.contacts.queries import may_keep_contacts, may_see_contacts
from samspel.actors.duplicates.policy import MergeAction
from samspel.actors.organisations.labels.crumbs import crumbs_below
from samspel.actors.organisations.policy import OrganisationAction
from samspel.actors.organisations.queries.organisation import areas_described_by
from samspel.actors.organisations.queries.profile import organisation_profile
from samspel.actors.organisations.queries.visibility import granted, sees_whole, visible_ids, visible_organisation
from samspel.core.programmes.policy import AuditAction
from samspel.web.navigation import organisation_links
from samspel.web.page import Page, programme_page


@require_safe
@programme_page("network")
def actor(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """One organisation."""
    organisation = visible_organisation(page.context, pk)
    if organisation is None:
        raise Http404
    whole = sees_whole(page.context, organisation)
    with_contacts = may_see_contacts(page.context, organisation)
    profile = organisation_profile(page.context, organisation, whole, with_contacts)
    page.crumbs = crumbs_below(page.context)
    context: dict[str, Any] = {
        "about": profile,
        "organisation": organisation,
        "may_change": whole and page.may(OrganisationAction.RECORD, organisation),
        "may_describe": bool(areas_described_by(request.user, page.programme, organisation)),
        "may_see_contacts": with_contacts,
        "may_keep_contacts": may_keep_contacts(page.context, organisation),
        "may_undo": whole and bool(granted(page.context, MergeAction.VOID)),
        "may_audit": whole and bool(granted(page.context, AuditAction.VIEW)),
        "linked": visible_ids(page.context, profile.inside.named) if profile.inside else set(),
        "elsewhere": organisation_links(page.context, organisation),
    }
    return render(request, "actors/organisations/actor.html", context)
