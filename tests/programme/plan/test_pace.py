"""Pace and heading: pure rules, tried with any numbers."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.programme.plan.rules.headline import TargetStanding, headline
from samspel.programme.plan.rules.pace import TOLERANCE, PlannedCourse, State, judge, plan_of

START, END = date(2018, 1, 1), date(2020, 12, 31)
DAYS = st.dates(START, END - timedelta(days=1))
STATES = st.sampled_from(list(State))


def straight(target: int = 300) -> PlannedCourse:
    """A straight line from the day before the start."""
    return plan_of(START, END, Decimal(0), Decimal(target), {})


@given(DAYS, st.integers(1, 10_000))
def test_a_straight_plan_rises_evenly_to_its_target(day: date, target: int) -> None:
    plan = straight(target)
    share = Decimal((day - START).days + 1) / ((END - START).days + 1)
    assert abs(plan.at(day) - target * share) < Decimal("0.0001")
    assert (plan.at(START - timedelta(days=30)), plan.at(END), plan.at(date(2031, 1, 1))) == (0, target, target)


@given(DAYS, DAYS)
def test_a_plan_by_years_never_falls(one: date, other: date) -> None:
    plan = plan_of(START, END, Decimal(0), Decimal(300), {2018: Decimal(50), 2019: Decimal(180), 2020: Decimal(300)})
    assert plan.at(date(2018, 12, 31)) == 50
    assert plan.at(min(one, other)) <= plan.at(max(one, other))


@given(st.dates(START + timedelta(days=10), END - timedelta(days=1)), st.integers(0, 1000))
def test_the_state_follows_the_distance_to_the_plan(day: date, actual: int) -> None:
    plan = straight()
    planned, state = plan.at(day), judge(plan, Decimal(actual), Decimal(0), day).state
    if actual < planned * (1 - TOLERANCE):
        assert state is State.BEHIND
    elif actual > planned * (1 + TOLERANCE):
        assert state is State.AHEAD
    else:
        assert state is State.ON_PACE


@pytest.mark.parametrize(("actual", "state"), [(299, State.MISSED), (300, State.REACHED), (301, State.REACHED)])
def test_when_it_is_over_it_is_reached_or_missed(actual: int, state: State) -> None:
    for day in (END, END + timedelta(days=400)):
        verdict = judge(straight(), Decimal(actual), Decimal(0), day)
        assert (verdict.state, verdict.forecast) == (state, None)


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_the_forecast_goes_on_at_the_last_years_pace(before: int, gained: int) -> None:
    day = date(2019, 12, 31)
    verdict = judge(straight(), Decimal(before + gained), Decimal(before), day)
    assert verdict.forecast is not None
    assert abs(verdict.forecast - (before + gained + Decimal(gained) * 366 / 365)) < Decimal("0.001")


def test_no_forecast_in_the_first_months() -> None:
    assert judge(straight(), Decimal(5), Decimal(0), date(2018, 2, 1)).forecast is None


def test_the_example_s_heading() -> None:
    standings = [TargetStanding(name, State.ON_PACE, True) for name in ("Stöd", "Annat stöd", "Samverkan")]
    standings.append(TargetStanding("Investeringarna", State.BEHIND, True))
    assert headline(standings, "sv") == "Tre av fyra mål håller takten. Investeringarna släpar."


@given(st.lists(st.tuples(STATES, st.booleans()), max_size=9), st.sampled_from(["sv", "en"]))
def test_the_heading_never_says_more_than_the_data(found: list[tuple[State, bool]], lang: str) -> None:
    standings = [TargetStanding(f"Mål{i}x", state, result) for i, (state, result) in enumerate(found)]
    said = headline(standings, lang)
    assert said
    assert "{" not in said
    good = sum(state.good for state, _ in found)
    if not found or not any(result for _, result in found):
        assert not any(character.isdigit() for character in said)
        return
    for standing in standings:
        if standing.subject.lower() in said.lower():
            assert standing.state in {State.BEHIND, State.MISSED}
    everything = {"sv": ("Alla", "Båda"), "en": ("All ", "Both")}[lang]
    if said.startswith(everything):
        assert good == len(standings)
