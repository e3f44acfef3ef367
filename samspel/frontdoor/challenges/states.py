"""The steps of a challenge, and what can be done on a day. Pure."""

import hashlib
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from string import ascii_uppercase


class ChallengeStep(StrEnum):
    """What somebody does with a challenge."""

    PUBLISH = "publish"
    OPEN = "open"  # the submissions, when the last day has passed
    DECIDE = "decide"
    REOPEN = "reopen"
    PILOT = "pilot"
    CLOSE = "close"
    CANCEL = "cancel"


class Phase(StrEnum):
    """Where a challenge stands on a day, as the public sees it."""

    DRAFT = "draft"
    DIALOGUE = "dialogue"
    SUBMITTING = "submitting"
    JUDGING = "judging"
    DECIDED = "decided"
    PILOTING = "piloting"
    CLOSED = "closed"
    CANCELLED = "cancelled"


AFTER = {
    ("draft", ChallengeStep.PUBLISH): "published",
    ("published", ChallengeStep.OPEN): "judging",
    ("judging", ChallengeStep.DECIDE): "decided",
    ("decided", ChallengeStep.REOPEN): "judging",
    ("decided", ChallengeStep.PILOT): "piloting",
    ("piloting", ChallengeStep.PILOT): "piloting",
    ("decided", ChallengeStep.CLOSE): "closed",
    ("piloting", ChallengeStep.CLOSE): "closed",
    **{(state, ChallengeStep.CANCEL): "cancelled" for state in ("draft", "published", "judging")},
}
PUBLIC = frozenset({"published", "judging", "decided", "piloting", "closed", "cancelled"})
REVEALED = frozenset({"decided", "piloting", "closed"})
"""States in which it is no longer secret who has submitted and how they were judged."""


def state_after(state: str, step: ChallengeStep) -> str | None:
    """The state after the step; None where the step cannot be taken from there."""
    return AFTER.get((state, step))


def phase(state: str, opens_on: date, closes_on: date, day: date) -> Phase:
    """The phase on a day. From the day after the last, a published challenge is with the jury, opened or not."""
    if state != "published":
        return Phase(state)
    if day < opens_on:
        return Phase.DIALOGUE
    return Phase.SUBMITTING if day <= closes_on else Phase.JUDGING


def may_open(state: str, closes_on: date, day: date) -> bool:
    """Whether the submissions may be opened: never before the last day has passed."""
    return state == "published" and day > closes_on


def lettered(links: Iterable[str]) -> dict[str, str]:
    """A letter for each submission by its link: A, B, … Z, AA, … in an order that nobody can foresee or choose."""
    order = sorted(links, key=lambda link: hashlib.sha256(f"letter {link}".encode()).hexdigest())
    return {link: _letter(number) for number, link in enumerate(order)}


def _letter(number: int) -> str:
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, len(ascii_uppercase))
        letters = ascii_uppercase[rest] + letters
    return letters
