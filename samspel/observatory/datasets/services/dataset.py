"""Writing data sets and their versions: access checked, in one transaction with the audit event."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from samspel.core import audit, bulk, clock
from samspel.core.programmes.models import Programme
from samspel.core.triggers import Refusal
from samspel.imports.importer import ImportFault
from samspel.observatory.datasets.policy import DatasetAction, may_record
from samspel.observatory.datasets.queries.datasets import same_version, seen_in
from samspel.observatory.datasets.rules.observations import Checked
from samspel.observatory.models import DataSet, DataSetVersion, Label, Observation

DESCRIPTION = (
    "name_sv", "name_en", "source", "publisher", "licence", "unit_sv", "unit_en", "region_level", "vocabulary",
    "classification", "value_kind",
)  # fmt: skip
FIXED = ("region_level", "vocabulary", "classification")
"""What cannot change once there is a version: its codes would mean something else."""

_VERSION = "(SELECT d.example FROM observatory_dataset d JOIN observatory_datasetversion v ON v.dataset_id = d.id"
_OF_EXAMPLE = f"COALESCE({_VERSION} WHERE v.id = OLD.version_id), TRUE)"
_IS_EXAMPLE = "COALESCE((SELECT d.example FROM observatory_dataset d WHERE d.id = OLD.dataset_id), TRUE)"
KEPT = tuple(
    Refusal(table, f"{table}_keep_{event}", event, condition, "versions of data sets are kept as they were brought in")
    for table, example in (
        ("observatory_datasetversion", _IS_EXAMPLE),
        ("observatory_observation", _OF_EXAMPLE),
        ("observatory_label", _OF_EXAMPLE),
    )
    for event, condition in (("update", "TRUE"), ("delete", f"NOT {example}"))
)
"""Versions, their observations and labels are never changed; only an example's may go."""


class DataSetFault(ImportFault):
    """It cannot be done; the message is for the user."""


@dataclass(frozen=True)
class Origin:
    """Where a version came from."""

    filename: str
    digest: str
    vintage: str = ""
    note: str = ""


@transaction.atomic
def dataset_create(*, actor: Any, programme: Programme, shared: bool, values: Mapping[str, Any]) -> DataSet:
    """A data set without versions. `values` are code and description. DataSetFault where the code is taken."""
    if not may_record(actor, programme):
        raise PermissionDenied(DatasetAction.RECORD)
    owner = None if shared else programme
    if seen_in(programme).filter(code=values["code"]).exists():
        raise DataSetFault(_("The code “%(code)s” is already used by another data set.") % {"code": values["code"]})
    made = DataSet(programme=owner, made_by=actor, made_at=clock.now(), **values)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise DataSetFault(_("Somebody else has just used the code. Choose another one.")) from error
    audit.write(actor, "dataset.created", made, changes=dict(values), programme_code=programme.code)
    return made


@transaction.atomic
def dataset_describe(*, actor: Any, programme: Programme, dataset: DataSet, values: Mapping[str, Any]) -> None:
    """Change what is said of the data set. DataSetFault where versions depend on what would change."""
    if not may_record(actor, programme, dataset):
        raise PermissionDenied(DatasetAction.RECORD)
    locked = DataSet.objects.select_for_update().get(pk=dataset.pk)
    changed = {key: [getattr(locked, key), value] for key, value in values.items() if getattr(locked, key) != value}
    if set(FIXED) & changed.keys() and locked.versions.exists():
        raise DataSetFault(
            _("Regions and activities cannot be coded anew when there are versions. Make a new data set.")
        )
    for key, (_old, new) in changed.items():
        setattr(locked, key, new)
    if changed:
        locked.save(update_fields=list(changed))
        audit.write(actor, "dataset.described", locked, changes=changed, programme_code=programme.code)


@transaction.atomic
def dataset_version_save(
    *,
    actor: Any,
    programme: Programme,
    dataset: DataSet,
    checked: Checked,
    report: dict[str, Any],
    origin: Origin,
) -> DataSetVersion:
    """The next version, with every observation. `actor` None is the system itself. DataSetFault where there is
    something to mend, nothing to save, or the same version already."""
    if actor is not None and not may_record(actor, programme, dataset):
        raise PermissionDenied(DatasetAction.RECORD)
    if checked.problem_count or not checked.rows:
        raise DataSetFault(_("Mend every row first, then bring the file in again."))
    DataSet.objects.select_for_update().get(pk=dataset.pk)
    content = checked.digest()
    if (same := same_version(dataset, content)) is not None:
        message = _("The file says exactly what version %(number)s says. Nothing was saved.")
        raise DataSetFault(message % {"number": same.number})
    years = [key[0] for key in checked.rows]
    last = dataset.versions.order_by("-number").values_list("number", flat=True).first()
    version = DataSetVersion.objects.create(
        dataset=dataset,
        number=(last or 0) + 1,
        vintage=origin.vintage[:40],
        imported_by=actor,
        imported_at=clock.now(),
        filename=origin.filename[:200],
        digest=origin.digest,
        content_digest=content,
        row_count=len(checked.rows),
        first_year=min(years),
        last_year=max(years),
        note=origin.note[:500],
        report=report,
    )
    bulk.insert(
        Observation,
        [
            {"year": year, "region": region, "activity": activity, "value": value, "flag": flag}
            for year, region, activity, value, flag in checked.sorted_rows()
        ],
        {"version_id": version.pk},
    )
    Label.objects.bulk_create(
        Label(
            version=version,
            kind=kind,
            code=code,
            name_sv=text[:160],
            name_en=checked.labels_en.get((kind, code), "")[:160],
        )
        for (kind, code), text in sorted(checked.labels.items())
    )
    changes = {"dataset": dataset.code, "number": version.number, "rows": version.row_count, "digest": origin.digest}
    audit.write(actor, "dataset.version_saved", version, changes=changes, programme_code=programme.code)
    return version
