"""The steps of a referral and the time each state has. Pure: days in, days out."""

from collections.abc import Container
from datetime import date, timedelta
from enum import StrEnum

ANSWER_WITHIN = 5
"""Working days to answer a request. A small company that has asked for help waits a week at most: what the programme
promises on the page where the need is sent."""
SUGGESTION_WITHIN = 10
"""Working days in which the asker may take up a suggestion before the officer is to follow it up."""
MEET_WITHIN = 20
"""Days from the answer to the first meeting: room for calendars, and no more, so that the request is not lost."""
OUTCOME_WITHIN = 90
"""Days from the meeting until something is said of what came of it: a quarter, as the programme reports."""
REMIND_BEFORE = 1
"""Working days before the last day on which a reminder goes out."""
REPEAT_AFTER = 7
"""Days between reminders of what is overdue."""
STOP_AFTER = 28
"""Days overdue after which no more mail is sent: it stays in the officer's queue."""


class ReferralStepKind(StrEnum):
    """What somebody does with a referral; the kinds of its steps, but for reminders, which change nothing."""

    SUGGEST = "suggested"
    REQUEST = "requested"
    ACCEPT = "accepted"
    DECLINE = "declined"
    FORWARD = "forwarded"
    MEET = "met"
    FINISH = "done"
    WITHDRAW = "withdrawn"


class Reminder(StrEnum):
    """Who is told that the time runs out: who is to act, or the region's officer, when it has."""

    OWNER = "owner"
    OFFICER = "officer"


NEW = ""
AFTER = {
    (NEW, ReferralStepKind.SUGGEST), (NEW, ReferralStepKind.REQUEST),
    ("suggested", ReferralStepKind.REQUEST), ("suggested", ReferralStepKind.WITHDRAW),
    ("requested", ReferralStepKind.ACCEPT), ("requested", ReferralStepKind.DECLINE),
    ("requested", ReferralStepKind.FORWARD), ("requested", ReferralStepKind.WITHDRAW),
    ("accepted", ReferralStepKind.MEET), ("accepted", ReferralStepKind.FINISH), ("accepted", ReferralStepKind.WITHDRAW),
    ("met", ReferralStepKind.FINISH), ("met", ReferralStepKind.WITHDRAW),
}  # fmt: skip
ENDED = frozenset({"declined", "forwarded", "done", "withdrawn"})
LIVE = ("suggested", "requested", "accepted", "met")
ANSWERS = (ReferralStepKind.ACCEPT, ReferralStepKind.DECLINE, ReferralStepKind.FORWARD)
KNOWN_TO_ACTOR = frozenset({"accepted", "met", "done"})
"""States in which the actor may know who asked: not before it has said that it will help."""


def state_after(state: str, step: ReferralStepKind) -> str | None:
    """The state after the step; None where the step cannot be taken from there. A state is named by its last step."""
    return step.value if (state, step) in AFTER else None


def possible_steps(state: str) -> frozenset[ReferralStepKind]:
    """The steps that can be taken from the state."""
    return frozenset(step for before, step in AFTER if before == state)


def due_on(state: str, day: date, holidays: Container[date]) -> date | None:
    """The last day to move on from a state entered on the day; None where nothing more is to happen."""
    if state == "suggested":
        return working_days_after(day, SUGGESTION_WITHIN, holidays)
    if state == "requested":
        return working_days_after(day, ANSWER_WITHIN, holidays)
    return {
        "accepted": day + timedelta(days=MEET_WITHIN),
        "met": day + timedelta(days=OUTCOME_WITHIN),
    }.get(state)


def working_days_after(day: date, number: int, holidays: Container[date]) -> date:
    """So many working days after the day: not Saturdays, Sundays or public holidays. 0 gives the day itself."""
    while number:
        day += timedelta(days=1)
        if _is_working(day, holidays):
            number -= 1
    return day


def working_days_before(day: date, number: int, holidays: Container[date]) -> date:
    """So many working days before the day."""
    while number:
        day -= timedelta(days=1)
        if _is_working(day, holidays):
            number -= 1
    return day


def reminder_due(due: date | None, reminded: date | None, today: date, holidays: Container[date]) -> Reminder | None:
    """Who is to be reminded today: the owner once, just before the last day; the officer when it has passed, and then
    once a week for four weeks. `reminded` is the day of the last reminder of this state."""
    if due is None or today > due + timedelta(days=STOP_AFTER):
        return None
    if today > due:
        first = reminded is None or reminded <= due
        return Reminder.OFFICER if first or (today - reminded).days >= REPEAT_AFTER else None  # type: ignore[operator]
    if reminded is None and today >= working_days_before(due, REMIND_BEFORE, holidays):
        return Reminder.OWNER
    return None


def span_of_reminders(today: date, holidays: Container[date]) -> tuple[date, date]:
    """The first and the last `due_on` that anybody can be reminded of today."""
    last = working_days_after(today, REMIND_BEFORE, holidays)
    while working_days_before(last + timedelta(days=1), REMIND_BEFORE, holidays) <= today:
        last += timedelta(days=1)
    return today - timedelta(days=STOP_AFTER), last


def _is_working(day: date, holidays: Container[date]) -> bool:
    return day.weekday() < 5 and day not in holidays
