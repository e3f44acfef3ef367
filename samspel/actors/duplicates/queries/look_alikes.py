"""Registered organisations that a name may mean, before it is registered once more."""

from collections.abc import Sequence

from samspel.actors.duplicates.rules import IndexEntry, NameIndex
from samspel.actors.models import Alias, KeptApart, Organisation
from samspel.actors.organisations.queries.visibility import unmerged
from samspel.core.models import Municipality

SHOWN = 3
ALIKE = 0.9  # anywhere
ALIKE_HERE = 0.75  # in the same municipality, or where either's is not known


def look_alikes(
    name: str, aliases: Sequence[str], municipality: Municipality | None, own: int | None = None
) -> list[Organisation]:
    """The organisations most like the name or one of the aliases, best first; not itself, nor what has been kept
    apart from it."""
    place = municipality.pk if municipality else None
    rows = list(unmerged().exclude(pk__in=_apart(own)).values_list("pk", "name", "municipality"))
    others: dict[int, list[str]] = {}
    for pk, alias in Alias.objects.values_list("organisation_id", "name"):
        others.setdefault(pk, []).append(alias)
    index = NameIndex(IndexEntry(pk, written, tuple(others.get(pk, ()))) for pk, written, _place in rows)
    near = {pk for pk, _name, there in rows if there == place or not there or not place}
    found: dict[int, float] = {}
    for asked in (name, *aliases):
        for match in index.candidates(asked):
            if isinstance(match.id, int) and match.score >= (ALIKE_HERE if match.id in near else ALIKE):
                found[match.id] = max(match.score, found.get(match.id, 0))
    best = sorted(found, key=lambda pk: (-found[pk], pk))[:SHOWN]
    named = Organisation.objects.select_related("municipality").in_bulk(best)
    return [named[pk] for pk in best]


def _apart(own: int | None) -> set[int]:
    if own is None:
        return set()
    pairs = KeptApart.objects.filter(first=own).union(KeptApart.objects.filter(second=own), all=True)
    return {own} | {pk for pair in pairs.values_list("first_id", "second_id") for pk in pair}
