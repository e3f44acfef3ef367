"""What a file of statistics holds, whatever its format."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

LISTED = 400
"""Members of an axis that are listed for people to choose from."""


class ReadingError(Exception):
    """The file cannot be read; the message is for the person who brought it."""


@dataclass(frozen=True)
class Axis:
    """Something the values are broken down by. `members` maps code → label, and is empty where there are too many to
    list. `role` is what the file itself says it is: region, activity, year or nothing."""

    key: str
    name: str
    members: Mapping[str, str] = field(default_factory=dict)
    role: str = ""


@dataclass(frozen=True, slots=True)
class FileCell:
    """One value as it stands in the file: its row and column, a member of each axis, and the source's flag."""

    line: int
    column: str
    at: tuple[Any, ...]
    value: Any
    flag: str = ""


@dataclass(frozen=True)
class DataSource:
    """A file's axes and cells. `cells` reads them anew each time. `columns`, `layout` and `value_column` are of
    tables."""

    form: str
    axes: Sequence[Axis]
    cells: Callable[[], Iterator[FileCell]]
    columns: Sequence[str] = ()
    layout: str = ""
    value_column: str = ""

    def axis(self, key: str) -> Axis:
        """The axis with the key; KeyError where there is none."""
        return next(axis for axis in self.axes if axis.key == key) if self.has(key) else _missing(key)

    def has(self, key: str) -> bool:
        """Whether there is an axis with the key."""
        return any(axis.key == key for axis in self.axes)


def _missing(key: str) -> Axis:
    raise KeyError(key)
