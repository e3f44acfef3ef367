"""The one writer of the index: takes what the outbox says, in order, and strikes it out when the index has it.

The database is the truth. Whoever commits a change runs this afterwards; if another process is at it, that one takes
the change along, for it looks once more after letting go of the lock. What a killed process leaves is taken by the
next change or the next search. An index that is absent, damaged or of another analyser is made anew."""

import fcntl
import logging
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import DatabaseError, connection

from samspel.actors.models import Organisation
from samspel.frontdoor.models import IndexChange, Need, Offer
from samspel.frontdoor.search.queries.matcher import index_folder, matcher
from samspel.frontdoor.search.queries.records import RECORDS_OF_KIND, every_record, record_key
from samspel.matching import IndexBusy, NeedsRebuild

AT_ONCE = 1000  # changes taken together
AT_ONCE_WHOLE = 5000  # records that are indexed while somebody waits; more are indexed in a thread of its own
log = logging.getLogger(__name__)
_in_memory, _busy = threading.Lock(), threading.Lock()


@dataclass(frozen=True)
class IndexStatus:
    """How the index is: `trouble` is 'absent', 'outdated' or 'broken', or "" when all is well; `waiting` are changes
    that it does not have yet."""

    place: str
    documents: int
    waiting: int
    trouble: str
    version: str


def index_catch_up_quietly() -> None:
    """Bring the index up to date, if nobody else is at it; very many changes in a thread of its own. Never fails: what
    cannot be done now waits."""
    try:
        if IndexChange.objects.all()[AT_ONCE : AT_ONCE + 1].exists() and index_folder() is not None:
            _apart(index_catch_up)
        else:
            index_catch_up()
    except (IndexBusy, NeedsRebuild, OSError, DatabaseError):
        log.exception("the index is behind; what it lacks is kept")


def index_catch_up() -> int:
    """Take every change in the outbox; returns how many. Does nothing where another process is at it."""
    taken = 0
    while IndexChange.objects.exists():
        with _turn() as mine:
            if not mine:
                return taken
            taken += _take_all()
    return taken


def index_rebuild() -> int:
    """Make the index anew from the database; returns how many records it holds. IndexBusy where another writes."""
    with _turn() as mine:
        if not mine:
            raise IndexBusy("another process is writing the index")
        return _rebuild()


def index_ensure() -> bool:
    """See to it that the index can be searched; False where it is being made and is not there yet."""
    if matcher().needs_rebuild is None:
        return True
    if _how_many() <= AT_ONCE_WHOLE:
        with _turn() as mine:
            if mine and matcher().needs_rebuild:
                _rebuild()
    else:
        _apart(_rebuild_in_turn)
    return matcher().needs_rebuild is None


def index_status() -> IndexStatus:
    """How the index is."""
    trouble = matcher().needs_rebuild or ""
    documents = 0 if trouble in {"absent", "broken", "outdated"} else matcher().index.count()
    place = str(index_folder() or "memory")
    return IndexStatus(place, documents, IndexChange.objects.count(), trouble, matcher().index.version)


def _take_all() -> int:
    taken = 0
    # offers before needs before companies: what people wait for most
    rows = IndexChange.objects.order_by("-kind", "pk").values_list("pk", "kind", "record")
    while changes := list(rows[:AT_ONCE]):
        try:
            _take([(kind, record) for _pk, kind, record in changes])
        except NeedsRebuild:
            _rebuild()
        else:
            IndexChange.objects.filter(pk__in=[pk for pk, _kind, _record in changes]).delete()
        taken += len(changes)
    return taken


def _take(changes: list[tuple[str, int]]) -> None:
    """What each record is now goes into the index, or the record out of it. All changes in one commit each way."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for kind, record in changes:
        wanted[kind].add(record)
    if trouble := matcher().needs_rebuild:
        raise NeedsRebuild(trouble)
    found = [record for kind, pks in wanted.items() for record in RECORDS_OF_KIND[kind](sorted(pks))]
    there = {record.key for record in found}
    gone = [
        record_key(kind, pk) for kind, pks in wanted.items() for pk in sorted(pks) if record_key(kind, pk) not in there
    ]
    if found:
        matcher().upsert(found)
    if gone:
        matcher().delete(gone)


def _rebuild() -> int:
    """Changes that are there before the database is read are in what is read."""
    before = list(IndexChange.objects.values_list("pk", flat=True))
    matcher().rebuild(every_record())
    for start in range(0, len(before), AT_ONCE):
        IndexChange.objects.filter(pk__in=before[start : start + AT_ONCE]).delete()
    return matcher().index.count()


def _rebuild_in_turn() -> None:
    with _turn() as mine:
        if mine:
            _rebuild()


def _apart(work: Callable[[], object]) -> None:
    """Do the work in a thread of its own, unless one is at it in this process."""
    if not _busy.acquire(blocking=False):
        return

    def run() -> None:
        try:
            work()
        except Exception:
            log.exception("the index is behind; what it lacks is kept")
        finally:
            _busy.release()
            connection.close()

    threading.Thread(target=run, daemon=True, name="index").start()


def index_health() -> dict[str, int | str]:
    """The status as the health page tells it, without where it is."""
    found = index_status()
    return {"state": found.trouble or "well", "records": found.documents, "waiting": found.waiting}


def _how_many() -> int:
    return Offer.objects.count() + Need.objects.count() + Organisation.objects.filter(kind="company").count()


@contextmanager
def _turn() -> Iterator[bool]:
    """The writer's turn: True where it is ours. It goes with the process, so that a killed one does not keep it."""
    place = index_folder()
    if place is None:
        mine = _in_memory.acquire(blocking=False)
        try:
            yield mine
        finally:
            if mine:
                _in_memory.release()
        return
    place.mkdir(parents=True, exist_ok=True)
    with (place / "turn").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
