"""Who makes a single undertaking with whom."""

from collections.abc import Iterable, Set
from dataclasses import replace
from datetime import date
from typing import Any

from samspel.actors.models import Identity, Organisation
from samspel.actors.ownership.queries import links_of
from samspel.actors.ownership.rules import Holding, linked_groups, undertaking
from samspel.core.bulk import in_parts


class Undertakings:
    """The single undertakings that some organisations belong to on any day, read in a few statements. Merged
    organisations count as the same."""

    def __init__(self, organisations: Iterable[int]) -> None:
        self._counts_as: dict[int, int] = {}
        links: dict[int, Holding] = {}
        new = set(organisations)
        while new:
            same = _identities(new)
            self._counts_as |= same
            found: dict[int, Holding] = {}
            for part in in_parts(sorted(same)):
                found |= links_of(part)
            links |= found
            sides: set[Any] = {side for link in found.values() for side in (link.owner, link.owned)}
            new = sides - self._counts_as.keys()
        self._same: dict[int, set[int]] = {}
        for organisation, end in self._counts_as.items():
            self._same.setdefault(end, set()).add(organisation)
        self._links = linked_groups(map(self._between_identities, links.values()))

    @property
    def organisations(self) -> set[int]:
        """Everyone that belongs to one of the undertakings on some day."""
        return set(self._counts_as)

    def on(self, organisation: int, day: date) -> set[int]:
        """Ids of everyone that is one undertaking with the organisation on the day, merged ones included."""
        end = self._counts_as[organisation]
        ends: Set[Any] = undertaking(end, self._links.get(end, ()), day)
        return {pk for one in ends for pk in self._same[one]}

    def _between_identities(self, link: Holding) -> Holding:
        sides: tuple[Any, Any] = (link.owner, link.owned)
        owner, owned = (self._counts_as[side] for side in sides)
        return replace(link, owner=owner, owned=owned)


def members_of(organisation: Organisation, day: date) -> set[int]:
    """Ids of everyone that is one undertaking with the organisation on the day, merged ones included."""
    return Undertakings([organisation.pk]).on(organisation.pk, day)


def _identities(organisations: set[int]) -> dict[int, int]:
    """What these and all that count as the same as one of them count as."""
    found: dict[int, int] = {}
    for part in in_parts(sorted(organisations)):
        ends = Identity.objects.filter(organisation__in=part, known_until=None).values("counts_as")
        rows = Identity.objects.filter(counts_as__in=ends, known_until=None)
        found.update(rows.values_list("organisation_id", "counts_as_id"))
    return found
