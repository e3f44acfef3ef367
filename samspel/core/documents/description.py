"""What a document holds, in order."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is right under the title."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """Running text. Line breaks are kept."""

    text: str


@dataclass(frozen=True)
class Pairs:
    """Names with what they are."""

    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Sheet:
    """A table with a caption and a head. `numbers` are the columns set to the right; `total` marks the last row."""

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: frozenset[int] = frozenset()
    total: bool = False


@dataclass(frozen=True)
class Document:
    """A document: title, language (sv, en), when it was made, and its blocks. `mark` is set on every page, such as
    that it holds example data."""

    title: str
    language: str
    made_at: datetime
    blocks: Sequence[Heading | Paragraph | Pairs | Sheet] = field(default_factory=tuple)
    mark: str = ""
