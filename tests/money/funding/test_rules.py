"""The pure rules of co-financing: steps, points, order and completeness."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from samspel.money.funding.completeness import Content, Finding, Line, by_year, findings
from samspel.money.funding.scoring import HIGHEST, LOWEST, in_order, together, weighted
from samspel.money.funding.stages import AFTER, WRITABLE, Step, after, impartial

D = Decimal
STATES = {"draft", "submitted", "returned", "assessing", "proposed", "decided", "withdrawn"}


def test_every_state_is_reached_and_no_step_leads_elsewhere() -> None:
    assert {*AFTER.values(), "draft"} == STATES
    assert {state for state, _step in AFTER} <= STATES
    assert after("withdrawn", Step.SUBMIT) is None
    assert after("decided", Step.WITHDRAW) is None


@given(st.lists(st.sampled_from(list(Step)), max_size=30))
def test_nothing_is_decided_without_being_handed_in_accepted_and_proposed(steps: list[Step]) -> None:
    state, seen = "draft", set()
    for step in steps:
        if found := after(state, step):
            state = found
            seen.add(step)
    if state == "decided":
        assert {Step.SUBMIT, Step.ACCEPT, Step.PROPOSE, Step.DECIDE} <= seen
    assert state in STATES
    assert (state in WRITABLE) == (state in {"draft", "returned"})


def test_who_may_handle() -> None:
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


def content(costs: list[Line], money: list[Line], text: str = "Ja") -> Content:
    return Content(date(2018, 1, 1), date(2020, 12, 31), {"summary": text}, ["summary"], costs, money)


def test_a_whole_application_has_no_findings() -> None:
    costs = [Line("Personal", year, D(100)) for year in (2018, 2019, 2020)]
    money = [Line("Region", year, D(40), asked=True) for year in (2018, 2019, 2020)]
    money += [Line("EU", year, D(60), kind="union") for year in (2018, 2019, 2020)]
    whole = content(costs, money)
    assert findings(whole) == []
    assert whole.asked == D(120)


def test_each_fault_is_told() -> None:
    assert findings(content([], [], " ")) == [Finding("text", "summary"), Finding("no_costs")]
    costs, money = [Line("Personal", 2018, D(100))], [Line("EU", 2018, D(90))]
    assert findings(content(costs, money)) == [
        Finding("unequal", "2018", D(90), D(100)), Finding("nothing_asked"),
    ]  # fmt: skip
    outside = content([Line("Personal", 2022, D(5))], [Line("Region", 2022, D(5), asked=True)])
    assert findings(outside) == [Finding("outside", "2022")]


LINES = st.lists(
    st.builds(Line, st.just("x"), st.integers(2017, 2022), st.decimals(0, 10**9, places=2), st.booleans()), max_size=20
)


@given(LINES)
def test_years_preserve_the_sum(lines: list[Line]) -> None:
    assert sum(by_year(lines).values(), D(0)) == sum((line.amount for line in lines), D(0))


@given(LINES, LINES)
def test_unequal_years_are_always_told(costs: list[Line], money: list[Line]) -> None:
    told = {f.where for f in findings(content(costs, money)) if f.code == "unequal"}
    if any(by_year(costs).values()):
        years = {*by_year(costs), *by_year(money)}
        assert told == {str(y) for y in years if by_year(costs).get(y, D(0)) != by_year(money).get(y, D(0))}
