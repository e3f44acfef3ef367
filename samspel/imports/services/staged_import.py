"""Staged imports of any model: save once, discard, clear out. Checking and saving are done by `work`."""

from datetime import timedelta

from django.utils.translation import gettext as _

from samspel.core import clock
from samspel.imports.importer import ImportFault
from samspel.imports.models import StagedImport
from samspel.imports.services.work import work_start
from samspel.imports.states import may_save

KEPT = timedelta(days=30)
"""How long a file that nobody goes on with is kept."""


def import_save(*, staged: StagedImport, **values: object) -> None:
    """Write every row, at once or by the worker. ImportFault where some row is wrong, or it is not checked; of two who
    save the same file, one does."""
    if not may_save(staged.stage, staged.report):
        raise ImportFault(_("Mend every row first, then bring the file in again."))
    checked = type(staged)._default_manager.filter(pk=staged.pk, stage="checked")
    if not checked.update(stage="saving", touched_at=clock.now()):
        raise ImportFault(_("The file is already being saved."))
    staged.refresh_from_db()
    work_start(staged=staged, step="save", **values)


def import_discard(*, staged: StagedImport) -> None:
    """Throw the file away unless it is saved."""
    type(staged)._default_manager.filter(pk=staged.pk).exclude(stage__in=["saving", "saved"]).delete()


def imports_discard_old(*, model: type[StagedImport]) -> int:
    """Throw away the model's files that nobody has gone on with for a month; returns how many."""
    old = model._default_manager.filter(touched_at__lt=clock.now() - KEPT).exclude(stage="saved")
    return int(old.delete()[0])
