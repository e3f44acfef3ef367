"""The steps of a referral and its times: pure rules, tried with whatever may come."""

from datetime import date, timedelta
from itertools import pairwise

import holidays
from hypothesis import given, settings
from hypothesis import strategies as st

from samspel.frontdoor.models import Referral, ReferralStep
from samspel.frontdoor.referrals.labels import OUTCOMES, REASONS, STATES, STEPS
from samspel.frontdoor.referrals.states import (
    ANSWER_WITHIN,
    ANSWERS,
    ENDED,
    LIVE,
    REPEAT_AFTER,
    STOP_AFTER,
    ReferralStepKind,
    Reminder,
    due_on,
    possible_steps,
    reminder_due,
    span_of_reminders,
    state_after,
    working_days_after,
    working_days_before,
)

FREE = holidays.Sweden(include_sundays=False)
DAYS = st.dates(date(2018, 1, 1), date(2028, 12, 31))


@given(st.lists(st.sampled_from(ReferralStepKind), max_size=12))
def test_whatever_is_tried_it_is_answered_once_and_ends_for_good(tried: list[ReferralStepKind]) -> None:
    state, taken = "", []
    for step in tried:
        if (reached := state_after(state, step)) is not None:
            assert state not in ENDED
            assert step in possible_steps(state)
            state = reached
            taken.append(step)
        else:
            assert step not in possible_steps(state)
    assert sum(step in ANSWERS for step in taken) <= 1
    assert taken.count(ReferralStepKind.REQUEST) <= 1
    if ReferralStepKind.MEET in taken:
        assert ReferralStepKind.ACCEPT in taken[: taken.index(ReferralStepKind.MEET)]


def test_every_state_is_ended_or_leads_to_an_end() -> None:
    assert set(LIVE) | ENDED == {code for code, _words in Referral.STATES} == set(STATES)
    for state in ENDED:
        assert not possible_steps(state)
    for state in LIVE:
        assert any(step.value in ENDED for step in possible_steps(state))


def test_there_are_words_for_everything_that_is_kept() -> None:
    assert set(STEPS) == {code for code, _words in ReferralStep.KINDS}
    assert set(REASONS) == {code for code, _words in ReferralStep.REASONS}
    assert set(OUTCOMES) == {code for code, _words in ReferralStep.OUTCOMES}


@settings(deadline=None)
@given(DAYS, st.integers(0, 30))
def test_working_days_are_neither_weekends_nor_holidays(day: date, number: int) -> None:
    last = working_days_after(day, number, FREE)
    between = [day + timedelta(days=n) for n in range(1, (last - day).days + 1)]
    assert sum(d.weekday() < 5 and d not in FREE for d in between) == number
    if number:
        assert last.weekday() < 5
        assert last not in FREE
        assert working_days_before(last, number, FREE) <= working_days_after(day, 0, FREE) + timedelta(days=10)


def test_an_answer_is_due_within_five_working_days() -> None:
    assert ANSWER_WITHIN == 5
    assert due_on("requested", date(2019, 9, 2), FREE) == date(2019, 9, 9)
    assert due_on("requested", date(2019, 12, 20), FREE) == date(2019, 12, 31)  # Christmas Day and Boxing Day
    assert due_on("accepted", date(2019, 9, 2), FREE) == date(2019, 9, 22)
    assert due_on("met", date(2019, 9, 2), FREE) == date(2019, 12, 1)
    assert [due_on(state, date(2019, 9, 2), FREE) for state in sorted(ENDED)] == [None] * len(ENDED)


@settings(max_examples=40, deadline=None)
@given(DAYS, st.sampled_from(LIVE))
def test_reminders_day_by_day(asked: date, state: str) -> None:
    """Run every night from the first day on: the owner hears once and in time, the officer weekly for four weeks."""
    due, reminded, sent = due_on(state, asked, FREE), None, []
    assert due is not None
    first_night = max(asked, due - timedelta(days=15))
    for n in range((due - first_night).days + STOP_AFTER + 10):
        today = first_night + timedelta(days=n)
        who = reminder_due(due, reminded, today, FREE)
        if who is not None:
            first, last = span_of_reminders(today, FREE)
            assert first <= due <= last
            reminded = today
            sent.append((today, who))
            assert reminder_due(due, reminded, today, FREE) is None  # the same night again
    owner = [day for day, who in sent if who is Reminder.OWNER]
    officer = [day for day, who in sent if who is Reminder.OFFICER]
    assert len(owner) == 1
    assert owner[0] <= due
    assert officer[0] == due + timedelta(days=1)
    assert len(officer) == 4
    assert all((b - a).days == REPEAT_AFTER for a, b in pairwise(officer))
    assert officer[-1] <= due + timedelta(days=STOP_AFTER)


@settings(max_examples=40, deadline=None)
@given(DAYS, st.integers(0, 60))
def test_the_officer_hears_also_when_the_nightly_run_has_stood_still(asked: date, still: int) -> None:
    due = due_on("requested", asked, FREE)
    assert due is not None
    today = due + timedelta(days=1 + still)
    assert reminder_due(due, None, today, FREE) is (Reminder.OFFICER if still < STOP_AFTER else None)
