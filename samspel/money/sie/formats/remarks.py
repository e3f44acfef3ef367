"""What is said of a file: remarks about what was assumed, and the error that ends the reading."""

from typing import Any, NamedTuple

KEPT = 10_000
"""Remarks that are kept; those after them are only counted, so that a bad file does not fill the memory."""


class SieError(Exception):
    """Nothing can be made of the file, or the book cannot be written; the message is for the user."""


class Remark(NamedTuple):
    """Something unusual: the line it stands on (0: the file as a whole), the label there and what was assumed."""

    line: int
    label: str
    message: str


class Remarks(list[Remark]):
    """Remarks in the order they arose; `unlisted` counts those beyond the first `KEPT`.

    `omitted` counts vouchers that were left out."""

    def __init__(self) -> None:
        super().__init__()
        self.unlisted = self.omitted = 0

    def note(self, line: int, label: str, told: str, /, **values: Any) -> None:
        """Add a remark; `values` fill in the translated text."""
        if len(self) < KEPT:
            self.append(Remark(line, label, told % values if values else told))
        else:
            self.unlisted += 1


def short(text: str) -> str:
    """The text as it is shown in a remark: one line, at most 60 characters."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"
