"""Hard filters: what keeps a record out, and why."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.matching.filters import UNSPOKEN, Cause, FilterMet, Miss, met, misses, near
from samspel.matching.records import SIZES, Record, Wish

TODAY = date(2026, 3, 2)
OPEN = Record("a", "offer", {"sv": "Öppen för alla"})
BAKER = Wish("deg", kinds=frozenset({"offer"}), region="D", size="micro", sector="C", trl=6)

codes = st.frozensets(st.sampled_from(["C", "D", "T"]))
code = st.sampled_from(["", "C", "D", "T"])
days = st.none() | st.dates(TODAY - timedelta(days=9), TODAY + timedelta(days=9))
readiness = st.none() | st.tuples(st.integers(1, 5), st.integers(5, 9))
records = st.builds(
    Record,
    st.text("abc", min_size=1, max_size=3),
    st.sampled_from(["offer", "need"]),
    st.just({"sv": "x"}),
    owner=st.sampled_from(["", "one", "two"]),
    areas=codes,
    regions=codes,
    municipalities=codes,
    sizes=st.frozensets(st.sampled_from(SIZES)),
    sectors=codes,
    helps=codes,
    trl=readiness,
    valid_from=days,
    valid_to=days,
    visible=st.booleans(),
    stale=st.booleans(),
)
wishes = st.builds(
    Wish,
    st.just("x"),
    st.none(),
    st.frozensets(st.sampled_from(["offer", "need"])),
    codes,
    codes,
    code,
    code,
    st.sampled_from(["", *SIZES]),
    code,
    st.none() | st.integers(1, 9),
    st.none(),
    st.none() | st.just(TODAY),
    limit=st.integers(0, 5),
    per_owner=st.integers(1, 3),
)


def test_what_says_nothing_keeps_nobody_out() -> None:
    assert misses(OPEN, BAKER) == ()
    assert met(OPEN, BAKER) == ()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"visible": False}, Miss(Cause.HIDDEN, (), ())),
        ({"kind": "need"}, Miss(Cause.KIND, ("offer",), ("need",))),
        ({"regions": frozenset({"C", "U"})}, Miss(Cause.REGION, ("D",), ("C", "U"))),
        ({"sizes": frozenset({"large"})}, Miss(Cause.SIZE, ("micro",), ("large",))),
        ({"sectors": frozenset({"Q"})}, Miss(Cause.SECTOR, ("C",), ("Q",))),
        ({"trl": (1, 5)}, Miss(Cause.TRL, ("6",), ("1", "5"))),
        ({"trl": (7, 9)}, Miss(Cause.TRL, ("6",), ("7", "9"))),
    ],
)
def test_each_filter_names_its_cause(change: dict, expected: Miss) -> None:
    assert misses(replace(OPEN, **change), BAKER) == (expected,)


@pytest.mark.parametrize(
    ("start", "end", "cause"),
    [
        (TODAY, TODAY, None),
        (TODAY + timedelta(days=1), None, Cause.NOT_YET),
        (None, TODAY - timedelta(days=1), Cause.EXPIRED),
    ],
)
def test_validity_has_both_its_days(start: date | None, end: date | None, cause: Cause | None) -> None:
    record = replace(OPEN, valid_from=start, valid_to=end)
    found = misses(record, replace(BAKER, today=TODAY))
    assert [miss.cause for miss in found] == ([cause] if cause else [])
    assert misses(record, BAKER) == (), "without a day nothing is judged by dates"


def test_a_wrong_region_is_not_said_twice() -> None:
    elsewhere = replace(OPEN, regions=frozenset({"C"}), municipalities=frozenset({"0380"}))
    wish = replace(BAKER, municipality="0428")
    assert [miss.cause for miss in misses(elsewhere, wish)] == [Cause.REGION]
    here = replace(elsewhere, regions=frozenset({"D"}))
    assert [miss.cause for miss in misses(here, wish)] == [Cause.MUNICIPALITY]


def test_help_of_another_kind_and_what_was_met() -> None:
    record = replace(OPEN, helps=frozenset({"funding", "test"}), regions=frozenset({"D"}), trl=(6, 6))
    assert [miss.cause for miss in misses(record, replace(BAKER, helps=frozenset({"advice"})))] == [Cause.HELP]
    found = met(record, replace(BAKER, helps=frozenset({"test"})))
    assert found == (FilterMet(Cause.HELP, "test"), FilterMet(Cause.REGION, "D"), FilterMet(Cause.TRL, "6"))


@given(records, wishes)
def test_what_is_met_is_never_missed(record: Record, wish: Wish) -> None:
    missed = {miss.cause for miss in misses(record, wish)}
    assert missed.isdisjoint(each.cause for each in met(record, wish))


@given(records, wishes)
def test_knowing_less_of_the_asker_never_keeps_more_out(record: Record, wish: Wish) -> None:
    unknown = replace(wish, region="", municipality="", size="", sector="", trl=None, helps=frozenset(), today=None)
    assert {miss.cause for miss in misses(record, unknown)} <= {Cause.HIDDEN, Cause.KIND}
    assert {miss.cause for miss in misses(record, unknown)} <= {miss.cause for miss in misses(record, wish)}


@given(records, wishes)
def test_near_is_one_thing_that_may_be_said(record: Record, wish: Wish) -> None:
    found = misses(record, wish)
    assert near(found) == (len(found) == 1 and found[0].cause not in UNSPOKEN)
    assert len({miss.cause for miss in found}) == len(found)
