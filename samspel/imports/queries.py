"""Staged imports as their pages show them: one's own files, and how far the work on one has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from samspel.core import clock
from samspel.core.programmes.context import ReadContext
from samspel.imports.models import Import, StagedImport
from samspel.imports.states import WORKING, has_stopped, may_check, may_discard, may_save

LATEST = 5
UNATTENDED_AFTER = timedelta(seconds=20)
"""How long work may wait in the queue before its page says so: no worker runs, or it is busy."""
TASK = "samspel.imports.services.work.import_work"


@dataclass(frozen=True)
class ImportProgress:
    """How far an import has come: `share` in percent, and what the reader may do next. `stopped`: whoever worked on it
    is gone; `unattended`: nobody has begun for a while."""

    working: bool
    stopped: bool
    unattended: bool
    share: int
    may_check: bool
    may_save: bool
    may_discard: bool


def own_import(context: ReadContext, pk: int) -> Import | None:
    """The reader's own import in this programme; None where it is another's or there is none."""
    return Import.objects.filter(programme=context.programme, pk=pk, made_by=context.reader.pk).first()


def latest_imports(context: ReadContext, kind: str) -> Sequence[Import]:
    """The reader's latest files of the kind in this programme, without their content."""
    own = Import.objects.filter(programme=context.programme, kind=kind, made_by=context.reader.pk)
    return list(own.defer("content")[:LATEST])


def import_stopped(staged: StagedImport) -> bool:
    """Whether the work on it has stopped, as after a restart. What waits in the queue has not: it will be taken."""
    return has_stopped(staged.stage, clock.now() - staged.touched_at) and _queued(staged) is None


def import_progress(staged: StagedImport) -> ImportProgress:
    """How far the import has come. Nothing new in the file: nothing to save."""
    queued = _queued(staged)
    stopped = queued is None and has_stopped(staged.stage, clock.now() - staged.touched_at)
    working = staged.stage in WORKING and not stopped
    unattended = queued is not None and queued.enqueued_at <= timezone.now() - UNATTENDED_AFTER
    total, done = getattr(staged, "total", 0), getattr(staged, "done", 0)
    new = staged.report.get("to_save", staged.report.get("new"))
    return ImportProgress(
        working=working,
        stopped=stopped,
        unattended=unattended,
        share=round(100 * done / total) if total else 0,
        may_check=may_check(staged.stage, stopped),
        may_save=may_save(staged.stage, staged.report) and bool(new),
        may_discard=may_discard(staged.stage, stopped),
    )


def _queued(staged: StagedImport) -> DBTaskResult | None:
    """The task of the import that waits in the queue; None where none does."""
    if staged.stage not in WORKING:
        return None
    waiting = DBTaskResult.objects.ready().filter(
        task_path=TASK, args_kwargs__kwargs__model=staged._meta.label, args_kwargs__kwargs__pk=staged.pk
    )
    found: DBTaskResult | None = waiting.first()
    return found
