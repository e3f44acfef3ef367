"""The plain values that the larger parts are made from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Link:
    """A way to somewhere; without a url only its words. `current` marks where the reader is."""

    label: str
    url: str = ""
    current: bool = False


@dataclass(frozen=True)
class Column:
    """A column of a table, its heading words or a Link; numbers stand to the right."""

    label: "str | Link"
    numeric: bool = False


@dataclass(frozen=True)
class Table:
    """A table with a caption. A row's first cell is its heading.

    Cells: text, number, date, Link, Figure, safe HTML or None.
    `total` is a last row with a rule above it; `empty` is said where there are no rows. The caption is for screen
    readers alone where a heading above says the same; `caption_shown` shows it to all. `css`: a class more."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]
    total: Sequence[Any] = ()
    empty: str = ""
    caption_shown: bool = False
    css: str = ""


@dataclass(frozen=True)
class Todo:
    """One thing that waits: what, where, and until when in words."""

    title: str
    url: str
    when: str = ""
    late: bool = False
    tone: int = 0


@dataclass(frozen=True)
class Pages:
    """Where one stands among pages. `count` and `total` where they are known."""

    number: int
    has_previous: bool
    has_next: bool
    count: int | None = None
    total: int | None = None
