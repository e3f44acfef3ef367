"""Which organisation an organisation counts as, now and as known before; and the merges that say so."""

from datetime import datetime

from django.db.models import Q

from samspel.actors.models import Identity, Merge, Organisation
from samspel.core.programmes.context import ReadContext


def identity_known_at(moment: datetime | None, path: str) -> Q:
    """The condition that picks the one identity row known at the moment, reached through `path`."""
    if moment is None:
        return Q(**{f"{path}__known_until__isnull": True})
    ended_later = Q(**{f"{path}__known_until__isnull": True}) | Q(**{f"{path}__known_until__gt": moment})
    return Q(**{f"{path}__known_from__lte": moment}) & ended_later


def counted_ids(context: ReadContext, organisation: Organisation) -> list[int]:
    """Ids of the organisations that count as this one, as known on the context's day."""
    known = identity_known_at(context.slice.known_at, "identities")
    rows = Organisation.objects.filter(known, identities__counts_as=organisation)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def merged_into(organisation: Organisation) -> Organisation | None:
    """The organisation that this one counts as now, where that is another."""
    row = Identity.objects.select_related("counts_as").filter(organisation=organisation, known_until=None).first()
    return row.counts_as if row and row.counts_as_id != organisation.pk else None


def merges_in_force() -> list[Merge]:
    """Merges that hold, newest first."""
    rows = Merge.objects.filter(voided_at=None).select_related("organisation", "into", "recorded_by")
    return list(rows.order_by("-recorded_at"))


def merges_of(organisation: Organisation) -> list[Merge]:
    """Merges in force of the organisation, or into it, newest first."""
    rows = Merge.objects.filter(voided_at=None).filter(Q(into=organisation) | Q(organisation=organisation))
    return list(rows.select_related("organisation", "into", "recorded_by").order_by("-recorded_at"))


def merge_in_force(pk: int) -> Merge | None:
    """The merge with the id, while it holds."""
    return Merge.objects.filter(voided_at=None, pk=pk).select_related("organisation", "into").first()
