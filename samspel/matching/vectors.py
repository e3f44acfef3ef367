"""Where the vectors of records are kept, so that meaning can be searched: one SQLite file, read into memory."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import RLock

import numpy as np
from numpy.typing import NDArray

from samspel.matching.dense import Encoder, Vectors
from samspel.matching.language import Language
from samspel.matching.records import LANGUAGES, Record

UNLIKE = -1.0  # the least cosine: of a record that has no text in the language asked
_Row = tuple[str, str, str, bytes]
_TABLES = """
CREATE TABLE IF NOT EXISTS encoder (name TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS vectors (
    key TEXT NOT NULL, language TEXT NOT NULL, kind TEXT NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (key, language)
);
"""


@dataclass(frozen=True, slots=True)
class _Matrix:
    """Every vector as a row, with the record and the language it is of, and each record's key and kind."""

    change: tuple[int, int]
    rows: Vectors
    record: NDArray[np.int64]
    language: NDArray[np.int64]
    keys: tuple[str, ...]
    kinds: NDArray[np.str_]


@dataclass(frozen=True, slots=True)
class Likeness:
    """The cosine of every record with what was asked."""

    keys: tuple[str, ...]
    cosines: Vectors

    def nearest(self, limit: int) -> list[str]:
        """The keys of the records most like it, best first; equal ones by key."""
        order = np.argsort(-self.cosines, kind="stable")[:limit]
        return [self.keys[at] for at in order if self.cosines[at] > UNLIKE]

    def by_key(self) -> dict[str, float]:
        """The cosine of each record."""
        return {key: float(cosine) for key, cosine in zip(self.keys, self.cosines, strict=True) if cosine > UNLIKE}


class VectorStore:
    """Vectors of records by one encoder. Without a path they live in memory. Safe to share between threads."""

    def __init__(self, encoder: Encoder, path: Path | None = None) -> None:
        self.encoder = encoder
        self._lock = RLock()
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
        self._file = sqlite3.connect(path or ":memory:", check_same_thread=False, isolation_level=None, timeout=10)
        self._file.executescript(_TABLES)
        self._matrix: _Matrix | None = None
        if not path:
            self.rebuild(())

    @property
    def needs_rebuild(self) -> str | None:
        """'absent' before the first rebuild, 'outdated' by another encoder; None when all is well."""
        with self._lock:
            names = [name for (name,) in self._file.execute("SELECT name FROM encoder")]
        if not names:
            return "absent"
        return None if names == [self.encoder.name] else "outdated"

    def upsert(self, records: Iterable[Record]) -> None:
        """Encode and keep; those of the same key are replaced."""
        encoded = list(self._encoded(records))
        with self._lock, self._transaction():
            self._forget(key for key, *_ in encoded)
            self._keep(encoded)

    def delete(self, keys: Iterable[str]) -> None:
        """Take away; keys that are not there are passed over."""
        with self._lock, self._transaction():
            self._forget(keys)

    def rebuild(self, records: Iterable[Record]) -> None:
        """Start over with these and no others."""
        encoded = list(self._encoded(records))
        with self._lock, self._transaction():
            self._file.execute("DELETE FROM vectors")
            self._file.execute("DELETE FROM encoder")
            self._file.execute("INSERT INTO encoder VALUES (?)", (self.encoder.name,))
            self._keep(encoded)

    def likeness(self, asked: Mapping[Language, Vectors], kinds: Collection[str] = ()) -> Likeness:
        """Every record's cosine with the vector asked in its language; of both languages, the better."""
        matrix = self._current()
        cosines = np.full(len(matrix.keys), UNLIKE, np.float32)
        for language, vector in asked.items():
            of_it = matrix.language == LANGUAGES.index(language)
            np.maximum.at(cosines, matrix.record[of_it], matrix.rows[of_it] @ vector)
        if kinds:
            cosines[~np.isin(matrix.kinds, list(kinds))] = UNLIKE
        return Likeness(matrix.keys, cosines)

    def _encoded(self, records: Iterable[Record]) -> Iterator[_Row]:
        for record in {record.key: record for record in records}.values():
            texts = record.texts()
            for language, vector in zip(texts, self.encoder.passages(list(texts.values())), strict=True):
                yield record.key, language, record.kind, vector.astype(np.float32).tobytes()

    def _keep(self, encoded: Iterable[_Row]) -> None:
        self._file.executemany("INSERT INTO vectors VALUES (?, ?, ?, ?)", encoded)

    def _forget(self, keys: Iterable[str]) -> None:
        self._file.executemany("DELETE FROM vectors WHERE key = ?", ((key,) for key in set(keys)))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._file.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._file.execute("ROLLBACK")
            raise
        self._file.execute("COMMIT")

    def _current(self) -> _Matrix:
        """The vectors as they are now; read again only when this or another process has changed them."""
        with self._lock:
            (elsewhere,) = self._file.execute("PRAGMA data_version").fetchone()
            change = (elsewhere, self._file.total_changes)
            if self._matrix is None or self._matrix.change != change:
                self._matrix = self._read(change)
            return self._matrix

    def _read(self, change: tuple[int, int]) -> _Matrix:
        found = self._file.execute("SELECT key, language, kind, vector FROM vectors ORDER BY key, language").fetchall()
        keys = dict.fromkeys(key for key, *_ in found)
        number = {key: at for at, key in enumerate(keys)}
        kinds = {key: kind for key, _, kind, _ in found}
        rows = [np.frombuffer(vector, np.float32) for *_, vector in found]
        return _Matrix(
            change,
            np.stack(rows) if rows else np.zeros((0, self.encoder.size), np.float32),
            np.array([number[key] for key, *_ in found], dtype=np.int64),
            np.array([LANGUAGES.index(language) for _, language, *_ in found], dtype=np.int64),
            tuple(keys),
            np.array([kinds[key] for key in keys], dtype=np.str_),
        )
