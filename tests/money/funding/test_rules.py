"""The pure rules of co-financing: steps and completeness."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from samspel.money.funding.rules import AmountLine, ApplicationFinding, Content, by_year, findings
from samspel.money.funding.states import AFTER, WRITABLE, ApplicationStep, after

D = Decimal
STATES = {"draft", "submitted", "returned", "assessing", "proposed", "decided", "withdrawn"}


def test_every_state_is_reached_and_no_step_leads_elsewhere() -> None:
    assert {*AFTER.values(), "draft"} == STATES
    assert {state for state, _step in AFTER} <= STATES
    assert after("withdrawn", ApplicationStep.SUBMIT) is None
    assert after("decided", ApplicationStep.WITHDRAW) is None


@given(st.lists(st.sampled_from(list(ApplicationStep)), max_size=30))
def test_nothing_is_decided_without_being_handed_in_accepted_and_proposed(steps: list[ApplicationStep]) -> None:
    state, seen = "draft", set()
    for step in steps:
        if found := after(state, step):
            state = found
            seen.add(step)
    if state == "decided":
        assert {ApplicationStep.SUBMIT, ApplicationStep.ACCEPT, ApplicationStep.PROPOSE, ApplicationStep.DECIDE} <= seen
    assert state in STATES
    assert (state in WRITABLE) == (state in {"draft", "returned"})


def content(costs: list[AmountLine], money: list[AmountLine], text: str = "Ja") -> Content:
    return Content(date(2018, 1, 1), date(2020, 12, 31), {"summary": text}, ["summary"], costs, money)


def test_a_whole_application_has_no_findings() -> None:
    costs = [AmountLine("Personal", year, D(100)) for year in (2018, 2019, 2020)]
    money = [AmountLine("Region", year, D(40), asked=True) for year in (2018, 2019, 2020)]
    money += [AmountLine("EU", year, D(60), kind="union") for year in (2018, 2019, 2020)]
    whole = content(costs, money)
    assert findings(whole) == []
    assert whole.asked == D(120)


def test_each_fault_is_told() -> None:
    assert findings(content([], [], " ")) == [ApplicationFinding("text", "summary"), ApplicationFinding("no_costs")]
    costs, money = [AmountLine("Personal", 2018, D(100))], [AmountLine("EU", 2018, D(90))]
    assert findings(content(costs, money)) == [
        ApplicationFinding("unequal", "2018", D(90), D(100)), ApplicationFinding("nothing_asked"),
    ]  # fmt: skip
    outside = content([AmountLine("Personal", 2022, D(5))], [AmountLine("Region", 2022, D(5), asked=True)])
    assert findings(outside) == [ApplicationFinding("outside", "2022")]


def test_the_least_amount_and_the_first_and_last_year_are_enough() -> None:
    for amount in (D("0.01"), D(1)):
        costs = [AmountLine("Personal", year, amount) for year in (2018, 2020)]
        assert findings(content(costs, [AmountLine("Region", year, amount, True) for year in (2018, 2020)])) == []
    nothing = [AmountLine("Region", 2018, D(5)), AmountLine("EU", 2018, D(0), asked=True), AmountLine("EU", 2031, D(0))]
    assert findings(content([AmountLine("Personal", 2018, D(5))], nothing)) == [ApplicationFinding("nothing_asked")]


LINES = st.lists(
    st.builds(AmountLine, st.just("x"), st.integers(2017, 2022), st.decimals(0, 10**9, places=2), st.booleans()),
    max_size=20,
)


@given(LINES)
def test_years_preserve_the_sum(lines: list[AmountLine]) -> None:
    assert sum(by_year(lines).values(), D(0)) == sum((line.amount for line in lines), D(0))


@given(LINES, LINES)
def test_unequal_years_are_always_told(costs: list[AmountLine], money: list[AmountLine]) -> None:
    told = {f.where for f in findings(content(costs, money)) if f.code == "unequal"}
    if any(by_year(costs).values()):
        years = {*by_year(costs), *by_year(money)}
        assert told == {str(y) for y in years if by_year(costs).get(y, D(0)) != by_year(money).get(y, D(0))}
