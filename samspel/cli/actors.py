"""The `samspel operations` and `samspel actors` commands."""

from pathlib import Path
from typing import TextIO


def import_operations_file(path: Path, email: str, out: TextIO) -> int:
    """`samspel operations import PATH [--actor EMAIL]`: import a register's operations, and say what was done.

    Without an address the system itself is named in the log. Returns 0, or 1 where nothing was imported."""
    from django.core.exceptions import PermissionDenied

    from samspel.actors.past_operations.formats import PROJEKTBANKEN, OperationsError, read_projektbanken
    from samspel.actors.past_operations.services import operations_import
    from samspel.core.models import User

    actor = User.objects.filter(email__iexact=email, is_active=True).first() if email else None
    if email and actor is None:
        out.write(f"nobody has the address {email}\n")
        return 1
    try:
        report = operations_import(actor=actor, rows=read_projektbanken(path), register=PROJEKTBANKEN)
    except FileNotFoundError:
        out.write(f"there is no file {path}\n")
        return 1
    except OperationsError as error:
        out.write(f"nothing was brought in:\n{error}\n")
        return 1
    except PermissionDenied:
        out.write(f"{email} may not bring in operations\n")
        return 1
    out.write(
        f"{report.added} operations added, {report.changed} changed, {report.unchanged} as before; "
        f"{report.matched} beneficiaries recognised, {report.created} registered\n"
    )
    if report.unknown_places:
        out.write("no municipality is called: " + ", ".join(report.unknown_places) + "\n")
    return 0


def import_actors_file(path: Path, code: str, out: TextIO) -> int:
    """`samspel actors import PATH --programme CODE`. Returns 0, or 1 where nothing was imported."""
    from samspel.actors.organisations.formats import ActorsFileError, read_actors
    from samspel.actors.organisations.labels.actors_file import actors_file_fault
    from samspel.actors.organisations.services.actors_file import actors_import
    from samspel.core.models import Municipality
    from samspel.core.programmes.models import Programme

    programme = Programme.objects.filter(code=code).first()
    if programme is None:
        out.write(f"there is no programme {code}; load its folder first\n")
        return 1
    areas = list(programme.areas.values_list("code", flat=True))
    places = list(Municipality.objects.values_list("code", flat=True))
    try:
        rows = read_actors(path.read_text(encoding="utf-8"), areas, places)
    except (OSError, UnicodeDecodeError) as error:
        out.write(f"{path}: {error}\n")
        return 1
    except ActorsFileError as error:
        out.write("".join(f"{path.name}: {actors_file_fault(fault)}\n" for fault in error.faults))
        out.write("nothing was brought in\n")
        return 1
    report = actors_import(programme=programme, rows=rows)
    out.write(f"{report.registered} actors registered, {report.added_to} added to, {report.unchanged} as before\n")
    return 0
