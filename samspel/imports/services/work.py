"""Work through staged imports: short ones while the person waits, long ones as tasks in the database, which outlive a
restart. `samspel worker` takes them; where none runs, the page that waits for the work does it (`work_attend`)."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from samspel.core import clock
from samspel.core.facts import FactError
from samspel.core.tables import TableError
from samspel.imports.importer import ImportFault, Progress
from samspel.imports.models import StagedImport
from samspel.imports.states import WORKING
from samspel.web.extension import all_in

UNATTENDED_AFTER = timedelta(seconds=20)
"""How long work may wait in the queue before the page that shows it takes it up: no worker runs, or it is busy."""

STAGE_OF_STEP = {"check": "checking", "save": "saving"}
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ImportProcess:
    """How the files of one model are worked through (AppExtension.import_processes). `model` is its label.

    `check` returns the import's new values; `save` writes the rows and marks the import as saved, in one transaction.
    `is_long` says whether a file is left to the worker; `faults` are the errors whose text is for the user."""

    model: str
    check: Callable[[Any, Progress], Mapping[str, Any]]
    save: Callable[[Any, Progress], None]
    is_long: Callable[[Any], bool]
    faults: tuple[type[Exception], ...] = ()


def work_start(*, staged: StagedImport, step: str, **values: Any) -> None:
    """Begin the step ('check' or 'save') with the import's new values: at once where the file is short."""
    process = _process_of(staged)
    with transaction.atomic():
        import_move(staged=staged, stage=STAGE_OF_STEP[step], **values)
        if process.is_long(staged):
            language = translation.get_language() or settings.LANGUAGE_CODE
            import_work.enqueue(model=process.model, pk=staged.pk, step=step, language=language)
            return
    work_do(staged=staged, step=step)


@task()
def import_work(model: str, pk: int, step: str, language: str) -> None:
    """The task of the queue: the step, in the language of who asked for it. Nothing where the import has moved on."""
    staged = apps.get_model(model)._default_manager.filter(pk=pk, stage=STAGE_OF_STEP[step]).first()
    if staged is not None:
        with translation.override(language):
            work_do(staged=staged, step=step)


def work_do(*, staged: StagedImport, step: str) -> None:
    """Do the step now. What goes wrong is told in the import's report, and nothing is saved."""
    process = _process_of(staged)
    faults: tuple[type[Exception], ...] = (ImportFault, TableError, FactError, *process.faults)
    try:
        if step == "check":
            import_move(staged=staged, stage="checked", **process.check(staged, _progress(staged)))
        else:
            process.save(staged, _progress(staged))
    except faults as error:
        _fail(staged, str(getattr(error, "message", error)))
    except Exception:
        log.exception("%s %s", process.model, staged.pk)
        _fail(staged, _("Something went wrong on our side. Nothing was saved."))


def work_attend(*, staged: StagedImport) -> bool:
    """Do work that has waited so long that no worker seems to run; whether there was any. One of many does it."""
    if staged.stage not in WORKING:
        return False
    waiting = DBTaskResult.objects.ready().filter(
        task_path=import_work.module_path,
        enqueued_at__lte=timezone.now() - UNATTENDED_AFTER,
        args_kwargs__kwargs__model=staged._meta.label,
        args_kwargs__kwargs__pk=staged.pk,
    )
    found = waiting.first()
    if found is None or not waiting.filter(pk=found.pk).update(
        status=TaskResultStatus.RUNNING, started_at=timezone.now(), worker_ids=["page"]
    ):
        return False
    found.refresh_from_db()
    import_work.call(**found.args_kwargs["kwargs"])
    found.set_successful(None)
    staged.refresh_from_db()
    return True


def import_move(*, staged: StagedImport, stage: str, **values: Any) -> None:
    """Put the import at the stage, with its new values; only they are written."""
    values |= {"stage": stage, "touched_at": clock.now()}
    type(staged)._default_manager.filter(pk=staged.pk).update(**values)
    for name, value in values.items():
        setattr(staged, name, value)


def _process_of(staged: StagedImport) -> ImportProcess:
    return next(process for process in all_in("import_processes") if process.model == staged._meta.label)


def _fail(staged: StagedImport, fault: str) -> None:
    import_move(staged=staged, stage="failed", report={**staged.report, "fault": fault})


def _progress(staged: StagedImport) -> Progress:
    counts = {field.name for field in staged._meta.fields} & {"done"}

    def progress(done: int) -> None:
        values = dict.fromkeys(counts, done) | {"touched_at": clock.now()}
        type(staged)._default_manager.filter(pk=staged.pk).update(**values)

    return progress
