"""Staged imports as their pages show them: one's own files, and how far the work on one has come."""

from collections.abc import Sequence
from dataclasses import dataclass

from samspel.core import clock
from samspel.core.programmes.context import ReadContext
from samspel.imports.models import Import, StagedImport
from samspel.imports.states import WORKING, has_stopped, may_check, may_save

LATEST = 5


@dataclass(frozen=True)
class ImportProgress:
    """How far an import has come: `share` in percent, and what the reader may do next. `stopped`: whoever worked on it
    is gone."""

    working: bool
    stopped: bool
    share: int
    may_check: bool
    may_save: bool


def own_import(context: ReadContext, pk: int) -> Import | None:
    """The reader's own import in this programme; None where it is another's or there is none."""
    return Import.objects.filter(programme=context.programme, pk=pk, made_by=context.reader.pk).first()


def latest_imports(context: ReadContext, kind: str) -> Sequence[Import]:
    """The reader's latest files of the kind in this programme, without their content."""
    own = Import.objects.filter(programme=context.programme, kind=kind, made_by=context.reader.pk)
    return list(own.defer("content")[:LATEST])


def import_stopped(staged: StagedImport) -> bool:
    """Whether the work on it has stopped, as after a restart."""
    return has_stopped(staged.stage, clock.now() - staged.touched_at)


def import_progress(staged: Import) -> ImportProgress:
    """How far the import has come. Nothing new in the file: nothing to save."""
    stopped = import_stopped(staged)
    return ImportProgress(
        working=staged.stage in WORKING and not stopped,
        stopped=stopped,
        share=round(100 * staged.done / staged.total) if staged.total else 0,
        may_check=may_check(staged.stage, stopped),
        may_save=may_save(staged.stage, staged.report) and bool(staged.report.get("new")),
    )
