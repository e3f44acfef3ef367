"""The index by SQLite FTS5, for where one library more is one too many. FTS5 keeps the tokens; the score is ours.

FTS5's own bm25() counts all columns as one text and knows no weights of terms, so the postings are read instead.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import RLock

from samspel.matching.index.generations import Generations
from samspel.matching.index.protocol import (
    FIELDS,
    FieldName,
    IndexDocument,
    IndexQuery,
    IndexTerm,
    NeedsRebuild,
    Scored,
    TermScore,
)
from samspel.matching.index.scoring import K1, B, idf, stored_length, term_score
from samspel.matching.language import Language
from samspel.matching.records import LANGUAGES

LAYOUT = 1  # raise it when the tables change; indexes are then rebuilt
_FILE = "index.sqlite3"
_COLUMNS = [f"{field}_{language}" for language in LANGUAGES for field in FIELDS]
# every printable ASCII sign may be part of a token; other characters always are
_SIGNS = (
    "".join(chr(code) for code in range(33, 127) if not chr(code).isalnum()).replace("'", "''''").replace('"', '""')
)
_TABLES = f"""
CREATE TABLE documents (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, kind TEXT NOT NULL);
CREATE TABLE lengths (
    field TEXT NOT NULL, document INTEGER NOT NULL, tokens INTEGER NOT NULL, kept INTEGER NOT NULL,
    PRIMARY KEY (field, document)
) WITHOUT ROWID;
CREATE TABLE totals (field TEXT PRIMARY KEY, tokens INTEGER NOT NULL);
CREATE VIRTUAL TABLE tokens USING fts5({", ".join(_COLUMNS)}, tokenize = "ascii tokenchars '{_SIGNS}'");
CREATE VIRTUAL TABLE postings USING fts5vocab(tokens, instance);
CREATE VIRTUAL TABLE spread USING fts5vocab(tokens, col);
"""
_SEARCH = f"""
WITH asked AS (
    SELECT key AS number, value ->> 0 AS field, value ->> 1 AS token, value ->> 2 AS gain, value ->> 3 AS average
    FROM json_each(:asked)
), found AS (
    SELECT asked.field, asked.gain, asked.average, postings.doc AS document, COUNT(*) AS occurrences
    FROM asked CROSS JOIN postings ON postings.term = asked.token AND postings.col = asked.field
    GROUP BY asked.number, postings.doc
)
SELECT documents.key, SUM(
    gain * occurrences * {K1 + 1} / (occurrences + {K1} * ({1 - B} + {B} * lengths.kept / average))
) AS score
FROM found JOIN lengths USING (field, document) JOIN documents ON documents.id = document
WHERE :every_kind OR documents.kind IN (SELECT value FROM json_each(:kinds))
GROUP BY document ORDER BY score DESC, documents.key LIMIT :limit
"""  # noqa: S608 - constants of ours only


class Fts5Index:
    """See `Index`. Without a folder it lives in memory, in this process. `patience`: seconds to wait for a writer."""

    def __init__(self, version: str, folder: Path | None = None, patience: float = 10.0) -> None:
        self.version = version
        self._generations = Generations(folder, f"fts5-{LAYOUT}-{version}", patience) if folder else None
        self._lock = RLock()
        self._stamp: object = None
        self._file: sqlite3.Connection | None = None if folder else _created(None)

    @property
    def needs_rebuild(self) -> str | None:
        """'absent', 'outdated' or 'broken'; None when all is well."""
        try:
            self.count()
        except NeedsRebuild as trouble:
            return str(trouble)
        return None

    def count(self) -> int:
        """How many documents there are."""
        with self._reading() as file:
            return _count(file)

    def upsert(self, documents: Iterable[IndexDocument]) -> None:
        """Add, or replace those of the same key: all of them or none."""
        kept = list(documents)  # first, so that what fails in making them is not taken for damage
        with self._locked(), self._reading() as file, _transaction(file):
            for document in kept:
                _remove(file, document.key)
                _add(file, document)

    def delete(self, keys: Iterable[str]) -> None:
        """Take away; keys that are not there are passed over."""
        kept = list(keys)
        with self._locked(), self._reading() as file, _transaction(file):
            for key in kept:
                _remove(file, key)

    def rebuild(self, documents: Iterable[IndexDocument]) -> None:
        """Start over with these and no others. Readers see the old index until the new one is whole."""
        with self._locked():
            path = self._generations.new() if self._generations else None
            file = _created(path)
            with _transaction(file):
                for document in documents:
                    _remove(file, document.key)
                    _add(file, document)
            if self._generations and path:
                file.close()
                self._generations.use(path)
            else:
                with self._lock:
                    self._file = file

    def search(self, query: IndexQuery, limit: int, kinds: Collection[str] = ()) -> list[Scored]:
        """The best, highest score first; of all kinds when none is given."""
        best: dict[str, float] = {}
        with self._reading() as file:
            for language, terms in query.sides.items():
                asked = [
                    (field, token, weight * telling, average)
                    for field, token, weight, telling, average in _known(file, language, terms)
                ]
                values = {
                    "asked": json.dumps(asked),
                    "kinds": json.dumps(sorted(kinds)),
                    "every_kind": not kinds,
                    "limit": max(limit, 0),
                }
                for key, score in file.execute(_SEARCH, values):
                    best[key] = max(score, best.get(key, 0.0))
        found = [Scored(key, score) for key, score in best.items()]
        return sorted(found, key=lambda each: (-each.score, each.key))[: max(limit, 0)]

    def explain(self, query: IndexQuery, key: str) -> list[TermScore]:
        """What each term gave to a document's score, largest first; empty when it is not there."""
        with self._reading() as file:
            row = file.execute("SELECT id FROM documents WHERE key = ?", (key,)).fetchone()
            sides = (
                [_explained(file, language, terms, row[0]) for language, terms in query.sides.items()] if row else []
            )
        best = max(sides, key=lambda side: sum(each.score for each in side), default=[])
        return sorted(best, key=lambda each: (-each.score, each.term.field, each.term.token))

    def frequencies(self, terms: Sequence[tuple[Language, FieldName, str]]) -> list[int]:
        """In how many documents each token occurs."""
        with self._reading() as file:
            return [_having(file, f"{field}_{language}", token) for language, field, token in terms]

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with self._generations.locked() if self._generations else nullcontext():
            yield

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """The file in use, held for this thread; damage is noticed and told."""
        with self._lock:
            try:
                yield self._connection()
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError as damage:
                current = self._generations.current().path if self._generations else None
                if not self._generations or not current:
                    raise
                self._file = None
                self._generations.mark_broken(current)
                raise NeedsRebuild("broken") from damage

    def _connection(self) -> sqlite3.Connection:
        if self._generations and (not self._file or self._stamp != self._generations.stamp()):
            self._file, self._stamp = None, self._generations.stamp()
            current = self._generations.current()
            if current.path is None:
                raise NeedsRebuild(current.trouble)
            if not (current.path / _FILE).is_file():
                self._generations.mark_broken(current.path)
                raise NeedsRebuild("broken")
            self._file = _connected(current.path)
            self._file.execute("SELECT COUNT(*) FROM totals")
        assert self._file is not None
        return self._file


