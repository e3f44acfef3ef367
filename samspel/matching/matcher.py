"""Matching as a whole: records in, a wish in plain words, and out come explained hits and near misses."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from samspel.matching.analysis import Analyser
from samspel.matching.bridge import Bridge
from samspel.matching.conditions import Conditions, conditions
from samspel.matching.explanation import Explanation, Read, explanation
from samspel.matching.filters import Miss, misses
from samspel.matching.index.protocol import Index, IndexQuery, TermScore
from samspel.matching.index.scoring import idf
from samspel.matching.language import Language
from samspel.matching.preparation import PreparedQuery, Understood, document, prepared
from samspel.matching.ranking import Candidate, CandidateRanking, Judge, Near, RankedCandidate, ranked
from samspel.matching.records import LANGUAGES, Record, Wish
from samspel.matching.vectors import Likeness, VectorStore
from samspel.matching.weights import WEIGHTS, Weights

CANDIDATES, MOST_CANDIDATES = 200, 5_000  # by words, and as many by meaning
NEARLY = 0.5  # of the better language's score, from which a hit is explained in the language of the wish

Lookup = Callable[[Sequence[str]], Mapping[str, Record]]  # keys to records, those that are there; in one query


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that answers the wish. `score` is 0 to 1 beside the best hit; `strength` is what it met of all that
    was asked, 0 to 1, and can be compared between wishes."""

    record: Record
    score: float
    strength: float
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class Matches:
    """The answer to a wish: hits, best first; near misses; and how the wish was understood."""

    hits: tuple[Hit, ...]
    near_misses: tuple[Near, ...]
    language: Language
    understood: tuple[Understood, ...]
    left_out: int  # words of an overlong wish that were not searched for


