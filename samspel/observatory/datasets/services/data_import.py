"""A file for a data set in two steps: what is where and what it holds, then all of it or nothing."""

import hashlib
import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from samspel.core import clock
from samspel.core.programmes.models import Programme
from samspel.core.programmes.structure import structure_of
from samspel.observatory.datasets.formats import Choices, ReadingError, Source, read_source, suggested, tidy
from samspel.observatory.datasets.formats.tidy import columns_of
from samspel.observatory.datasets.labels import ADDS_UP
from samspel.observatory.datasets.policy import DatasetAction, may_record
from samspel.observatory.datasets.queries.datasets import same_version, version_of_file
from samspel.observatory.datasets.queries.vocabularies import activities_of, regions_of
from samspel.observatory.datasets.rules.observations import Checked, Checker, summary
from samspel.observatory.datasets.services.dataset import DataSetFault, Origin, dataset_version_save
from samspel.observatory.models import DataImport, DataSet

STUCK = timedelta(minutes=10)
KEPT = timedelta(days=30)
AT_ONCE = 3_000_000
"""Bytes of a file that is checked while the person waits."""

log = logging.getLogger(__name__)


def begin(user: Any, programme: Programme, dataset: DataSet, filename: str, content: bytes) -> DataImport:
    """Keep the file and suggest what is where. DataSetFault where it cannot be read at all; PermissionDenied where the
    user may not bring in data."""
    if not may_record(user, programme, dataset):
        raise PermissionDenied(DatasetAction.RECORD)
    source = _read(content, filename, Choices())
    now = clock.now()
    digest = hashlib.sha256(content).hexdigest()
    return DataImport.objects.create(
        programme=programme,
        dataset=dataset,
        filename=filename[:200],
        content=content,
        digest=digest,
        choices=suggested(source, dataset.classification != "none").as_json(),
        report={"earlier": version_of_file(dataset, digest)},
        made_by=user,
        made_at=now,
        touched_at=now,
    )


def source_of(brought: DataImport, choices: Choices) -> Source:
    """The file, read again. DataSetFault where that cannot be done."""
    if brought.content is None:
        raise DataSetFault(_("The file is no longer there. Bring it in again."))
    return _read(bytes(brought.content), brought.filename, choices)


def import_columns_find(*, brought: DataImport, choices: Choices) -> None:
    """Find out again what is where in the file, after another layout was chosen. DataSetFault where it cannot be read
    so."""
    source = source_of(brought, choices)
    found = suggested(source, brought.dataset.classification != "none")
    DataImport.objects.filter(pk=brought.pk).update(choices=found.as_json(), stage="read")


def check(brought: DataImport, choices: Choices) -> None:
    """Go through the file, at once or in the background; what was found comes in the import's report."""
    _stage(brought, "checking", choices=choices.as_json())
    _run(brought, _check)


def examine_now(brought: DataImport, choices: Choices) -> None:
    """As `check`, before going on: for the command line, where large files may take their time."""
    _stage(brought, "checking", choices=choices.as_json())
    _guarded(brought, _check)


def save_now(brought: DataImport, vintage: str = "", note: str = "") -> None:
    """As `save`, before going on."""
    _take(brought, vintage, note)
    _guarded(brought, _save)


def save(brought: DataImport, vintage: str = "", note: str = "") -> None:
    """Write a new version. DataSetFault where something is to be mended, or it is not checked."""
    _take(brought, vintage, note)
    _run(brought, _save)


def _take(brought: DataImport, vintage: str, note: str) -> None:
    """Mark that it is being saved, by one only."""
    if brought.stage != "checked" or brought.report.get("problem_count"):
        raise DataSetFault(_("Mend every row first, then bring the file in again."))
    report = {**brought.report, "vintage": vintage, "note": note}
    changed = DataImport.objects.filter(pk=brought.pk, stage="checked").update(
        stage="saving", report=report, touched_at=clock.now()
    )
    if not changed:
        raise DataSetFault(_("The file is already being saved."))
    brought.refresh_from_db()


def drop(brought: DataImport) -> None:
    """Throw the file away unless it is saved."""
    DataImport.objects.filter(pk=brought.pk).exclude(stage__in=["saving", "saved"]).delete()


