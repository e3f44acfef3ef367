"""Joins from rows to the organisations they are about, merged ones counted as one: as known at the slice's moment."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Case, F, FilteredRelation, When

from samspel.actors.duplicates.queries.identities import identity_known_at

Relations = Callable[[datetime | None], dict[str, Any]]


def two(first: str, second: str) -> Relations:
    """Of a pair: `who` and `other`, the identities of the organisations at the two paths; `actor_id` and `other_id`.

    The ids are annotations, so that every filter on them means the same joined row."""

    def relations(moment: datetime | None) -> dict[str, Any]:
        paths = {"who": f"{first}__identities", "other": f"{second}__identities"}
        joined = {
            name: FilteredRelation(path, condition=identity_known_at(moment, path)) for name, path in paths.items()
        }
        return {**joined, "actor_id": F("who__counts_as_id"), "other_id": F("other__counts_as_id")}

    return relations


def owner(moment: datetime | None) -> dict[str, Any]:
    """Of an offer: `who`, its owner; `actor_id`, empty for companies, which are no actors of the system."""
    path = "organisation__identities"
    actor = Case(When(who__counts_as__kind="company", then=None), default=F("who__counts_as_id"))
    return {"who": FilteredRelation(path, condition=identity_known_at(moment, path)), "actor_id": actor}
