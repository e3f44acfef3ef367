"""Taking back as one the organisations that a file registered."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.utils.translation import gettext as _

from samspel.actors.models import Alias, Identity, Organisation, OrganisationYear
from samspel.actors.organisations.policy import OrganisationAction
from samspel.core import access
from samspel.core.models import AuditEvent
from samspel.imports.importer import ImportFault
from samspel.imports.models import Import
from samspel.imports.rules import ids_of

BATCH = 500
OWN = (Alias, OrganisationYear, Identity)
"""What is told of an organisation itself, and goes with it."""


def organisation_import_undo(*, user: Any, staged: Import) -> Mapping[str, Any]:
    """Remove the organisations that the file registered, in the caller's transaction, which also writes the audit
    event; returns how many. ImportFault where one has been changed since, or anything refers to it."""
    ids = ids_of(staged.report["brought"])
    if not access.can(user, OrganisationAction.RECORD, Organisation()):
        raise PermissionDenied(OrganisationAction.RECORD)
    for start in range(0, len(ids), BATCH):
        _remove(ids[start : start + BATCH])
    return {"kind": "organisation", "taken_back": len(ids), "ids": staged.report["brought"]}


def _remove(ids: Sequence[int]) -> None:
    there = {found.pk: found for found in Organisation.objects.select_for_update().filter(pk__in=ids)}
    told = AuditEvent.objects.filter(object_type="actors.organisation", object_id__in=[str(pk) for pk in ids])
    events = {int(pk) for pk in told.values_list("object_id", flat=True)}
    if gone := set(ids) - there.keys() | events:
        names = sorted(there[pk].name for pk in gone if pk in there) or [_("one that is no longer there")]
        raise ImportFault(_("Changed since it was registered: %(name)s.") % {"name": names[0]})
    for relation in Organisation._meta.related_objects:
        if relation.related_model in OWN:
            continue
        name = relation.field.name
        referring = relation.related_model._default_manager.filter(**{f"{name}__in": ids})  # type: ignore[union-attr]
        found = referring.values_list(name, flat=True).first()
        if found is not None:
            words = _("Other things refer to %(name)s, so the organisations of the file are not removed.")
            raise ImportFault(words % {"name": there[found].name})
    rows = Organisation.objects.filter(pk__in=ids)
    rows.update(name=F("name"))  # whoever follows changes of organisations, such as the search index, hears of it
    rows.delete()
