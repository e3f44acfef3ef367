"""A file for a data set as a staged import: what is where and what it holds, then all of it or nothing."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from samspel.core import audit
from samspel.core.programmes.models import Programme
from samspel.core.programmes.structure import structure_of
from samspel.imports.importer import Progress
from samspel.imports.services.staged_import import file_columns, import_save
from samspel.imports.services.work import ImportProcess, import_check, import_mark_saved, is_large
from samspel.observatory.datasets.formats import Choices, DataSource, ReadingError, read_source, suggested, tidy
from samspel.observatory.datasets.formats.tidy import columns_of
from samspel.observatory.datasets.labels import ADDS_UP
from samspel.observatory.datasets.policy import DatasetAction, may_record
from samspel.observatory.datasets.queries.datasets import same_version, version_of_file
from samspel.observatory.datasets.queries.vocabularies import activities_of, regions_of
from samspel.observatory.datasets.rules.import_report import summary
from samspel.observatory.datasets.rules.observations import Checked, Checker
from samspel.observatory.datasets.services.dataset import DataSetFault, Origin, dataset_version_save
from samspel.observatory.models import DataImport, DataSet


def dataset_import_begin(
    *, user: Any, programme: Programme, dataset: DataSet, filename: str, content: bytes
) -> DataImport:
    """Keep the file and suggest what is where. DataSetFault where it cannot be read at all; PermissionDenied where the
    user may not bring in data."""
    if not may_record(user, programme, dataset):
        raise PermissionDenied(DatasetAction.RECORD)
    source = _read(content, filename, Choices())
    made = DataImport(
        programme=programme,
        dataset=dataset,
        choices=suggested(source, dataset.classification != "none").as_json(),
        **file_columns(user=user, filename=filename, content=content),
    )
    made.report = {"earlier": version_of_file(dataset, made.digest)}
    made.save()
    return made


def dataset_file_read(*, brought: DataImport, choices: Choices) -> DataSource:
    """The file, read again. DataSetFault where that cannot be done."""
    if brought.content is None:
        raise DataSetFault(_("The file is no longer there. Bring it in again."))
    return _read(bytes(brought.content), brought.filename, choices)


@transaction.atomic
def dataset_columns_find(*, user: Any, brought: DataImport, choices: Choices) -> None:
    """Find out again what is where in the file, after another layout was chosen. DataSetFault where it cannot be read
    so, PermissionDenied where the user may not bring in data."""
    if not may_record(user, brought.programme, brought.dataset):
        raise PermissionDenied(DatasetAction.RECORD)
    source = dataset_file_read(brought=brought, choices=choices)
    found = suggested(source, brought.dataset.classification != "none")
    rows = DataImport.objects.filter(pk=brought.pk, stage=brought.stage)
    if not rows.update(choices=found.as_json(), stage="read"):
        raise DataSetFault(_("Somebody works on the file already, or it is saved. Look at it again."))
    changes = {"file": brought.filename, "layout": choices.layout, "value_column": choices.value_column}
    audit.write(user, "dataset.layout_chosen", brought, changes=changes)


def dataset_import_check(*, brought: DataImport, choices: Choices, at_once: bool = False) -> None:
    """Go through the file, at once or by the worker; what was found comes in the import's report."""
    import_check(staged=brought, at_once=at_once, choices=choices.as_json())


def dataset_import_save(*, brought: DataImport, vintage: str = "", note: str = "", at_once: bool = False) -> None:
    """Write a new version. ImportFault where something is to be mended, or it is not checked."""
    report = {**brought.report, "vintage": vintage, "note": note}
    import_save(staged=brought, at_once=at_once, report=report)


def dataset_file_examine(
    *,
    dataset: DataSet,
    programme: Programme,
    source: DataSource,
    choices: Choices,
    told: Callable[[int], None] | None = None,
) -> Checked:
    """Every row of the source against the data set's vocabularies. DataSetFault where the choices do not fit it."""
    _fitting(dataset, source, choices)
    structure = structure_of(programme)
    regions, activities = regions_of(dataset, structure, choices), activities_of(dataset, choices)
    checker = Checker(regions, activities, dataset.value_kind == "balance", columns_of(source, choices))
    return checker.check(tidy(source, choices), told)


def _fitting(dataset: DataSet, source: DataSource, choices: Choices) -> None:
    for key in filter(None, (choices.region, choices.activity, choices.year)):
        if not source.has(key):
            raise DataSetFault(_("The file has no “%(axis)s”.") % {"axis": key})
    if not choices.region:
        raise DataSetFault(_("Choose what in the file is the region."))
    if not choices.year and not choices.fixed_year:
        raise DataSetFault(_("Choose what in the file is the year, or give the year of all its values."))
    if dataset.classification != "none" and not choices.activity:
        raise DataSetFault(_("Choose what in the file is the activity: the data set is by activity."))


def _examined(brought: DataImport, choices: Choices, progress: Progress) -> Checked:
    source = dataset_file_read(brought=brought, choices=choices)
    return dataset_file_examine(
        dataset=brought.dataset, programme=brought.programme, source=source, choices=choices, told=progress
    )


def _check(brought: DataImport, progress: Progress) -> Mapping[str, Any]:
    choices = Choices.from_json(brought.choices)
    checked = _examined(brought, choices, progress)
    report = summary(checked, brought.dataset.value_kind in ADDS_UP)
    same = None if checked.problem_count else same_version(brought.dataset, checked.digest())
    report |= {"earlier": brought.report.get("earlier"), "same": same.number if same else None}
    return {"report": report | {"to_save": 0 if same else report["rows"]}}


def _save(brought: DataImport, user: Any, progress: Progress) -> None:
    choices = Choices.from_json(brought.choices)
    checked = _examined(brought, choices, progress)
    report = summary(checked, brought.dataset.value_kind in ADDS_UP) | {"choices": brought.choices}
    told = brought.report
    origin = Origin(brought.filename, brought.digest, told.get("vintage", ""), told.get("note", ""))
    with transaction.atomic():
        version = dataset_version_save(
            actor=user,
            programme=brought.programme,
            dataset=brought.dataset,
            checked=checked,
            report=report,
            origin=origin,
        )
        import_mark_saved(staged=brought, version=version)


def _undo(brought: DataImport, user: Any, reason: str) -> Mapping[str, Any]:
    raise DataSetFault(_undo_note(brought))


def _undo_note(brought: DataImport) -> str:
    """Versions stay, also those brought in by mistake: what was computed and concluded stands on them."""
    return _(
        "A version is never taken back, so that what was concluded from it can be checked. Bring in the right file "
        "where it is wrong: that becomes the next version."
    )


def _read(content: bytes, filename: str, choices: Choices) -> DataSource:
    try:
        return read_source(content, filename, choices.layout, choices.value_column)
    except ReadingError as error:
        raise DataSetFault(str(error)) from error


DATA_IMPORT = ImportProcess("observatory.DataImport", _check, _save, is_large, _undo, _undo_note, (ReadingError,))
