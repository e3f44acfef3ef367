"""Breached passwords, checked off-line against a list on this machine.

The list is a text file of SHA-1 hashes in capital hexadecimal, sorted, one a line, perhaps with ':count': the form
in which the public lists of breached passwords are given out. It may be tens of gigabytes: it is searched by halving.
"""

import hashlib
import os
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LINE = 256  # bytes: longer than any line of the list


class BreachedPasswordValidator:
    """Refuses a password that is in the list. Without a list it checks nothing."""

    def __init__(self, path: str = "") -> None:
        self.path = Path(path) if path else None

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for a breached password."""
        if self.path and in_list(self.path, password):
            raise ValidationError(
                _("The password is known from a data breach. Choose another."), code="password_breached"
            )

    def get_help_text(self) -> str:
        """What the form says beforehand."""
        return _("The password must not be known from a data breach.")


def in_list(path: Path, password: str) -> bool:
    """Whether the password's hash is in the sorted file."""
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with path.open("rb") as file:
        low, high = 0, os.fstat(file.fileno()).st_size
        while low < high:
            middle = (low + high) // 2
            start, line = _line_at(file, middle)
            found = line[:40].upper()
            if found == wanted:
                return True
            if found < wanted:
                low = start + len(line)
            else:
                high = start if start < high else middle
    return False


def _line_at(file: Any, position: int) -> tuple[int, bytes]:
    """The line that holds the byte at the position, with where it starts."""
    start = max(position - LINE, 0)
    file.seek(start)
    before = file.read(position - start)
    start += before.rfind(b"\n") + 1
    file.seek(start)
    return start, file.readline()
