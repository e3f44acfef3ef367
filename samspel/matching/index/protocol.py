"""What an index does, whichever engine does it. Engines store and score tokens; they analyse nothing."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from samspel.matching.analysis import Fields
from samspel.matching.language import Language

FieldName = Literal["words", "parts", "grams"]
FIELDS: tuple[FieldName, ...] = ("words", "parts", "grams")


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """A record's tokens, by language. Tokens are lower case and hold no white space."""

    key: str
    kind: str
    sides: Mapping[Language, Fields]


@dataclass(frozen=True, slots=True)
class IndexTerm:
    """One token asked for in one field, and how much a match counts."""

    field: FieldName
    token: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class IndexQuery:
    """Terms by language. A document scores the sum over the terms of its better language, by BM25 times weight."""

    sides: Mapping[Language, tuple[IndexTerm, ...]]

    @property
    def empty(self) -> bool:
        """Nothing is asked for."""
        return not any(self.sides.values())


@dataclass(frozen=True, slots=True)
class Scored:
    """A document found."""

    key: str
    score: float


@dataclass(frozen=True, slots=True)
class TermScore:
    """What one term gave; those of the better language add up to the document's score."""

    language: Language
    term: IndexTerm
    score: float


class NeedsRebuild(Exception):  # noqa: N818 - says what to do, not only what is wrong
    """The index is absent, broken or of another analyser; `rebuild` makes it whole. Nothing is lost: it is a copy."""


class IndexBusy(Exception):  # noqa: N818
    """Another process is writing, and did not finish in time."""


class Index(Protocol):
    """One writer at a time; any number of readers, in threads and processes. What `upsert` returned from is durable."""

    @property
    def version(self) -> str:
        """The analyser's version, which the tokens are of."""
        ...

    @property
    def needs_rebuild(self) -> str | None:
        """'absent', 'outdated' or 'broken'; None when all is well."""
        ...

    def count(self) -> int:
        """How many documents there are."""
        ...

    def upsert(self, documents: Iterable[IndexDocument]) -> None:
        """Add, or replace those of the same key: all of them or none."""
        ...

    def delete(self, keys: Iterable[str]) -> None:
        """Take away; keys that are not there are passed over."""
        ...

    def rebuild(self, documents: Iterable[IndexDocument]) -> None:
        """Start over with these and no others. Readers see the old index until the new one is whole."""
        ...

    def search(self, query: IndexQuery, limit: int, kinds: Collection[str] = ()) -> list[Scored]:
        """The best, highest score first; of all kinds when none is given."""
        ...

    def explain(self, query: IndexQuery, key: str) -> list[TermScore]:
        """What each term gave to a document's score, largest first; empty when it is not there."""
        ...

    def frequencies(self, terms: Sequence[tuple[Language, FieldName, str]]) -> list[int]:
        """In how many documents each token occurs."""
        ...