class Matcher:
    """An index, an analyser and the records behind the keys, put together. Safe to share between threads.

    With an encoder and the vectors of the same records, likeness of meaning is mixed in; nothing else changes.
    """

    def __init__(
        self,
        index: Index,
        analyser: Analyser,
        lookup: Lookup,
        vectors: VectorStore | None = None,
        weights: Weights = WEIGHTS,
    ) -> None:
        self.index, self.analyser, self.vectors, self.weights = index, analyser, vectors, weights
        self.bridge = Bridge(analyser)
        self._lookup = lookup

    @property
    def needs_rebuild(self) -> str | None:
        """'absent', 'outdated' or 'broken' when `rebuild` is called for; None when all is well."""
        return self.index.needs_rebuild or (self.vectors.needs_rebuild if self.vectors else None)

    def upsert(self, records: Iterable[Record]) -> None:
        """Index records, or index them anew; when it returns they are found and will be after a crash."""
        kept = list(records)
        self.index.upsert(document(record, self.analyser) for record in kept)
        if self.vectors:
            self.vectors.upsert(kept)

    def delete(self, keys: Iterable[str]) -> None:
        """Take records away."""
        kept = list(keys)
        self.index.delete(kept)
        if self.vectors:
            self.vectors.delete(kept)

    def rebuild(self, records: Iterable[Record]) -> None:
        """Index these records and no others, from the start. Without vectors they are read one at a time."""
        kept = list(records) if self.vectors else records
        self.index.rebuild(document(record, self.analyser) for record in kept)
        if self.vectors:
            self.vectors.rebuild(kept)

    def match(self, wish: Wish) -> Matches:
        """The best answers to a wish, explained, and those that one thing alone keeps out."""
        language = wish.language or self.analyser.language(wish.text)
        return self._answer({language: wish.text}, wish, misses, lambda record: conditions(record, wish))

    def inverse(self, offer: Record, kinds: Collection[str], page: Wish | None = None) -> Matches:
        """The needs and companies (`kinds`) that an offer fits: each is one that the offer's own filters let pass.

        Of `page` only today, limit and per_owner count.
        """
        today = page.today if page else None
        asked = replace(page or Wish(""), kinds=frozenset(kinds), areas=offer.areas)

        def judge(asker: Record, standing: Wish) -> tuple[Miss, ...]:
            itself = misses(asker, Wish("", kinds=standing.kinds, today=today))
            return itself + misses(offer, wish_of(asker, today))

        texts = offer.texts() or {LANGUAGES[0]: ""}
        return self._answer(texts, asked, judge, lambda asker: conditions(offer, wish_of(asker, today)))

    def _answer(
        self, texts: Mapping[Language, str], wish: Wish, judge: Judge, beside: Callable[[Record], Conditions]
    ) -> Matches:
        asked = prepared(texts, self.analyser, self.bridge, self.index.frequencies, self.weights)
        likeness = self._likeness(texts, asked, wish)
        ranking = self._ranking(asked, wish, likeness, judge)
        whole = self._all_that_was_asked(asked)
        hits = [self._hit(each, asked, whole, beside(each.record)) for each in ranking.hits]
        return Matches(tuple(hits), ranking.near, asked.language, asked.words, asked.left_out)

    def _hit(self, found: RankedCandidate, asked: PreparedQuery, whole: float, beside: Conditions) -> Hit:
        """A hit with its explanation; the index is asked only for the terms that the record has."""
        read = Read(found.record, self.analyser)
        scores = self._told(read.met(asked.query), found.record.key, asked.language)
        strength = min(1.0, found.lexical / whole) if whole else 0.0
        return Hit(found.record, found.score, strength, explanation(read, asked, scores, beside, found.similar))

    def _told(self, met: IndexQuery, key: str, language: Language) -> list[TermScore]:
        """What each term gave in the record's better language; in that of the wish where it gave nearly as much, since
        a reader sees more in their own words than in translations of them."""
        best = self.index.explain(met, key)
        if not best or best[0].language == language or not met.sides.get(language):
            return best
        own = self.index.explain(IndexQuery({language: met.sides[language]}), key)
        return own if sum(each.score for each in own) >= NEARLY * sum(each.score for each in best) else best

    def _ranking(self, asked: PreparedQuery, wish: Wish, likeness: Likeness | None, judge: Judge) -> CandidateRanking:
        """Asks for more candidates where the filters leave too few of them."""
        many = CANDIDATES
        while True:
            found = {each.key: each.score for each in self.index.search(asked.query, many, wish.kinds)}
            keys = dict.fromkeys([*found, *(likeness.nearest(many) if likeness else ())])
            cosines = likeness.by_key() if likeness else {}
            records = self._lookup(list(keys))
            candidates = [
                Candidate(records[key], found.get(key, 0.0), cosines.get(key)) for key in keys if key in records
            ]
            ranking = ranked(candidates, wish, self.weights, judge)
            if len(ranking.hits) >= wish.limit or len(keys) < many or many >= MOST_CANDIDATES:
                return ranking
            many *= 5

    def _likeness(self, texts: Mapping[Language, str], asked: PreparedQuery, wish: Wish) -> Likeness | None:
        """Cosines with the text in its own language; in the other, with the mean of the text and its translations."""
        if not self.vectors or not asked.words:
            return None
        said = dict(zip(texts, self.vectors.encoder.queries(list(texts.values())), strict=True))
        own = next(iter(said.values()))
        for language in LANGUAGES:
            if language not in said:
                gloss = " ".join((*word.translations, word.surface)[0] for word in asked.words)
                mean = own + self.vectors.encoder.queries([gloss])[0]
                said[language] = mean / np.linalg.norm(mean)
        return self.vectors.likeness(said, wish.kinds)

    def _all_that_was_asked(self, asked: PreparedQuery) -> float:
        """What a record of ordinary length would score if it had every term once, in the better language."""
        count = self.index.count()
        sides = []
        for language, terms in asked.query.sides.items():
            having = self.index.frequencies([(language, term.field, term.token) for term in terms])
            sides.append(sum(term.weight * idf(count, number) for term, number in zip(terms, having, strict=True)))
        return max(sides, default=0.0)


def wish_of(record: Record, today: date | None = None) -> Wish:
    """What a need or a company asks for, as a wish: its texts, and where and what it is."""
    language, text = next(iter(record.texts().items()), (LANGUAGES[0], ""))
    return Wish(
        text,
        language,
        helps=record.helps,
        areas=record.areas,
        region=_only(record.regions),
        municipality=_only(record.municipalities),
        size=_only(record.sizes),
        sector=_only(record.sectors),
        trl=record.trl[0] if record.trl else None,
        wanted_by=record.starts_on,
        today=today,
    )


def _only(codes: frozenset[str]) -> str:
    """The one code; "" where there are none or several, for then it is not known which counts."""
    return next(iter(codes)) if len(codes) == 1 else ""
