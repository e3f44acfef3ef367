"""All companies against all offers: the same analyser, scorer and ranking as a single wish, as expressions on frames.

The expressions are narwhals', so that the same lines run on polars in this process and on a Spark cluster. Up to the
best candidates of each asker everything is lazy; only those come back to be ranked.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

import narwhals as nw
import polars as pl

from samspel.matching.analysis import Analyser
from samspel.matching.bridge import Bridge
from samspel.matching.index.protocol import FIELDS
from samspel.matching.index.scoring import K1, B, stored_length
from samspel.matching.language import Language
from samspel.matching.matcher import MOST_CANDIDATES, wish_of
from samspel.matching.preparation import MOST_WORDS, document, terms_of, words_of
from samspel.matching.ranking import Candidate, CandidateRanking, ranked
from samspel.matching.records import LANGUAGES, Record
from samspel.matching.weights import WEIGHTS, Weights

Rows = Iterator[tuple[Any, ...]]
TERMS = {"asker": str, "word": int, "language": str, "field": str, "token": str, "weight": float}
WORDS = {"asker": str, "word": int, "language": str, "head": str, "times": int}
POSTINGS = {"offer": str, "language": str, "field": str, "token": str, "occurrences": int, "kept": int}
OFFERS = {"offer": str}


@dataclass(frozen=True, slots=True)
class Tables:
    """Lazy frames of polars or Spark with the columns of `TERMS`, `WORDS`, `POSTINGS` and `OFFERS`."""

    terms: Any
    words: Any
    postings: Any
    offers: Any


def tables_here(askers: Sequence[Record], offers: Sequence[Record], analyser: Analyser) -> Tables:
    """The tables on polars, in this process."""
    make = _Rows(lambda: analyser)
    return Tables(
        _polars(make.terms(askers), TERMS),
        _polars(make.words(askers), WORDS),
        _polars(make.postings(offers), POSTINGS),
        _polars(make.offers(offers), OFFERS),
    )


def tables_on_spark(session: Any, askers: Any, offers: Any, analyser: Callable[[], Analyser] | None = None) -> Tables:
    """The tables on Spark. `askers` and `offers` are RDDs of records, and are analysed where they are.

    `analyser` makes one on a worker; without it, Samspel's own lexicon is read there.
    """
    make = _Rows(analyser or _own_analyser)
    return Tables(
        _spark(session, askers.mapPartitions(make.terms), TERMS),
        _spark(session, askers.mapPartitions(make.words), WORDS),
        _spark(session, offers.mapPartitions(make.postings), POSTINGS),
        _spark(session, offers.mapPartitions(make.offers), OFFERS),
    )


def candidates(tables: Tables, most: int = MOST_CANDIDATES) -> Any:
    """A lazy frame of the tables' engine: asker, offer and score by words of the best offers of each asker."""
    terms, words = nw.from_native(tables.terms), nw.from_native(tables.words)
    postings, offers = nw.from_native(tables.postings), nw.from_native(tables.offers)
    having = postings.group_by("language", "field", "token").agg(nw.len().alias("having"))
    asked = terms.join(_most_telling(words, having), on=["asker", "word"], how="semi")
    asked = asked.group_by("asker", "language", "field", "token").agg(nw.col("weight").sum())
    count = offers.select(nw.len().alias("count"))
    telling = having.join(count, how="cross").with_columns(
        (1 + (nw.col("count") - nw.col("having") + 0.5) / (nw.col("having") + 0.5)).log().alias("idf")
    )
    lengths = postings.group_by("language", "field").agg(nw.col("occurrences").sum().alias("tokens"))
    lengths = lengths.join(count, how="cross").select(
        "language", "field", (nw.col("tokens") / nw.col("count")).alias("average")
    )
    met = (
        asked.join(telling.select("language", "field", "token", "idf"), on=["language", "field", "token"])
        .join(postings, on=["language", "field", "token"])
        .join(lengths, on=["language", "field"])
    )
    return nw.to_native(_best(met.with_columns(_term_score().alias("score")), most))


def matches(
    found: Iterable[tuple[str, str, float]],
    askers: Mapping[str, Record],
    offers: Mapping[str, Record],
    today: date | None = None,
    limit: int = 10,
    weights: Weights = WEIGHTS,
) -> dict[str, CandidateRanking]:
    """The page of each asker from its candidates (asker, offer, score): the filters and order of a single wish."""
    by_asker: dict[str, list[Candidate]] = defaultdict(list)
    for asker, offer, score in found:
        by_asker[asker].append(Candidate(offers[offer], score))
    return {
        key: ranked(by_asker.get(key, ()), replace(wish_of(asker, today), limit=limit), weights)
        for key, asker in askers.items()
    }


