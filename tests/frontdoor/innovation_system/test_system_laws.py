"""Layout and likeness: laws that hold for any texts and networks."""

from math import isfinite

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samspel.frontdoor.innovation_system.rules.layout import network_layout
from samspel.frontdoor.innovation_system.rules.likeness import similar_pairs, text_groups, weighted_texts
from samspel.frontdoor.innovation_system.rules.nearness import Nearness, nearness
from samspel.frontdoor.innovation_system.rules.strength import Strength, strongest

KEYS = st.lists(st.text("abcdefgh", min_size=1, max_size=3), unique=True, max_size=14)
TEXTS = st.dictionaries(
    st.text("xyz", min_size=1, max_size=4), st.lists(st.sampled_from("abcdefghij"), max_size=9), max_size=12
)


@settings(deadline=None)
@given(KEYS, st.data())
def test_every_point_gets_a_place_within_the_frame_and_the_same_each_time(keys: list[str], data: st.DataObject) -> None:
    some = st.sampled_from(keys) if keys else st.just("a")
    ties = data.draw(st.dictionaries(st.tuples(some, some), st.floats(-1, 1e9), max_size=20))
    fixed = data.draw(st.lists(some, max_size=4))
    places = network_layout(keys, ties, fixed)
    assert set(places) == set(keys)
    assert all(isfinite(v) and 0 <= v <= 1 for place in places.values() for v in place)
    assert places == network_layout(keys, ties, fixed)


def test_those_tied_stand_nearer_than_those_that_are_not() -> None:
    places = network_layout(["a", "b", "c", "d"], {("a", "b"): 5.0, ("c", "d"): 5.0})

    def apart(one: str, other: str) -> float:
        return sum((p - q) ** 2 for p, q in zip(places[one], places[other], strict=True)) ** 0.5

    assert max(apart("a", "b"), apart("c", "d")) < min(apart("a", "c"), apart("b", "d"), apart("a", "d"))


@settings(deadline=None)
@given(TEXTS)
def test_likeness_is_symmetric_and_between_nothing_and_all(texts: dict[str, list[str]]) -> None:
    found = weighted_texts(texts)
    pairs = similar_pairs(found, 0.01)
    assert all(0 < pair.likeness <= 1 for pair in pairs)
    turned = similar_pairs(weighted_texts(dict(reversed(texts.items()))), 0.01)
    same = {frozenset((p.first, p.second)): p.likeness for p in turned}
    assert {frozenset((p.first, p.second)): pytest.approx(p.likeness) for p in pairs} == same


@settings(deadline=None)
@given(TEXTS, st.floats(0.05, 0.95))
def test_every_text_is_in_exactly_one_group(texts: dict[str, list[str]], least: float) -> None:
    made = text_groups(weighted_texts(texts), least)
    assert sorted(key for group in made for key in group.keys) == sorted(texts)


def test_the_same_words_make_a_pair_and_a_group_with_its_words() -> None:
    texts = {
        "one": ["steel", "robot", "welding"],
        "two": ["steel", "robot", "welding", "arm"],
        "three": ["bread", "oven"],
        "four": ["care", "fall"],
        "five": ["biogas"],
    }
    found = weighted_texts(texts)
    best = similar_pairs(found, 0.5)
    assert [(pair.first, pair.second) for pair in best] == [("one", "two")]
    assert set(best[0].shared) == {"steel", "robot", "welding"}
    first = text_groups(found, 0.4)[0]
    assert first.keys == ["one", "two"]
    assert {"steel", "robot"} <= set(first.terms)


def test_a_point_does_not_cover_another() -> None:
    keys = [f"k{number}" for number in range(12)]
    places = network_layout(keys, {("k1", f"k{number}"): 1.0 for number in range(2, 12)}, ["k0"])
    spots = list(places.values())
    nearest = min(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5 for i, a in enumerate(spots) for b in spots[i + 1 :])
    assert nearest > 0.03


def test_a_word_in_all_texts_counts_only_where_it_is_asked_for() -> None:
    texts = {key: ["freezer", key] for key in ("one", "two", "three")}
    assert len(text_groups(weighted_texts(texts), 0.1)) == 3
    assert len(text_groups(weighted_texts(texts, many=1.0), 0.1)) == 1


STRENGTHS = st.dictionaries(st.integers(1, 99), st.builds(Strength, st.integers(0, 9), st.integers(0, 9)), max_size=20)


@settings(deadline=None)
@given(STRENGTHS, st.integers(-2, 25))
def test_nobody_left_out_is_stronger_than_one_who_is_drawn(strengths: dict[int, Strength], room: int) -> None:
    kept, left_out = strongest(strengths, room)
    others = strengths.keys() - set(kept)
    assert len(kept) == min(len(strengths), max(room, 0))
    assert left_out == len(others)
    assert all(strengths[one] >= strengths[other] for one in kept for other in others)
    assert [strengths[key] for key in kept] == sorted((strengths[key] for key in kept), reverse=True)


@settings(deadline=None)
@given(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3))
def test_nearer_help_is_never_called_farther(here: int, region: int, elsewhere: int) -> None:
    found = nearness(here, here + region, here + region + elsewhere)
    assert (found is Nearness.HERE) == (here > 0)
    assert (found is Nearness.NOWHERE) == (here + region + elsewhere == 0)
    assert nearness(here + 1, region, elsewhere) >= found
