"""Ranking: what holds for any candidates at all."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.matching.filters import UNSPOKEN, misses
from samspel.matching.ranking import MOST_NEAR, OTHER_AREAS, STALE, Candidate, ranked, scored, sunk
from samspel.matching.records import Record, Wish
from samspel.matching.weights import WEIGHTS
from tests.matching.test_filters import records, wishes

scores = st.floats(0, 40, allow_nan=False, width=32)
candidates = st.lists(
    st.builds(Candidate, records, scores, st.none() | st.floats(-1, 1, width=32)),
    max_size=12,
    unique_by=lambda each: each.record.key,
)
WISH = Wish("x")


def record(key: str, owner: str = "") -> Record:
    return Record(key, "offer", {"sv": key}, owner=owner)


@given(candidates, wishes)
def test_hits_pass_every_filter_in_order_and_within_the_limits(found: list[Candidate], wish: Wish) -> None:
    ranking = ranked(found, wish)
    assert all(not misses(hit.record, wish) for hit in ranking.hits)
    assert [(-hit.score, hit.record.key) for hit in ranking.hits] == sorted(
        (-hit.score, hit.record.key) for hit in ranking.hits
    )
    assert len(ranking.hits) <= wish.limit
    owners = Counter(hit.record.owner for hit in ranking.hits if hit.record.owner)
    assert all(count <= wish.per_owner for count in owners.values())
    assert all(0 < hit.score <= 1 + 1e-6 for hit in ranking.hits)


@given(candidates, wishes)
def test_near_misses_are_kept_out_by_the_one_thing_they_name(found: list[Candidate], wish: Wish) -> None:
    ranking = ranked(found, wish)
    assert len(ranking.near) <= MOST_NEAR
    for near in ranking.near:
        assert misses(near.record, wish) == (near.miss,)
        assert near.miss.cause not in UNSPOKEN


@given(candidates, wishes, st.randoms())
def test_the_order_of_the_candidates_does_not_matter(found: list[Candidate], wish: Wish, chance: object) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert ranked(shuffled, wish) == ranked(found, wish)


@given(candidates)
def test_a_larger_page_begins_with_the_smaller(found: list[Candidate]) -> None:
    few, many = ranked(found, replace(WISH, limit=2)), ranked(found, replace(WISH, limit=6))
    assert many.hits[: len(few.hits)] == few.hits


@given(candidates, st.integers(0, 11))
def test_a_stale_record_never_rises(found: list[Candidate], at: int) -> None:
    if not found:
        return
    at %= len(found)
    fresh = replace(found[at], record=replace(found[at].record, stale=False, visible=True))
    stale = replace(fresh, record=replace(fresh.record, stale=True))

    def place(candidate: Candidate) -> float:
        order = [each.record.key for each in scored([*found[:at], candidate, *found[at + 1 :]], WISH)]
        return order.index(candidate.record.key) if candidate.record.key in order else float("inf")

    assert place(stale) >= place(fresh)


def test_words_alone_are_a_share_of_the_best() -> None:
    found = scored([Candidate(record("a"), 2.0), Candidate(record("b"), 8.0), Candidate(record("c"), 0.0)], WISH)
    assert [(each.record.key, each.score, each.similar) for each in found] == [("b", 1.0, None), ("a", 0.25, None)]


def test_meaning_is_mixed_in_on_a_fixed_scale() -> None:
    top = WEIGHTS.cosine_floor + WEIGHTS.cosine_span
    found = scored(
        [Candidate(record("words"), 5.0, WEIGHTS.cosine_floor), Candidate(record("meaning"), 0.0, top)], WISH
    )
    assert [each.record.key for each in found] == ["meaning", "words"]
    assert [each.score for each in found] == pytest.approx([WEIGHTS.dense, WEIGHTS.lexical], rel=1e-5)
    assert [each.similar for each in found] == pytest.approx([1.0, 0.0], abs=1e-5)


def test_one_owner_does_not_fill_the_page() -> None:
    found = [Candidate(record(f"a{number}", "big"), 9.0) for number in range(9)] + [
        Candidate(record("b", "small"), 1.0)
    ]
    hits = ranked(found, Wish("x", limit=4, per_owner=2)).hits
    assert [hit.record.key for hit in hits] == ["a0", "a1", "b"]


def test_what_sinks_and_by_how_much() -> None:
    wish = Wish("x", areas=frozenset({"energy"}))
    assert sunk(record("a"), wish) == 1.0
    assert sunk(replace(record("a"), areas=frozenset({"energy", "health"})), wish) == 1.0
    assert sunk(replace(record("a"), areas=frozenset({"health"})), wish) == OTHER_AREAS
    assert sunk(replace(record("a"), areas=frozenset({"health"}), stale=True), wish) == OTHER_AREAS * STALE
