"""Planning and carrying out a load."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from samspel.core import access, audit, clock, territory
from samspel.core.models import County, Municipality
from samspel.core.programmes.models import Programme, Track
from samspel.core.programmes.policy import ProgrammeAction
from samspel.programme.folder.formats import CountySpec, KnownPlaces, MunicipalitySpec, ProgrammeFolder
from samspel.programme.folder.services import work_packages
from samspel.programme.folder.services.diff import Diff
from samspel.programme.folder.services.entities import ENTITIES
from samspel.programme.folder.services.refusals import refusals
from samspel.programme.folder.services.table_sync import Work, Writer, compare


class LoadRefusedError(Exception):
    """The folder cannot be loaded as it stands; `reasons` are sentences for the user. Nothing was written."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        self.reasons = reasons
        super().__init__("\n".join(reasons))


@dataclass(frozen=True)
class _Comparison:
    works: list[Work]
    versions: list[work_packages.NewVersion]
    diff: Diff


def known_places() -> KnownPlaces:
    """The counties and municipalities in the tables, and the countries whose places Samspel ships."""
    counties = County.objects.values_list(*(column.name for column in fields(CountySpec)))
    columns = ("code", "country", "lau_code", "name", "county_id")
    return KnownPlaces(
        {row[0]: CountySpec(*row) for row in counties},
        {row[0]: MunicipalitySpec(*row) for row in Municipality.objects.values_list(*columns)},
        frozenset(county.country for county in territory.counties()),
    )


def plan(folder: ProgrammeFolder) -> Diff:
    """What loading the folder would change. Reads only."""
    return _compare(folder, _programme_pk(folder)).diff


@transaction.atomic
def load(folder: ProgrammeFolder, actor: Any = None, today: date | None = None) -> Diff:
    """Bring the programme to what the folder says; all of it, or nothing. Repeated, it writes nothing.

    `actor` None is the installation itself (the command line). Raises LoadRefusedError where the plan is
    refused and PermissionDenied where the actor may not load this programme."""
    _require(folder, actor)
    programme_pk = _programme_pk(folder, lock=True)
    comparison = _compare(folder, programme_pk)
    if comparison.diff.refused:
        raise LoadRefusedError(comparison.diff.refused)
    if not comparison.diff:
        return comparison.diff
    gone = [work.present[key].pk for work in comparison.works if work.entity.model is Track for key in work.removed]
    work_packages.remove_with(gone)
    writer = Writer(comparison.works, programme_pk)
    writer.write()
    programme = Programme.objects.get(code=folder.programme.code)
    programme.plan_versions.filter(sealed=False).update(sealed=True)
    day = today or clock.today()
    work_packages.append(comparison.versions, programme.pk, programme.starts_on, day)
    programme.folder_digest = folder.digest
    programme.save(update_fields=["folder_digest"])
    audit.write(actor, "programme.loaded", programme, changes=comparison.diff.compact())
    return comparison.diff


def _compare(folder: ProgrammeFolder, programme_pk: int | None) -> _Comparison:
    works = [compare(entity, folder, programme_pk) for entity in ENTITIES]
    versions = list(work_packages.new_versions(folder, programme_pk))
    changes = [change for work in works for change in work.changes()]
    changes += [version.change() for version in versions]
    return _Comparison(works, versions, Diff(folder.programme.code, tuple(changes), tuple(refusals(works))))


def _programme_pk(folder: ProgrammeFolder, *, lock: bool = False) -> int | None:
    """The id of the programme with the folder's code; None before its first load."""
    rows = Programme.objects.filter(code=folder.programme.code)
    return (rows.select_for_update() if lock else rows).values_list("pk", flat=True).first()


def _require(folder: ProgrammeFolder, actor: Any) -> None:
    """A programme that exists is loaded by those who may; a new one by the installation's administrator."""
    if actor is None:
        return
    programme = Programme.objects.filter(code=folder.programme.code).first()
    if programme is not None:
        access.require(actor, ProgrammeAction.LOAD, programme)
    elif not getattr(actor, "is_administrator", False):
        raise PermissionDenied(f"programme.load {folder.programme.code}")
