"""Staged imports of any model: keep the file, save once, discard, take back as one, clear out. Checking and saving are
done by `work`."""

import hashlib
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from samspel.core import audit, clock
from samspel.imports.importer import ImportFault
from samspel.imports.models import StagedImport
from samspel.imports.policy import ImportAction, may_undo
from samspel.imports.queries import import_stopped
from samspel.imports.services.work import import_models, import_move, process_of, work_start
from samspel.imports.states import ENDED, may_discard, may_save
from samspel.imports.states import may_undo as stage_may_undo

KEPT = timedelta(days=30)
"""How long a file that nobody goes on with is kept."""


def file_columns(*, user: Any, filename: str, content: bytes) -> dict[str, Any]:
    """The columns of a file that has just come, the same for every kind of import."""
    now = clock.now()
    return {
        "filename": filename[:200],
        "content": content,
        "digest": hashlib.sha256(content).hexdigest(),
        "made_by": user,
        "made_at": now,
        "touched_at": now,
    }


def import_save(*, staged: StagedImport, user: Any = None, at_once: bool = False, **values: Any) -> None:
    """Write every row for the user (without one: who brought the file), at once or by the worker. ImportFault where
    some row is wrong, or it is not checked; of two who save the same file, one does."""
    if not may_save(staged.stage, staged.report):
        raise ImportFault(_("Mend every row first, then bring the file in again."))
    work_start(staged=staged, step="save", user=user, at_once=at_once, **values)


def import_discard(*, staged: StagedImport) -> None:
    """Throw the file away. ImportFault where it is saved or being saved."""
    if not may_discard(staged.stage, import_stopped(staged)):
        raise ImportFault(_("The file is saved or being saved, and is not thrown away."))
    type(staged)._default_manager.filter(pk=staged.pk, stage=staged.stage).delete()


@transaction.atomic
def import_undo(*, user: Any, staged: StagedImport, reason: str) -> None:
    """Take back everything the file brought, all or nothing, with one audit event. ImportFault or FactError where that
    cannot be done, such as when a row has since been corrected; PermissionDenied where the user may not."""
    locked: Any = type(staged)._default_manager.select_for_update().get(pk=staged.pk)
    if not may_undo(user, locked.programme):
        raise PermissionDenied(ImportAction.UNDO)
    if not stage_may_undo(locked.stage):
        raise ImportFault(_("What the file brought is taken back already, or it brought nothing yet."))
    process = process_of(locked)
    if note := process.undo_note(locked):
        raise ImportFault(note)
    if not reason.strip():
        raise ImportFault(_("Give a reason: without one nobody can follow the change later."))
    taken = dict(process.undo(locked, user, reason.strip()))
    report = {**locked.report, "undone": {"reason": reason.strip(), **taken}}
    import_move(staged=locked, stages=["saved"], stage="undone", report=report)
    changes = {"file": locked.filename, "reason": reason.strip(), **taken}
    audit.write(user, "import.undone", locked, changes=changes, programme_code=locked.programme.code)


def imports_discard_old() -> int:
    """Throw away files of every kind that nobody has gone on with for a month; returns how many."""
    before = clock.now() - KEPT
    old = [model._default_manager.filter(touched_at__lt=before) for model in import_models()]
    return sum(int(rows.exclude(stage__in=ENDED).delete()[0]) for rows in old)
