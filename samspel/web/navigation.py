"""The links of a programme's navigation that a reader may follow, as the apps declare them (web.extension)."""

from collections.abc import Sequence
from typing import Any

from samspel.core import access
from samspel.core.programmes.context import ReadContext
from samspel.ui.components import Link
from samspel.web.extension import NavigationLink, all_in, extensions
from samspel.web.page import Page


def main_links(page: Page) -> list[Link]:
    """The main navigation, in order."""
    return _links(page, list(all_in("navigation")))


def personal_links(page: Page) -> list[Link]:
    """The signed-in reader's own, in order."""
    return _links(page, list(all_in("personal_navigation")))


def tab_links(page: Page, current: str) -> list[Link]:
    """The pages beside each other at the page's place, of all apps; `current` is this one's place among them."""
    found = [link for extension in extensions() for link in extension.tabs.get(page.place, ())]
    return _links(page, found, current)


def organisation_links(context: ReadContext, organisation: Any) -> list[Link]:
    """Ways from an organisation's page to what other apps know of it."""
    return [link for source in all_in("organisation_links") for link in source(context, organisation)]


def _links(page: Page, declared: Sequence[NavigationLink], current: str | None = None) -> list[Link]:
    here = page.place if current is None else current
    allowed = [link for link in declared if not link.action or _somewhere(page.context, link.action)]
    return [
        Link(str(link.label), page.url(link.view), link.place == here)
        for link in sorted(allowed, key=lambda link: link.order)
    ]


def _somewhere(context: ReadContext, action: str) -> bool:
    """Whether the reader may do the action to anything of the programme: its own region or organisation is enough."""
    if context.may(action):
        return True
    return any(grant.programme_id == context.programme.pk for grant in access.grants(context.reader, action))
