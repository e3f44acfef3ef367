"""Work through staged imports: short ones while the person waits, long ones as tasks in the database, which outlive a
restart. `samspel worker` takes them.

Each step is a task that may be done again: what it writes comes in one transaction with the import's new stage, and
only where the import still stands where the step began. Work that lost its worker is shown as stopped, and is asked for
again."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from samspel.core import clock
from samspel.core.facts import FactError
from samspel.core.models import User
from samspel.core.tables import TableError
from samspel.imports.importer import ImportFault, Progress
from samspel.imports.models import StagedImport
from samspel.imports.queries import import_stopped
from samspel.imports.states import ENDED, may_check
from samspel.web.extension import all_in

BYTES_AT_ONCE = 3_000_000
"""The largest file that is worked through while the person waits, where its rows are not counted beforehand."""

STAGE_OF_STEP = {"check": "checking", "save": "saving"}
log = logging.getLogger(__name__)


class ImportMoved(Exception):  # noqa: N818  named after what is the case
    """Somebody else has gone on with the import meanwhile; what was done to it here counts for nothing."""


@dataclass(frozen=True)
class ImportProcess:
    """How the files of one model are worked through (AppExtension.import_processes). `model` is its label.

    `check` returns the import's new values, and its report says how many rows there are to save (`to_save`, or `new`).
    `save` writes the rows for a user and marks the import as saved (`import_mark_saved`), in one transaction. `undo`
    takes back, for a user and with a reason, everything the file brought, within a transaction, and returns what was
    taken back by name; `undo_note` says why an import cannot be undone as one ('' where it can). `is_long` says whether
    a file is left to the worker; `faults` are the errors whose text is for the user."""

    model: str
    check: Callable[[Any, Progress], Mapping[str, Any]]
    save: Callable[[Any, Any, Progress], None]
    is_long: Callable[[Any], bool]
    undo: Callable[[Any, Any, str], Mapping[str, Any]]
    undo_note: Callable[[Any], str]
    faults: tuple[type[Exception], ...] = ()


def process_of(staged: StagedImport) -> ImportProcess:
    """How the import's model is worked through."""
    return next(process for process in all_in("import_processes") if process.model == staged._meta.label)


def import_models() -> list[type[StagedImport]]:
    """The model of every kind of import."""
    return [apps.get_model(process.model) for process in all_in("import_processes")]


def is_large(staged: StagedImport) -> bool:
    """Whether the file is too large to be worked through while the person waits."""
    return len(staged.content or b"") > BYTES_AT_ONCE


def import_check(*, staged: StagedImport, at_once: bool = False, **values: Any) -> None:
    """Check every row with the import's new values: at once where the file is short or `at_once` says so, else by the
    worker. What is found comes in the report. ImportFault where somebody else has gone on with the file."""
    if not may_check(staged.stage, import_stopped(staged)):
        raise ImportFault(_busy())
    work_start(staged=staged, step="check", at_once=at_once, **values)


def work_start(*, staged: StagedImport, step: str, user: Any = None, at_once: bool = False, **values: Any) -> None:
    """Begin the step ('check' or 'save') with the import's new values, for the user (without one: who brought it). The
    step begins where the import still stands where it was read; of two who begin, one does."""
    process = process_of(staged)
    with transaction.atomic():
        try:
            import_move(staged=staged, stages=[staged.stage], stage=STAGE_OF_STEP[step], **values)
        except ImportMoved as moved:
            raise ImportFault(_busy() if step == "check" else _("The file is already being saved.")) from moved
        if process.is_long(staged) and not at_once:
            language = translation.get_language() or settings.LANGUAGE_CODE
            by = user.pk if user is not None else None
            import_work.enqueue(model=process.model, pk=staged.pk, step=step, language=language, by=by)
            return
    work_do(staged=staged, step=step, user=user)


@task()
def import_work(model: str, pk: int, step: str, language: str, by: int | None = None) -> None:
    """The task of the queue: the step, in the language of who asked for it. Nothing where the import has moved on."""
    staged = apps.get_model(model)._default_manager.filter(pk=pk, stage=STAGE_OF_STEP[step]).first()
    if staged is not None:
        with translation.override(language):
            work_do(staged=staged, step=step, user=User.objects.get(pk=by) if by is not None else None)


def work_do(*, staged: StagedImport, step: str, user: Any = None) -> None:
    """Do the step now. What goes wrong is told in the import's report, and nothing is saved."""
    process, stages = process_of(staged), [STAGE_OF_STEP[step]]
    faults: tuple[type[Exception], ...] = (ImportFault, TableError, FactError, *process.faults)
    try:
        if step == "check":
            values = process.check(staged, _progress(staged))
            import_move(staged=staged, stages=stages, stage="checked", **values)
        else:
            process.save(staged, user or staged.made_by, _progress(staged))
    except ImportMoved:
        log.info("%s %s has moved on", process.model, staged.pk)
        staged.refresh_from_db()
    except faults as error:
        _fail(staged, stages, str(getattr(error, "message", error)))
    except Exception:
        log.exception("%s %s", process.model, staged.pk)
        _fail(staged, stages, _("Something went wrong on our side. Nothing was saved."))


def import_move(*, staged: StagedImport, stages: list[str], stage: str, **values: Any) -> None:
    """Put the import at the stage, with its new values; only they are written. ImportMoved where it stands at none of
    `stages` any more."""
    values |= {"stage": stage, "touched_at": clock.now()}
    if not type(staged)._default_manager.filter(pk=staged.pk, stage__in=stages).update(**values):
        raise ImportMoved
    for name, value in values.items():
        setattr(staged, name, value)


def import_mark_saved(*, staged: StagedImport, told: Mapping[str, Any] | None = None, **values: Any) -> None:
    """Mark the import as saved, with its new values, in the transaction that writes its rows; what is `told` is added
    to its report. The content goes; the digest stays. ImportMoved where it is saved already."""
    values |= {"content": None, "report": {**staged.report, **(told or {})}}
    open_stages = [stage for stage, _name in StagedImport.STAGES if stage not in ENDED]
    import_move(staged=staged, stages=open_stages, stage="saved", **values)


def _busy() -> str:
    return _("Somebody works on the file already, or it is saved. Look at it again.")


def _fail(staged: StagedImport, stages: list[str], fault: str) -> None:
    try:
        import_move(staged=staged, stages=stages, stage="failed", report={**staged.report, "fault": fault})
    except ImportMoved:
        staged.refresh_from_db()


def _counts(staged: StagedImport) -> set[str]:
    return {field.name for field in staged._meta.fields} & {"done"}


def _progress(staged: StagedImport) -> Progress:
    counts = _counts(staged)

    def progress(done: int) -> None:
        values = dict.fromkeys(counts, done) | {"touched_at": clock.now()}
        type(staged)._default_manager.filter(pk=staged.pk).update(**values)

    return progress