def drop_old() -> int:
    """Throw away files that nobody has gone on with for a month; returns how many."""
    old = DataImport.objects.filter(touched_at__lt=clock.now() - KEPT).exclude(stage="saved")
    return int(old.delete()[0])


def stuck(brought: DataImport) -> bool:
    """Whether the work on it has stopped, as after a restart."""
    return brought.stage in {"checking", "saving"} and clock.now() - brought.touched_at > STUCK


def examine(
    dataset: DataSet, programme: Programme, source: Source, choices: Choices, told: Callable[[int], None] | None = None
) -> Checked:
    """Every row of the source against the data set's vocabularies. DataSetFault where the choices do not fit it."""
    _fitting(dataset, source, choices)
    structure = structure_of(programme)
    regions, activities = regions_of(dataset, structure, choices), activities_of(dataset, choices)
    checker = Checker(regions, activities, dataset.value_kind == "balance", columns_of(source, choices))
    return checker.check(tidy(source, choices), told)


def _fitting(dataset: DataSet, source: Source, choices: Choices) -> None:
    for key in filter(None, (choices.region, choices.activity, choices.year)):
        if not source.has(key):
            raise DataSetFault(_("The file has no “%(axis)s”.") % {"axis": key})
    if not choices.region:
        raise DataSetFault(_("Choose what in the file is the region."))
    if not choices.year and not choices.fixed_year:
        raise DataSetFault(_("Choose what in the file is the year, or give the year of all its values."))
    if dataset.classification != "none" and not choices.activity:
        raise DataSetFault(_("Choose what in the file is the activity: the data set is by activity."))


def _check(brought: DataImport) -> None:
    choices = Choices.from_json(brought.choices)
    source = source_of(brought, choices)
    checked = examine(brought.dataset, brought.programme, source, choices, _progress(brought))
    report = summary(checked, brought.dataset.value_kind in ADDS_UP)
    same = None if checked.problem_count else same_version(brought.dataset, checked.digest())
    report |= {"earlier": brought.report.get("earlier"), "same": same.number if same else None}
    _stage(brought, "checked", report=report)


def _save(brought: DataImport) -> None:
    choices = Choices.from_json(brought.choices)
    checked = examine(brought.dataset, brought.programme, source_of(brought, choices), choices, _progress(brought))
    report = summary(checked, brought.dataset.value_kind in ADDS_UP) | {"choices": brought.choices}
    told = brought.report
    origin = Origin(brought.filename, brought.digest, told.get("vintage", ""), told.get("note", ""))
    with transaction.atomic():
        version = dataset_version_save(
            actor=brought.made_by,
            programme=brought.programme,
            dataset=brought.dataset,
            checked=checked,
            report=report,
            origin=origin,
        )
        _stage(brought, "saved", version=version, content=None)


def _read(content: bytes, filename: str, choices: Choices) -> Source:
    try:
        return read_source(content, filename, choices.layout, choices.value_column)
    except ReadingError as error:
        raise DataSetFault(str(error)) from error


def _run(brought: DataImport, work: Callable[[DataImport], None]) -> None:
    if len(brought.content or b"") <= AT_ONCE:
        _guarded(brought, work)
        return
    language = translation.get_language() or settings.LANGUAGE_CODE

    def apart() -> None:
        with translation.override(language):
            try:
                _guarded(brought, work)
            finally:
                connection.close()

    transaction.on_commit(lambda: threading.Thread(target=apart, daemon=True, name=f"data {brought.pk}").start())


def _guarded(brought: DataImport, work: Callable[[DataImport], None]) -> None:
    try:
        work(brought)
    except (DataSetFault, ReadingError) as error:
        _stage(brought, "failed", report={**brought.report, "fault": str(error)})
    except Exception:
        log.exception("data import %s", brought.pk)
        words = _("Something went wrong on our side. Nothing was saved.")
        _stage(brought, "failed", report={**brought.report, "fault": words})


def _progress(brought: DataImport) -> Callable[[int], None]:
    def told(_done: int) -> None:
        DataImport.objects.filter(pk=brought.pk).update(touched_at=clock.now())

    return told


def _stage(brought: DataImport, stage: str, **values: Any) -> None:
    values |= {"stage": stage, "touched_at": clock.now()}
    DataImport.objects.filter(pk=brought.pk).update(**values)
    for name, value in values.items():
        setattr(brought, name, value)
