"""Problems in a programme folder: each with file, line and field, all of them together in one error."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, order=True)
class FolderProblem:
    """One thing to put right. `line` counts from 1, or is None where the file as a whole is meant."""

    file: str
    line: int | None
    field: str
    found: str
    expected: str
    message: str

    def __str__(self) -> str:
        told = f"{self.file}:{self.line}: {self.message}" if self.line else f"{self.file}: {self.message}"
        # What was found is quoted from the file: the line stays one, and control characters off the terminal.
        return "".join(c if c.isprintable() or c == "\u00a0" else " " for c in told)


class FolderErrors(Exception):  # noqa: N818
    """The folder cannot be used; `problems` holds everything that was found, in reading order."""

    def __init__(self, problems: Iterable[FolderProblem]) -> None:
        self.problems = sorted(set(problems), key=lambda p: (p.file, p.line or 0, p.field, p.message))
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True)
class Reference:
    """That a place in a file names something by its code."""

    spot: "Spot"
    kind: str
    code: str


@dataclass
class ReadingLedger:
    """What a reading has found so far: problems, codes defined and codes referred to."""

    problems: list[FolderProblem] = field(default_factory=list)
    defined: dict[tuple[str, object, str], "Spot"] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)
    uncertain: set[str] = field(default_factory=set)
    """Kinds of which not every code could be read: references to them are not complained about too."""

    def codes(self, kind: str) -> list[str]:
        """The codes defined of a kind, in reading order."""
        return [code for found, _scope, code in self.defined if found == kind]


@dataclass(frozen=True)
class Spot:
    """A place in a file, by the path of keys and array positions that leads there."""

    ledger: ReadingLedger
    file: str
    lines: dict[tuple[str | int, ...], int]
    path: tuple[str | int, ...] = ()

    def __truediv__(self, part: str | int) -> "Spot":
        return Spot(self.ledger, self.file, self.lines, (*self.path, part))

    @property
    def line(self) -> int | None:
        """The line of this place, or of the nearest thing around it."""
        for length in range(len(self.path), -1, -1):
            if (line := self.lines.get(self.path[:length])) is not None:
                return line
        return None

    @property
    def field(self) -> str:
        """The dotted field name, without array positions: `area.track.code`."""
        return ".".join(part for part in self.path if isinstance(part, str))

    def wrong(self, message: str, found: object = "", expected: object = "") -> None:
        """Note a problem here."""
        self.ledger.problems.append(FolderProblem(self.file, self.line, self.field, str(found), str(expected), message))


Rows = dict[str, list[tuple[Any, Spot]]]
"""Kind → what was read of it, with where."""
