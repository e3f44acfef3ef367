"""The pure rules of challenges: steps, phases, sealed until the last day, letters that tell nothing."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from samspel.frontdoor.challenges.states import (
    AFTER,
    PUBLIC,
    REVEALED,
    ChallengeStep,
    Phase,
    lettered,
    may_open,
    phase,
    state_after,
)

STATES = {"draft", "published", "judging", "decided", "piloting", "closed", "cancelled"}
DAYS = st.dates(date(2018, 1, 1), date(2021, 1, 1))


def test_every_state_is_reached_and_no_step_leads_elsewhere() -> None:
    assert {*AFTER.values(), "draft"} == STATES
    assert {state for state, _step in AFTER} <= STATES
    assert {"draft", *PUBLIC} == STATES
    assert state_after("closed", ChallengeStep.CANCEL) is None
    assert state_after("decided", ChallengeStep.CANCEL) is None


@given(st.lists(st.sampled_from(list(ChallengeStep)), max_size=30))
def test_nothing_is_revealed_without_being_published_opened_and_decided(steps: list[ChallengeStep]) -> None:
    state, taken = "draft", set()
    for step in steps:
        if found := state_after(state, step):
            state = found
            taken.add(step)
    if state in REVEALED:
        assert {ChallengeStep.PUBLISH, ChallengeStep.OPEN, ChallengeStep.DECIDE} <= taken


@given(st.sampled_from(sorted(STATES)), DAYS, st.integers(0, 400), DAYS)
def test_each_day_has_one_phase_and_nothing_opens_before_the_last_day_has_passed(
    state: str, opens: date, long: int, day: date
) -> None:
    closes = opens + timedelta(days=long)
    now = phase(state, opens, closes, day)
    if state == "published":
        assert (now is Phase.SUBMITTING) == (opens <= day <= closes)
        assert (now is Phase.DIALOGUE) == (day < opens)
        assert may_open(state, closes, day) == (now is Phase.JUDGING)
    else:
        assert now == state
        assert not may_open(state, closes, day)


@given(st.sets(st.text("abcdef0123456789", min_size=8, max_size=12), max_size=60))
def test_letters_are_different_and_do_not_follow_the_order_they_came_in(links: set[str]) -> None:
    letters = lettered(links)
    assert len(set(letters.values())) == len(links)
    assert letters == lettered(sorted(links))
    assert sorted(letters.values(), key=lambda text: (len(text), text))[:1] == (["A"] if links else [])


def test_letters_go_on_after_z() -> None:
    assert {"Z", "AA", "AB"} <= set(lettered(f"{n}" for n in range(28)).values())
