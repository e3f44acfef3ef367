"""Who may bring in rows, and take back what a file brought."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from samspel.core import access
from samspel.core.access import RECORDERS, Reach, Role

if TYPE_CHECKING:
    from samspel.core.programmes.models import Programme
    from samspel.imports.importer import Importer


class ImportAction(StrEnum):
    """What can be done with an import as a whole: see docs/access.md. Each of its rows asks for its own action too."""

    UNDO = "import.undo"


POLICY: Mapping[StrEnum, Mapping[Role, Reach]] = {
    ImportAction.UNDO: RECORDERS | {Role.CONTROLLER: Reach.PARTNER},
}


def may_import(user: Any, programme: "Programme", importer: "Importer") -> bool:
    """Whether the user may bring in rows of the kind: whoever may record them for the programme, one of its partners or
    one of its areas. To record for one's own organisation alone is not enough."""
    granted = [g for g in access.grants(user, importer.action) if g.programme_id == programme.pk]
    return any(g.key != access.Reach.ORGANISATION for g in granted)


def may_undo(user: Any, programme: "Programme") -> bool:
    """Whether the user may take back imports in the programme at all; each row must also be theirs to take back."""
    return any(g.programme_id == programme.pk for g in access.grants(user, ImportAction.UNDO))
