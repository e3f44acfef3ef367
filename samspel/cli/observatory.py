"""`samspel datasets import` and `samspel worker`."""

import os
import signal
import threading
import time
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection

from samspel.core.models import User
from samspel.core.programmes.models import Programme
from samspel.imports.services.staged_import import import_discard
from samspel.observatory.datasets.formats import Choices
from samspel.observatory.datasets.forms import DataSetForm
from samspel.observatory.datasets.queries.datasets import data_set
from samspel.observatory.datasets.services import data_import
from samspel.observatory.datasets.services.dataset import DataSetFault, dataset_create
from samspel.observatory.models import DataImport, DataSet

SHOWN = 20
LOOKS = 2.0  # seconds between two looks at whether the server is still there


@dataclass(frozen=True)
class DataFile:
    """What to bring in. `description` is a TOML file that describes a data set that is not there yet. `only` holds
    axes at a member ("unit=MIO_EUR"); `where` says which axis or column is what ("region=geo")."""

    path: Path
    programme: str
    dataset: str
    description: Path | None = None
    only: Sequence[str] = ()
    where: Sequence[str] = ()
    recode: bool = False
    leave_out: bool | None = None
    vintage: str = ""
    note: str = ""


def import_data_file(file: DataFile, email: str, out: Callable[[str], None]) -> int:
    """Save the file as a new version, as the person; all of it or nothing. Returns the exit status."""
    programme = Programme.objects.filter(code=file.programme).first()
    user = User.objects.filter(email=email.lower(), is_active=True).first()
    if programme is None or user is None:
        out(f"expected a programme's code and somebody's e-mail address; found {file.programme}, {email}")
        return 2
    try:
        dataset = data_set(programme, file.dataset) or _described(user, programme, file)
        brought = data_import.dataset_import_begin(
            user=user, programme=programme, dataset=dataset, filename=file.path.name, content=file.path.read_bytes()
        )
        data_import.dataset_import_check(
            brought=brought, choices=_choices(file, Choices.from_json(brought.choices)), at_once=True
        )
        return _end(brought, file, out)
    except (OSError, DataSetFault, PermissionDenied, tomllib.TOMLDecodeError, ValueError) as error:
        out(str(error))
        return 1


def _end(brought: DataImport, file: DataFile, out: Callable[[str], None]) -> int:
    report = brought.report
    for problem in report.get("problems", [])[:SHOWN]:
        out(f"{brought.filename}:{problem['line']}: {problem['message']}")
    for remark in report.get("remarks", []):
        out(remark)
    for why, number in report.get("left_out", []):
        out(f"left out: {why} ({number})")
    if brought.stage == "failed" or report.get("problem_count") or report.get("same"):
        told = f"it is the same as version {report['same']}" if report.get("same") else ""
        told = told or f"{report['problem_count']} things to mend" if report.get("problem_count") else told
        out(f"{report.get('fault') or told}; nothing is saved")
        import_discard(staged=brought)
        return 0 if report.get("same") else 1
    data_import.dataset_import_save(brought=brought, vintage=file.vintage, note=file.note, at_once=True)
    if brought.stage != "saved" or brought.version is None:
        out(brought.report.get("fault", ""))
        return 1
    out(f"{brought.dataset.code}: version {brought.version.number}, {brought.version.row_count} values saved")
    return 0


def _described(user: User, programme: Programme, file: DataFile) -> DataSet:
    """A new data set as the TOML file describes it. DataSetFault where there is none, or it does not."""
    if file.description is None:
        raise DataSetFault(f"there is no data set {file.dataset}; describe it with --description FILE")
    given: Mapping[str, Any] = tomllib.loads(file.description.read_text(encoding="utf-8"))
    form = DataSetForm({**given, "code": file.dataset})
    if unknown := set(given) - set(form.fields):
        raise DataSetFault(
            f"{file.description.name}: found {', '.join(sorted(unknown))}, expected {', '.join(form.fields)}"
        )
    if not form.is_valid():
        told = "; ".join(f"{name}: {' '.join(map(str, errors))}" for name, errors in form.errors.items())
        raise DataSetFault(f"{file.description.name}: {told}")
    return dataset_create(actor=user, programme=programme, shared=form.cleaned_data["shared"], values=form.values)


def _choices(file: DataFile, suggested: Choices) -> Choices:
    kept = suggested.as_json()
    fixed = dict(suggested.fixed)
    for given in file.only:
        axis, sign, member = given.partition("=")
        if not sign or axis not in fixed:
            raise DataSetFault(f"found --only {given}, expected AXIS=MEMBER with AXIS one of {', '.join(fixed)}")
        fixed[axis] = member
    for given in file.where:
        role, sign, axis = given.partition("=")
        if not sign or role not in {"region", "activity", "year", "fixed_year"}:
            raise DataSetFault(f"found --where {given}, expected region=, activity=, year= or fixed_year=")
        kept[role] = int(axis) if role == "fixed_year" else axis
        fixed.pop(axis, None)
    if file.leave_out is not None:
        kept["leave_out"] = file.leave_out
    return Choices.from_json(kept | {"fixed": fixed, "recode": file.recode})


def work(until_empty: bool, interval: float, beside: int | None) -> int:
    """Work through computations as they are asked for; with `until_empty`, until none waits. `beside` is the process
    of the server that it ends with."""
    if beside is not None:
        threading.Thread(target=_end_with, args=(beside,), daemon=True, name="beside").start()
    try:
        call_command("db_worker", batch=until_empty, interval=interval, verbosity=int(beside is None), reload=False)
    except KeyboardInterrupt:
        return 0
    finally:
        connection.close()
    return 0


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOKS)
    os.kill(os.getpid(), signal.SIGTERM)
