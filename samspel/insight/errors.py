"""What insight refuses, with the rows that are at fault, and how long work is stopped."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

SHOWN = 5

Progress = Callable[[float], object]
"""Told the fraction done, 0 to 1. Stops the work by returning False or by raising `Cancelled`."""


class Cancelled(Exception):  # noqa: N818 - it is no error: somebody asked for it
    """The work was stopped by whoever asked for it."""


@dataclass(frozen=True, slots=True)
class InputRow:
    """A place in the input: the data row (1 is the first), its labels, and what stands there."""

    number: int | None
    region: str | None
    activity: str | None
    found: object

    def __str__(self) -> str:
        at = [f"row {self.number}"] if self.number is not None else []
        at += [f"region {self.region}"] if self.region is not None else []
        at += [f"activity {self.activity}"] if self.activity is not None else []
        place = ", ".join(at)
        return place if self.found is None else f"{place}: {self.found}" if place else str(self.found)


class InsightError(ValueError):
    """Input that cannot be used. `code` names the fault, for translation; `expected` says what should stand there."""

    def __init__(self, code: str, expected: str, rows: Sequence[InputRow] = ()) -> None:
        self.code, self.expected, self.rows = code, expected, tuple(rows)
        shown = "; ".join(str(row) for row in self.rows[:SHOWN])
        more = f"; and {len(self.rows) - SHOWN} more" if len(self.rows) > SHOWN else ""
        super().__init__(f"{expected} ({shown}{more})" if shown else expected)


def tell(progress: Progress | None, fraction: float) -> None:
    """Report the fraction done; raises `Cancelled` where the answer is False."""
    if progress is not None and progress(min(1.0, fraction)) is False:
        raise Cancelled


def part(progress: Progress | None, start: float, end: float) -> Progress | None:
    """The progress of a step that is the stretch from `start` to `end` of the whole."""
    if progress is None:
        return None
    return lambda fraction: progress(start + (end - start) * fraction)
