"""From candidates to a page of hits: filters, the mix of words and meaning, what sinks, no owner alone. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from samspel.matching.dense import mixed
from samspel.matching.filters import Miss, misses, near
from samspel.matching.records import Record, Wish
from samspel.matching.weights import WEIGHTS, Weights

STALE = 0.7  # what a score is multiplied by when nobody has confirmed the record for over a year
OTHER_AREAS = 0.8  # … and when it is of none of the areas asked for
MOST_NEAR = 5

Judge = Callable[[Record, Wish], tuple[Miss, ...]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that words or meaning have found: its score by words, and its cosine where meaning was asked."""

    record: Record
    lexical: float
    cosine: float | None = None


@dataclass(frozen=True, slots=True)
class RankedCandidate:
    """A candidate with its score beside the best, 0 to 1, and its likeness of meaning, 0 to 1."""

    record: Record
    score: float
    lexical: float
    similar: float | None


@dataclass(frozen=True, slots=True)
class Near:
    """A candidate that one thing alone kept out."""

    record: Record
    score: float
    miss: Miss


@dataclass(frozen=True, slots=True)
class CandidateRanking:
    """What is shown, best first."""

    hits: tuple[RankedCandidate, ...]
    near: tuple[Near, ...]


def ranked(
    candidates: Iterable[Candidate], wish: Wish, weights: Weights = WEIGHTS, judge: Judge = misses
) -> CandidateRanking:
    """The wish's page of hits and near misses. Equal scores stand by key, so that the same question has one answer."""
    passed: list[RankedCandidate] = []
    kept_out: list[Near] = []
    for each in scored(list(candidates), wish, weights):
        found = judge(each.record, wish)
        if not found:
            passed.append(each)
        elif near(found):
            kept_out.append(Near(each.record, each.score, found[0]))
    return CandidateRanking(
        tuple(capped(passed, wish.per_owner)[: max(wish.limit, 0)]),
        tuple(kept_out[:MOST_NEAR]),
    )


def scored(candidates: Sequence[Candidate], wish: Wish, weights: Weights = WEIGHTS) -> list[RankedCandidate]:
    """All that have any score, best first: by words and meaning where meaning was asked, else by words alone."""
    lexical = np.array([each.lexical for each in candidates], dtype=np.float32)
    by_meaning = any(each.cosine is not None for each in candidates)
    cosines = np.array([-1.0 if each.cosine is None else each.cosine for each in candidates], dtype=np.float32)
    best = float(lexical.max(initial=0.0)) or 1.0
    scores = mixed(lexical, cosines, weights) if by_meaning else lexical / best
    similar = np.clip((cosines - weights.cosine_floor) / weights.cosine_span, 0.0, 1.0)
    found = [
        RankedCandidate(
            each.record, float(score) * sunk(each.record, wish), each.lexical, float(like) if by_meaning else None
        )
        for each, score, like in zip(candidates, scores, similar, strict=True)
        if score > 0
    ]
    return sorted(found, key=lambda each: (-each.score, each.record.key))


def sunk(record: Record, wish: Wish) -> float:
    """What the record's score is multiplied by: 1, or less for what is old or of other areas than those asked for."""
    other = bool(wish.areas and record.areas and not wish.areas & record.areas)
    return (STALE if record.stale else 1.0) * (OTHER_AREAS if other else 1.0)


def capped(hits: Iterable[RankedCandidate], per_owner: int) -> list[RankedCandidate]:
    """At most so many from each owner, in the order given; records without an owner are not counted."""
    seen: Counter[str] = Counter()
    kept = []
    for each in hits:
        seen[each.record.owner] += 1
        if not each.record.owner or seen[each.record.owner] <= per_owner:
            kept.append(each)
    return kept