def _connected(folder: Path | None) -> sqlite3.Connection:
    where = folder / _FILE if folder else ":memory:"
    return sqlite3.connect(where, check_same_thread=False, isolation_level=None, timeout=10)


def _created(folder: Path | None) -> sqlite3.Connection:
    file = _connected(folder)
    file.execute("PRAGMA journal_mode = WAL")
    file.executescript(_TABLES)
    file.executemany("INSERT INTO totals VALUES (?, 0)", ((column,) for column in _COLUMNS))
    return file


@contextmanager
def _transaction(file: sqlite3.Connection) -> Iterator[None]:
    file.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        file.execute("ROLLBACK")
        raise
    file.execute("COMMIT")


def _add(file: sqlite3.Connection, document: IndexDocument) -> None:
    row = file.execute("INSERT INTO documents (key, kind) VALUES (?, ?)", (document.key, document.kind)).lastrowid
    columns = {
        f"{field}_{language}": list(getattr(fields, field))
        for language, fields in document.sides.items()
        for field in FIELDS
    }
    marks = ", ".join("?" * (len(_COLUMNS) + 1))
    texts = [" ".join(columns.get(column, ())) for column in _COLUMNS]
    file.execute(f"INSERT INTO tokens (rowid, {', '.join(_COLUMNS)}) VALUES ({marks})", (row, *texts))  # noqa: S608
    for column, tokens in columns.items():
        file.execute("INSERT INTO lengths VALUES (?, ?, ?, ?)", (column, row, len(tokens), stored_length(len(tokens))))
        file.execute("UPDATE totals SET tokens = tokens + ? WHERE field = ?", (len(tokens), column))


def _remove(file: sqlite3.Connection, key: str) -> None:
    found = file.execute("SELECT id FROM documents WHERE key = ?", (key,)).fetchone()
    if not found:
        return
    for column, tokens in file.execute("SELECT field, tokens FROM lengths WHERE document = ?", found).fetchall():
        file.execute("UPDATE totals SET tokens = tokens - ? WHERE field = ?", (tokens, column))
        file.execute("DELETE FROM lengths WHERE field = ? AND document = ?", (column, *found))
    file.execute("DELETE FROM tokens WHERE rowid = ?", found)
    file.execute("DELETE FROM documents WHERE id = ?", found)


def _count(file: sqlite3.Connection) -> int:
    return int(file.execute("SELECT COUNT(*) FROM documents").fetchone()[0])


def _having(file: sqlite3.Connection, column: str, token: str) -> int:
    found = file.execute("SELECT doc FROM spread WHERE term = ? AND col = ?", (token, column)).fetchone()
    return int(found[0]) if found else 0


def _known(
    file: sqlite3.Connection, language: Language, terms: Iterable[IndexTerm]
) -> Iterator[tuple[str, str, float, float, float]]:
    """The terms that any document has: column, token, weight, idf, average length of the column."""
    count = _count(file)
    totals: dict[str, int] = dict(file.execute("SELECT field, tokens FROM totals"))
    for term in terms:
        column = f"{term.field}_{language}"
        if having := _having(file, column, term.token):
            yield column, term.token, term.weight, idf(count, having), totals[column] / count


def _explained(
    file: sqlite3.Connection, language: Language, terms: Sequence[IndexTerm], document: int
) -> list[TermScore]:
    """The score of each term in one document, from its own text, so that no long list of postings is read."""
    row = file.execute("SELECT * FROM tokens WHERE rowid = ?", (document,)).fetchone()
    texts = {column: Counter(text.split(" ")) for column, text in zip(_COLUMNS, row, strict=True)}
    kept = dict(file.execute("SELECT field, kept FROM lengths WHERE document = ?", (document,)).fetchall())
    asked = {(f"{term.field}_{language}", term.token): term for term in terms}
    return [
        TermScore(
            language,
            asked[column, token],
            term_score(weight, telling, texts[column][token], kept[column], average),
        )
        for column, token, weight, telling, average in _known(file, language, terms)
        if texts[column][token]
    ]
