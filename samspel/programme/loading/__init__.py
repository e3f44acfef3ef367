"""Loading a programme folder into the tables: see what would change, then change exactly that.

`plan` only reads. `load` writes all of it in one transaction with one audit event, or nothing.
Facts are never touched.
"""

from samspel.programme.loading.diff import Change, Diff, FieldChange, describe
from samspel.programme.loading.service import LoadRefusedError, known_places, load, plan
from samspel.programme.loading.terminal import command

__all__ = [
    "Change",
    "Diff",
    "FieldChange",
    "LoadRefusedError",
    "command",
    "describe",
    "known_places",
    "load",
    "plan",
]
