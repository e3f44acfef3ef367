"""What loading a folder would change. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass

from samspel.core.programmes.models import Programme
from samspel.programme.folder.formats import ProgrammeFolder
from samspel.programme.folder.queries.entities import ENTITIES
from samspel.programme.folder.queries.refusals import refusals
from samspel.programme.folder.queries.table_changes import TableChanges, table_changes
from samspel.programme.folder.queries.work_packages import NewWorkPackageVersion, new_versions
from samspel.programme.folder.rules.diff import Diff


@dataclass(frozen=True)
class LoadPlan:
    """What a load writes, table by table, and all of it as values for the reader."""

    tables: Sequence[TableChanges]
    versions: Sequence[NewWorkPackageVersion]
    diff: Diff


def load_diff(folder: ProgrammeFolder) -> Diff:
    """What loading the folder would change."""
    return load_plan(folder, programme_id(folder)).diff


def load_plan(folder: ProgrammeFolder, programme_pk: int | None) -> LoadPlan:
    """What the folder has that the programme has not, and the other way round; None where it is not there yet."""
    tables = [table_changes(entity, folder, programme_pk) for entity in ENTITIES]
    versions = list(new_versions(folder, programme_pk))
    changes = [change for table in tables for change in table.changes()]
    changes += [version.change() for version in versions]
    return LoadPlan(tables, versions, Diff(folder.programme.code, tuple(changes), tuple(refusals(tables))))


def programme_id(folder: ProgrammeFolder, *, lock: bool = False) -> int | None:
    """The id of the programme with the folder's code; None before its first load."""
    rows = Programme.objects.filter(code=folder.programme.code)
    return (rows.select_for_update() if lock else rows).values_list("pk", flat=True).first()
