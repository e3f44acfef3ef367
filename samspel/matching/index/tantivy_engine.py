"""The index by tantivy, on disk or in memory. A commit is one rename: a killed process leaves the index as it was."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import tantivy
from tantivy import Occur
from tantivy import Query as Native

from samspel.matching.index.generations import Current, Generations, stamp
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
from samspel.matching.index.tantivy_explanation import term_scores
from samspel.matching.language import Language
from samspel.matching.records import LANGUAGES

LAYOUT = 1  # raise it when the fields change; indexes are then rebuilt
HEAP_FOR_CHANGES, HEAP_FOR_ALL = 20_000_000, 200_000_000  # bytes, of one writer
_DAMAGE = (ValueError, OSError, RuntimeError, KeyError, IndexError)  # what tantivy raises of a damaged folder


@dataclass(frozen=True, slots=True)
class _Opened:
    """An index that can be searched, as it was at a commit."""

    index: tantivy.Index
    searcher: tantivy.Searcher
    path: Path | None
    stamps: object
    kinds: tuple[str, ...]


class TantivyIndex:
    """See `Index`. Without a folder it lives in memory, in this process. `patience`: seconds to wait for a writer."""

    def __init__(self, version: str, folder: Path | None = None, threads: int = 1, patience: float = 10.0) -> None:
        self.version = version
        self._threads = threads
        self._schema = _schema()
        self._generations = Generations(folder, f"tantivy-{LAYOUT}-{version}", patience) if folder else None
        self._writing, self._opening = Lock(), Lock()
        self._opened = None if folder else self._in_memory()

    @property
    def needs_rebuild(self) -> str | None:
        """'absent', 'outdated' or 'broken'; None when all is well."""
        try:
            self._reader()
        except NeedsRebuild as trouble:
            return str(trouble)
        return None

    def count(self) -> int:
        """How many documents there are."""
        return int(self._reader().searcher.num_docs)

    def upsert(self, documents: Iterable[IndexDocument]) -> None:
        """Add, or replace those of the same key: all of them or none."""
        self._change([(document.key, _native(document)) for document in documents])

    def delete(self, keys: Iterable[str]) -> None:
        """Take away; keys that are not there are passed over."""
        self._change([(key, None) for key in keys])

    def rebuild(self, documents: Iterable[IndexDocument]) -> None:
        """Start over with these and no others. Readers see the old index until the new one is whole."""
        with self._locked():
            path = self._generations.new() if self._generations else None
            index = self._create(path)
            seen: set[str] = set()
            with _writer(index, HEAP_FOR_ALL, self._threads) as writer:
                for document in documents:
                    if document.key in seen:
                        writer.delete_documents_by_term("key", document.key)
                    seen.add(document.key)
                    writer.add_document(_native(document))
            if self._generations and path:
                self._generations.use(path)
            else:
                self._opened = _opened(index, None, None)

    def search(self, query: IndexQuery, limit: int, kinds: Collection[str] = ()) -> list[Scored]:
        """The best, highest score first; of all kinds when none is given."""
        opened = self._reader()
        if query.empty or limit < 1:
            return []
        native = self._native_query(query, opened.kinds, kinds)
        with self._noticing_damage(opened):
            searcher = opened.searcher
            hits = searcher.search(native, limit, count=False).hits
            found = [Scored(searcher.doc(address)["key"][0], score) for score, address in hits]
        return sorted(found, key=lambda each: (-each.score, each.key))

    def explain(self, query: IndexQuery, key: str) -> list[TermScore]:
        """What each term gave to a document's score, largest first; empty when it is not there."""
        opened = self._reader()
        with self._noticing_damage(opened):
            searcher = opened.searcher
            hits = searcher.search(Native.term_query(self._schema, "key", key), 1, count=False).hits
            if not hits or query.empty:
                return []
            account = _account(self._native_query(query), searcher, hits[0][1])
        sides = term_scores(query, account) if account else []
        best = max(sides, key=lambda side: sum(each.score for each in side), default=[])
        return sorted(best, key=lambda each: (-each.score, each.term.field, each.term.token))

    def frequencies(self, terms: Sequence[tuple[Language, FieldName, str]]) -> list[int]:
        """In how many documents each token occurs."""
        searcher = self._reader().searcher
        return [searcher.doc_freq(column(field, language), token) for language, field, token in terms]

    def _native_query(self, query: IndexQuery, there: Sequence[str] = (), kinds: Collection[str] = ()) -> Native:
        sides = [self._side(language, terms) for language, terms in query.sides.items() if terms]
        native = sides[0] if len(sides) == 1 else Native.disjunction_max_query(sides)
        if not kinds:
            return native
        unwanted = [kind for kind in there if kind not in kinds]
        if not unwanted:
            return native
        terms = [(Occur.MustNot, Native.term_query(self._schema, "kind", kind, "basic")) for kind in unwanted]
        return Native.boolean_query([(Occur.Must, native), *terms])

    def _side(self, language: Language, terms: Sequence[IndexTerm]) -> Native:
        return Native.boolean_query([(Occur.Should, self._term(language, term)) for term in terms])

    def _term(self, language: Language, term: IndexTerm) -> Native:
        native = Native.term_query(self._schema, column(term.field, language), term.token, "freq")
        return native if term.weight == 1.0 else Native.boost_query(native, term.weight)

    def _create(self, path: Path | None) -> tantivy.Index:
        return _with_tokenizer(tantivy.Index(self._schema, str(path) if path else None))

    def _in_memory(self) -> _Opened:
        return _opened(self._create(None), None, None)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with self._writing, self._generations.locked() if self._generations else nullcontext():
            yield

    def _change(self, changes: Sequence[tuple[str, tantivy.Document | None]]) -> None:
        """For each key what it is to be, or None; all of it comes, or none. Afterwards this process sees it."""
        with self._locked():
            opened = self._reader()
            with self._noticing_damage(opened), _writer(opened.index, HEAP_FOR_CHANGES, 1) as writer:
                for key, native in changes:
                    writer.delete_documents_by_term("key", key)
                    if native:
                        writer.add_document(native)
            if not self._generations:
                self._opened = _opened(opened.index, None, None)

    def _reader(self) -> _Opened:
        """The index as it is now: opened again when another process has changed it."""
        opened = self._opened
        if not self._generations:
            assert opened is not None
            return opened
        if opened and opened.stamps == self._stamps(opened.path):
            return opened
        with self._opening:
            current = self._generations.current()
            if current.path is None:
                raise NeedsRebuild(current.trouble)
            self._opened = self._open(current, opened)
            return self._opened

    def _open(self, current: Current, before: _Opened | None) -> _Opened:
        assert current.path is not None
        stamps = self._stamps(current.path)  # before opening: a commit in between is then seen the next time
        try:
            if before and before.path == current.path:
                before.index.reload()
                return _opened(before.index, current.path, stamps)
            return _opened(_with_tokenizer(tantivy.Index.open(str(current.path))), current.path, stamps)
        except BaseException as damage:
            if not _is_damage(damage):
                raise
            self._tell_broken(current.path)
            raise NeedsRebuild("broken") from damage

    def _stamps(self, path: Path | None) -> object:
        assert self._generations is not None
        return self._generations.stamp(), stamp(path / "meta.json") if path else None

    @contextmanager
    def _noticing_damage(self, opened: _Opened) -> Iterator[None]:
        try:
            yield
        except BaseException as damage:
            if not self._generations or not opened.path or not _is_damage(damage):
                raise
            self._tell_broken(opened.path)
            raise NeedsRebuild("broken") from damage

    def _tell_broken(self, path: Path) -> None:
        if self._generations:
            self._generations.mark_broken(path)


