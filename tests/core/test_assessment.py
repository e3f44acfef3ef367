"""Points, their order, and who may not judge."""

from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from samspel.core.assessment import HIGHEST, LOWEST, impartial, in_order, together, weighted

D = Decimal


def test_who_may_judge() -> None:
    assert impartial(1, frozenset({1, 2}), declared=False) == "own"
    assert impartial(3, frozenset({1}), declared=None) == "undeclared"
    assert impartial(3, frozenset({1}), declared=True) == "conflict"
    assert impartial(3, frozenset({1}), declared=False) is None


@given(st.lists(st.tuples(st.integers(LOWEST, HIGHEST), st.integers(1, 1000)), min_size=1, max_size=9))
def test_weighted_points_lie_between_the_lowest_and_the_highest(rows: list[tuple[int, int]]) -> None:
    points, weights = {n: p for n, (p, _w) in enumerate(rows)}, {n: w for n, (_p, w) in enumerate(rows)}
    found = weighted(points, weights)
    assert min(points.values()) <= found <= max(points.values())
    doubled = weighted(points, {n: w * 2 for n, w in weights.items()})
    assert abs(found - doubled) < D("0.000001")


def test_points_by_hand() -> None:
    assert weighted({1: 5, 2: 3}, {1: 60, 2: 40}) == D("4.2")
    assert together([D("4.2"), D("3.5")]) == D("3.85")
    assert together([]) is None


ROWS = st.lists(
    st.tuples(
        st.integers(0, 99), st.one_of(st.none(), st.integers(1, 5)), st.one_of(st.none(), st.decimals(1, 5, places=2)),
        st.sampled_from(["2019-01-01", "2019-01-02", ""]),
    ),
    unique_by=lambda row: row[0],
)  # fmt: skip


@given(ROWS)
def test_the_order_is_the_rules(rows: list[tuple[int, int | None, Decimal | None, str]]) -> None:
    found = in_order(rows)
    assert sorted(found) == sorted(row[0] for row in rows)
    by = {row[0]: row for row in rows}
    ranks = [by[thing][1] for thing in found]
    assert ranks == sorted(ranks, key=lambda rank: (rank is None, rank or 0))
    for first, second in pairwise(found):
        a, b = by[first], by[second]
        if a[1] == b[1] and a[2] is not None and b[2] is not None:
            assert a[2] >= b[2]
