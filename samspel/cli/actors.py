"""What the command line does in the actors room."""

from pathlib import Path
from typing import TextIO


def import_operations_file(path: Path, email: str, out: TextIO) -> int:
    """`samspel operations import PATH [--actor EMAIL]`: bring a register's operations in, and say what was done.

    Without an address the system itself is named in the log. Returns 0, or 1 where nothing was brought in."""
    from django.core.exceptions import PermissionDenied

    from samspel.actors.past_operations.services import (
        PROJEKTBANKEN,
        OperationsError,
        import_operations,
        read_projektbanken,
    )
    from samspel.core.models import User

    actor = User.objects.filter(email__iexact=email, is_active=True).first() if email else None
    if email and actor is None:
        out.write(f"nobody has the address {email}\n")
        return 1
    try:
        report = import_operations(actor, read_projektbanken(path), PROJEKTBANKEN)
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
