"""What the asker's pages share: the need behind the link, and that nobody else keeps the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from samspel.frontdoor.needs.queries.needs import need_by_link
from samspel.web.page import Page

if TYPE_CHECKING:
    from samspel.frontdoor.models import Need


def need_of(page: Page, link: str) -> Need:
    """The need with the unguessable link; 404 otherwise."""
    found = need_by_link(page.programme, link)
    if found is None:
        raise Http404
    return found


def draft_of(page: Page, link: str) -> Need:
    """The same, where it is not sent yet; 404 otherwise."""
    need = need_of(page, link)
    if need.state != "draft":
        raise Http404
    return need
