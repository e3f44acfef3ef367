"""The links above a page of the actors."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samspel.core.programmes.context import ReadContext
from samspel.ui.components import Link

if TYPE_CHECKING:
    from samspel.actors.organisations.models import Organisation


def crumbs_below(context: ReadContext, organisation: "Organisation | None" = None) -> list[Link]:
    """Ways up from a page that lies below the actors, or below one of them."""
    crumbs = [Link(_("Network"), context.url("actors:actors"))]
    if organisation is not None:
        crumbs.append(Link(organisation.name, context.url("actors:actor", organisation.pk)))
    return crumbs
