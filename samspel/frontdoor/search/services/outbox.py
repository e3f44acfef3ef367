"""Telling the search index what has changed, in the transaction of the change."""

from collections.abc import Sequence

from django.db import connection, transaction

from samspel.core import clock
from samspel.core.triggers import Follower
from samspel.frontdoor.models import IndexChange
from samspel.frontdoor.search.services.index import index_catch_up_quietly

Kind = str  # offer, need, company

# Companies change in many places, below this room and in bulk: the database itself tells the index of them.
COMPANIES = tuple(
    Follower(
        table="actors_organisation",
        name=f"actors_organisation_{event}_told",
        statement=(
            "INSERT INTO frontdoor_indexchange (kind, record, made_at) "
            "SELECT 'company', NEW.id, CURRENT_TIMESTAMP WHERE NEW.kind = 'company'"
        ),
        event=event,
    )
    for event in ("insert", "update")
)


def index_change_note(*, kind: Kind, records: Sequence[int]) -> None:
    """Say that the records are to be indexed anew, or taken out. RuntimeError outside a transaction."""
    if not connection.in_atomic_block:
        raise RuntimeError("the index is told in the transaction of the change")
    now = clock.now()
    IndexChange.objects.bulk_create([IndexChange(kind=kind, record=pk, made_at=now) for pk in records])
    transaction.on_commit(index_catch_up_quietly, robust=True)
