"""Telling the search index what has changed, in the transaction of the change."""

from django.db import connection, transaction

from samspel.frontdoor.models import IndexChange
from samspel.frontdoor.searching.indexer import catch_up_quietly
from samspel.kernel import clock

Kind = str  # offer, need, company


def changed(kind: Kind, *records: int) -> None:
    """Say that the records are to be indexed anew, or taken out. RuntimeError outside a transaction."""
    if not connection.in_atomic_block:
        raise RuntimeError("the index is told in the transaction of the change")
    now = clock.now()
    IndexChange.objects.bulk_create([IndexChange(kind=kind, record=pk, made_at=now) for pk in records])
    transaction.on_commit(catch_up_quietly, robust=True)
