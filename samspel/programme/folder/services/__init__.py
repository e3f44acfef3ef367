"""Loading a programme folder into the tables: see what would change, then change exactly that.

`plan` only reads. `load` writes all of it in one transaction with one audit event, or nothing.
Facts are never touched.
"""

from samspel.programme.folder.services.diff import Change, Diff, FieldChange, describe
from samspel.programme.folder.services.load import LoadRefusedError, known_places, load, plan

__all__ = [
    "Change",
    "Diff",
    "FieldChange",
    "LoadRefusedError",
    "describe",
    "known_places",
    "load",
    "plan",
]