def _is_damage(error: BaseException) -> bool:
    """Rust's panics come as a class that cannot be imported, and is no Exception."""
    return isinstance(error, _DAMAGE) or type(error).__name__ == "PanicException"


def column(field: FieldName, language: Language) -> str:
    """The engine's name of a field of one language."""
    return f"{field}_{language}"


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    for language in LANGUAGES:
        for field in FIELDS:
            builder.add_text_field(column(field, language), tokenizer_name="tokens", index_option="freq")
    return builder.build()


def _with_tokenizer(index: tantivy.Index) -> tantivy.Index:
    index.register_tokenizer("tokens", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index


def _opened(index: tantivy.Index, path: Path | None, stamps: object) -> _Opened:
    searcher = index.searcher()
    kinds = tuple(kind for kind, _ in searcher.terms_with_prefix("kind", ""))
    return _Opened(index, searcher, path, stamps, kinds)


def _native(document: IndexDocument) -> tantivy.Document:
    native = tantivy.Document(key=[document.key], kind=[document.kind])
    for language, fields in document.sides.items():
        for field in FIELDS:
            native.add_text(column(field, language), " ".join(getattr(fields, field)))
    return native


def _account(query: Native, searcher: tantivy.Searcher, address: tantivy.DocAddress) -> tantivy.Explanation | None:
    try:
        return query.explain(searcher, address)
    except ValueError as refusal:
        if "does not match" in str(refusal):
            return None
        raise


@contextmanager
def _writer(index: tantivy.Index, heap: int, threads: int) -> Iterator[tantivy.IndexWriter]:
    """A writer that commits at the end, or changes nothing."""
    writer = index.writer(heap, threads)
    try:
        yield writer
        writer.commit()
    except BaseException:
        writer.rollback()
        raise
    finally:
        writer.wait_merging_threads()
    index.reload()