def rows(frame: Any) -> Iterator[tuple[str, str, float]]:
    """The rows of `candidates`, computed now; from Spark a partition at a time."""
    if hasattr(frame, "toLocalIterator"):
        return (tuple(row) for row in frame.toLocalIterator())
    return iter(frame.collect().iter_rows())


def _most_telling(words: Any, having: Any) -> Any:
    """Of an asker's words the most telling, as `preparing` chooses them for one wish."""
    known = having.filter(nw.col("field") == "words").select("language", nw.col("token").alias("head"), "having")
    found = words.join(known, on=["language", "head"], how="left").with_columns(nw.col("having").fill_null(0))
    rarity = (1 + nw.col("times").cast(nw.Float64).log()) / (nw.col("having") + math.e).log()
    found = found.with_columns(
        nw.when(nw.col("having") > 0).then(-rarity).otherwise(nw.lit(0.0)).alias("dull"), nw.lit(1).alias("one")
    )
    place = nw.col("one").cum_sum().over("asker", "language", order_by=["dull", "word"])
    return found.with_columns(place.alias("place")).filter(nw.col("place") <= MOST_WORDS)


def _term_score() -> nw.Expr:
    """BM25 of one term in one field, times its weight; see `index.scoring`."""
    length = 1 - B + B * nw.col("kept") / nw.col("average")
    occurrences = nw.col("occurrences")
    return nw.col("weight") * nw.col("idf") * occurrences * (K1 + 1) / (occurrences + K1 * length)


def _best(scored: Any, most: int) -> Any:
    """Summed by language, the better language of each pair, and the best offers of each asker."""
    sides = scored.group_by("asker", "offer", "language").agg(nw.col("score").sum())
    pairs = sides.group_by("asker", "offer").agg(nw.col("score").max())
    pairs = pairs.with_columns((-nw.col("score")).alias("behind"), nw.lit(1).alias("one"))
    place = nw.col("one").cum_sum().over("asker", order_by=["behind", "offer"])
    return pairs.with_columns(place.alias("place")).filter(nw.col("place") <= most).select("asker", "offer", "score")


class _Rows:
    """Records to rows of the tables. Travels to the workers, so it holds only how to come by an analyser."""

    def __init__(self, analyser: Callable[[], Analyser], weights: Weights = WEIGHTS) -> None:
        self._analyser, self._weights = analyser, weights

    def terms(self, askers: Iterable[Record]) -> Rows:
        """Rows of `TERMS`: every term of every word, not yet summed."""
        analyser = self._analyser()
        bridge = Bridge(analyser)
        for asker in askers:
            for at, word in enumerate(words_of(_asked(asker), analyser, bridge)):
                for (language, field, token), _, weight in terms_of(word, self._weights):
                    yield asker.key, at, language, field, token, weight

    def words(self, askers: Iterable[Record]) -> Rows:
        """Rows of `WORDS`."""
        analyser = self._analyser()
        bridge = Bridge(analyser)
        for asker in askers:
            for at, word in enumerate(words_of(_asked(asker), analyser, bridge)):
                yield asker.key, at, word.language, word.tokens[0].word, len(word.tokens)

    def postings(self, offers: Iterable[Record]) -> Rows:
        """Rows of `POSTINGS`."""
        analyser = self._analyser()
        for offer in offers:
            for language, fields in document(offer, analyser).sides.items():
                for field in FIELDS:
                    tokens = Counter(getattr(fields, field))
                    kept = stored_length(tokens.total())
                    for token, occurrences in tokens.items():
                        yield offer.key, language, field, token, occurrences, kept

    def offers(self, offers: Iterable[Record]) -> Rows:
        """Rows of `OFFERS`."""
        return ((offer.key,) for offer in offers)


def _asked(asker: Record) -> dict[Language, str]:
    """The text a single wish of the asker would have."""
    wish = wish_of(asker)
    return {wish.language or LANGUAGES[0]: wish.text}


@lru_cache(maxsize=1)
def _own_analyser() -> Analyser:
    return Analyser()


def _polars(rows: Rows, columns: Mapping[str, type]) -> pl.LazyFrame:
    return pl.LazyFrame(list(rows), schema=dict(columns), orient="row")


def _spark(session: Any, rows: Any, columns: Mapping[str, type]) -> Any:
    names = {str: "string", int: "long", float: "double"}
    return session.createDataFrame(rows, ", ".join(f"{name} {names[kind]}" for name, kind in columns.items()))
