"""Loading a programme folder into the tables: exactly what its plan says, in one transaction with one audit event, or
nothing. Facts are never touched."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from samspel.core import access, audit, clock
from samspel.core.programmes.models import Programme, Track
from samspel.core.programmes.policy import ProgrammeAction
from samspel.programme.folder.formats import ProgrammeFolder
from samspel.programme.folder.queries.load_plan import load_plan, programme_id
from samspel.programme.folder.rules.diff import Diff
from samspel.programme.folder.services.table_writer import TableWriter
from samspel.programme.folder.services.work_packages import versions_append, versions_remove


class LoadRefusedError(Exception):
    """The folder cannot be loaded as it stands; `reasons` are sentences for the user. Nothing was written."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        self.reasons = reasons
        super().__init__("\n".join(reasons))


@transaction.atomic
def folder_load(*, folder: ProgrammeFolder, actor: Any = None, today: date | None = None) -> Diff:
    """Bring the programme to what the folder says; all of it, or nothing. Repeated, it writes nothing.

    `actor` None is the installation itself (the command line). Raises LoadRefusedError where the plan is
    refused and PermissionDenied where the actor may not load this programme."""
    _require(folder, actor)
    programme_pk = programme_id(folder, lock=True)
    plan = load_plan(folder, programme_pk)
    if plan.diff.refused:
        raise LoadRefusedError(plan.diff.refused)
    if not plan.diff:
        return plan.diff
    gone = [table.present[key].pk for table in plan.tables if table.entity.model is Track for key in table.removed]
    versions_remove(track_pks=gone)
    writer = TableWriter(plan.tables, programme_pk)
    writer.write()
    programme = Programme.objects.get(code=folder.programme.code)
    programme.plan_versions.filter(sealed=False).update(sealed=True)
    day = today or clock.today()
    versions_append(versions=plan.versions, programme_pk=programme.pk, starts_on=programme.starts_on, today=day)
    programme.folder_digest = folder.digest
    programme.save(update_fields=["folder_digest"])
    audit.write(actor, "programme.loaded", programme, changes=plan.diff.compact())
    return plan.diff


def _require(folder: ProgrammeFolder, actor: Any) -> None:
    """A programme that exists is loaded by those who may; a new one by the installation's administrator."""
    if actor is None:
        return
    programme = Programme.objects.filter(code=folder.programme.code).first()
    if programme is not None:
        access.require(actor, ProgrammeAction.LOAD, programme)
    elif not getattr(actor, "is_administrator", False):
        raise PermissionDenied(f"programme.load {folder.programme.code}")
