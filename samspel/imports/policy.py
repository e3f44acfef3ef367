"""Who may bring in rows: whoever may record them for the programme, one of its partners or one of its areas."""

from typing import TYPE_CHECKING, Any

from samspel.core import access

if TYPE_CHECKING:
    from samspel.core.programmes.models import Programme
    from samspel.imports.importer import Importer


def may_import(user: Any, programme: "Programme", importer: "Importer") -> bool:
    """Whether the user may bring in rows of the kind. To record for one's own organisation alone is not enough."""
    granted = [g for g in access.grants(user, importer.action) if g.programme_id == programme.pk]
    return any(g.key != access.Reach.ORGANISATION for g in granted)
